import type { DataChange, NotebooksChange, PinsChange, RunView } from '../../core/api.ts';
import type { AnnotationEntry } from '../../core/annotation.ts';
import type { RunEvent } from '../../core/event.ts';
import type { CurrentRecord } from '../../core/history.ts';

/** What comes over the tab's one event stream. */
export interface StreamHandlers {
  reset(runs: RunView[]): void;
  run(events: RunEvent[]): void;
  notebookChanged(change: { name: string; version: string | null }): void;
  notebooksChanged(change: NotebooksChange): void;
  /** A file that a notebook's datasets name is another now, or gone. */
  dataChanged(change: DataChange): void;
  pinsChanged(change: PinsChange): void;
  providersChanged(): void;
  annotationChanged(entry: AnnotationEntry): void;
  votesChanged(change: { notebook: string; matrix: string }): void;
  /** An earlier answer was made the current one of its request. */
  currentChanged(change: CurrentRecord): void;
  /** Whether the server is reached. */
  connected(isConnected: boolean): void;
}

const ADDRESS = '/api/events';
/** What the server tells, by name. */
const EVENTS = [
  'open',
  'reset',
  'run',
  'notebook-changed',
  'notebooks-changed',
  'data-changed',
  'pins-changed',
  'providers-changed',
  'annotation-changed',
  'votes-changed',
  'current-changed',
];

/** A stream that was opened before anybody could listen, and what came over it since. */
let early: { source: EventSource; came: Event[]; keep: (event: Event) => void } | null = null;

/** Opens the event stream before there is anybody to tell: {@link openEventStream} tells what has come by then. */
export function openStreamEarly(): void {
  const source = new EventSource(ADDRESS);
  const came: Event[] = [];
  const keep = (event: Event): void => void came.push(event);
  for (const name of EVENTS) source.addEventListener(name, keep);
  early = { source, came, keep };
}

/** The stream that was opened early, if it is still open, with what came over it. */
function takeEarly(): { source: EventSource; came: Event[] } | null {
  const taken = early;
  early = null;
  if (!taken || taken.source.readyState === EventSource.CLOSED) return null;
  for (const name of EVENTS) taken.source.removeEventListener(name, taken.keep);
  return taken;
}

/** Opens the event stream; EventSource reconnects and asks for what was missed by itself. Returns what closes it. */
export function openEventStream(handlers: StreamHandlers): () => void {
  let source: EventSource;
  let retry = 0;
  const open = () => {
    const taken = takeEarly();
    source = taken?.source ?? new EventSource(ADDRESS);
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
    on<DataChange>('data-changed', (change) => handlers.dataChanged(change));
    on<PinsChange>('pins-changed', (change) => handlers.pinsChanged(change));
    on<unknown>('providers-changed', () => handlers.providersChanged());
    on<AnnotationEntry>('annotation-changed', (entry) => handlers.annotationChanged(entry));
    on<{ notebook: string; matrix: string }>('votes-changed', (change) => handlers.votesChanged(change));
    on<CurrentRecord>('current-changed', (change) => handlers.currentChanged(change));
    for (const event of taken?.came ?? []) source.dispatchEvent(event);
  };
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
}
