import { keepAsking } from './keep-asking.ts';
import type { NotebookTools } from './notebook-tools.ts';

let tools: NotebookTools | null = null;
let loading: Promise<NotebookTools> | null = null;
/** The tools, for all that waits to be done with them: one promise, so that it is done in the order in which it came. */
let awaited: Promise<NotebookTools> | null = null;
/** A page that is open for so long is going to be worked with: then the tools are there though the server goes away. */
const AT_LAST_MS = 5000;
const waiting = new Set<() => void>();

/** What reads and changes notebooks, if it is here. */
export function toolsNow(): NotebookTools | null {
  return tools;
}

/** What reads and changes notebooks, loaded when it is first asked for. */
export function loadTools(): Promise<NotebookTools> {
  loading ??= import('./notebook-tools.ts').then(
    ({ notebookTools }) => {
      tools = notebookTools;
      for (const act of waiting) act();
      waiting.clear();
      return notebookTools;
    },
    (error: unknown) => {
      // The server was away: the next one who asks tries again.
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Does something with the tools: at once where they are here, so that edits keep their order with all else. While the
 * server is away they are asked for again and again. */
export function withTools(act: (tools: NotebookTools) => void): void {
  if (tools) {
    act(tools);
    return;
  }
  awaited ??= keepAsking(loadTools);
  void awaited.then(act);
}

/** Does something when the tools come; at once where they are here. Does not ask for them. Returns what ends the waiting. */
export function whenTools(act: () => void): () => void {
  if (tools) act();
  else waiting.add(act);
  return () => waiting.delete(act);
}

/** Resolves when all that waits for the tools has been done; null where nothing ever did. */
export function toolsAwaited(): Promise<unknown> | null {
  return awaited;
}

/** Loads the tools as soon as somebody is at the page, and a while after it was opened in any case. */
export function loadToolsForPerson(host: EventTarget): void {
  for (const sign of ['pointermove', 'pointerdown', 'keydown', 'focusin'])
    host.addEventListener(sign, () => void loadTools().catch(() => {}), { once: true, passive: true });
  setTimeout(() => void loadTools().catch(() => {}), AT_LAST_MS);
}
