import type { ReactiveControllerHost } from 'lit';
import { keepAsking } from './keep-asking.ts';
import { loadSoon, part } from './load-part.ts';
import type { NotebookTools } from './notebook-tools.ts';
import { hearScrolling, pause } from './pause.ts';
import { whenReleased } from './press.ts';

const code = part(() => import('./notebook-tools.ts'), { isSoon: false });
let tools: NotebookTools | null = null;
let loading: Promise<NotebookTools> | null = null;
/** Resolves when the tools are here and all that waited for them has been done; null while nothing waits. */
let awaited: Promise<unknown> | null = null;
/** A page that is open for so long is going to be worked with: then the tools are there though the server goes away. */
const AT_LAST_MS = 5000;
/** What is to be done with the tools, in the order in which it came. */
const queue: ((tools: NotebookTools) => void)[] = [];
/** What is to be done once they are here, after that. */
const waiting = new Set<() => void>();

/** What reads and changes notebooks, if it is here. */
export function toolsNow(): NotebookTools | null {
  return tools;
}

/** What reads and changes notebooks, loaded when it is first asked for. Whoever asks after a failure has it tried again. */
export function loadTools(): Promise<NotebookTools> {
  loading ??= code.load().then(
    async ({ notebookTools }) => {
      // With them comes what the cells lack: nothing is to move away under a press.
      await whenReleased();
      return arrive(notebookTools);
    },
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Does all that waited before anybody else can do anything: edits keep their order. What fails holds up nothing else. */
function arrive(found: NotebookTools): NotebookTools {
  tools = found;
  for (const act of [...queue.splice(0), ...waiting]) {
    try {
      act(found);
    } catch (error) {
      reportError(error);
    }
  }
  waiting.clear();
  return found;
}

/** Does something with the tools: at once where they are here, so that edits keep their order with all else. While the
 * server is away they are asked for again and again. */
export function withTools(act: (tools: NotebookTools) => void): void {
  if (tools) {
    act(tools);
    return;
  }
  queue.push(act);
  awaited ??= keepAsking(loadTools);
}

/** Does something when the tools come; at once where they are here. Does not ask for them. Returns what ends the waiting. */
export function whenTools(act: () => void): () => void {
  if (tools) act();
  else waiting.add(act);
  return () => waiting.delete(act);
}

/** Makes an element render anew when the tools come. Call it in the constructor. */
export function awaitTools(host: ReactiveControllerHost): void {
  let end: (() => void) | null = null;
  host.addController({
    hostConnected: () => void (end = whenTools(() => host.requestUpdate())),
    hostDisconnected: () => end?.(),
  });
}

/** Resolves when all that waits for the tools has been done; null where nothing ever did. */
export function toolsAwaited(): Promise<unknown> | null {
  return awaited;
}

/** Loads the tools, and then what else may be needed soon, as soon as somebody does something in the page; in the next pause
 * where a pointer only moves over it, and a while after it was opened in any case. */
export function loadToolsForPerson(host: EventTarget): void {
  hearScrolling(host);
  let isAsked = false;
  const load = (): void => {
    if (isAsked) return;
    isAsked = true;
    void keepAsking(loadTools).then(loadSoon);
  };
  const loadInPause = (): void => void pause().then(load);
  const once = { once: true, passive: true };
  for (const sign of ['pointerdown', 'keydown', 'focusin']) host.addEventListener(sign, load, once);
  host.addEventListener('pointermove', loadInPause, once);
  setTimeout(loadInPause, AT_LAST_MS);
}
