import type { NotebooksChange, PinsChange, RunView } from '../../core/api.ts';
import type { AnnotationEntry } from '../../core/annotation.ts';
import type { RunEvent } from '../../core/event.ts';
import type { CurrentRecord } from '../../core/history.ts';

/** What comes over the tab's one event stream. */
export interface StreamHandlers {
  reset(runs: RunView[]): void;
  run(events: RunEvent[]): void;
  notebookChanged(change: { name: string; version: string | null }): void;
  notebooksChanged(change: NotebooksChange): void;
  pinsChanged(change: PinsChange): void;
  providersChanged(): void;
  annotationChanged(entry: AnnotationEntry): void;
  votesChanged(change: { notebook: string; matrix: string }): void;
  /** An earlier answer was made the current one of its request. */
  currentChanged(change: CurrentRecord): void;
  /** Whether the server is reached. */
  connected(isConnected: boolean): void;
}

/** Opens the event stream; EventSource reconnects and asks for what was missed by itself. Returns what closes it. */
export function openEventStream(handlers: StreamHandlers): () => void {
  let source: EventSource;
  let retry = 0;
  const open = () => {
    source = new EventSource('/api/events');
    source.addEventListener('open', () => handlers.connected(true));
    source.addEventListener('error', () => {
      handlers.connected(false);
      // A refused connection closes the source for good in some browsers: open another.
      if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(open, 1000);
    });
    const on = <T>(name: string, handle: (data: T) => void) =>
      source.addEventListener(name, (event) => handle(JSON.parse((event as MessageEvent<string>).data) as T));
    on<RunView[]>('reset', (runs) => handlers.reset(runs));
    on<RunEvent[]>('run', (events) => handlers.run(events));
    on<{ name: string; version: string | null }>('notebook-changed', (change) =>
      handlers.notebookChanged(change),
    );
    on<NotebooksChange>('notebooks-changed', (change) => handlers.notebooksChanged(change));
    on<PinsChange>('pins-changed', (change) => handlers.pinsChanged(change));
    on<unknown>('providers-changed', () => handlers.providersChanged());
    on<AnnotationEntry>('annotation-changed', (entry) => handlers.annotationChanged(entry));
    on<{ notebook: string; matrix: string }>('votes-changed', (change) => handlers.votesChanged(change));
    on<CurrentRecord>('current-changed', (change) => handlers.currentChanged(change));
  };
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
