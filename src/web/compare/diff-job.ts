import type { Similarity } from '../../core/similarity.ts';
import type { DiffPart } from '../../core/text-diff.ts';
import { unpackParts, type DiffNews, type DiffOrder } from './packed-diff.ts';

/** Texts of together so many characters are compared at once: it takes no longer than to show them. */
const AT_ONCE = 20_000;

/** Whether two texts are so long that to compare them would hold the page up. */
export function isLongDiff({ before, now }: Pick<DiffOrder, 'before' | 'now'>): boolean {
  return before.length + now.length > AT_ONCE;
}

/** The code that compares could not be loaded: the server is away. */
export class NotLoaded extends Error {
  override name = 'NotLoaded';
}

/** What came of comparing two texts. */
export interface Compared {
  parts: DiffPart[];
  similarity: Similarity;
}

/** The last comparisons: what was scrolled away and comes back is not compared again. */
const known: { order: DiffOrder; compared: Compared }[] = [];
const MOST_KNOWN = 4;

/** What came of comparing two texts, where that was done lately. */
export function knownComparison({ before, now, locale }: DiffOrder): Compared | null {
  const found = known.find(
    ({ order }) => order.before === before && order.now === now && order.locale === locale,
  );
  return found?.compared ?? null;
}

/** Comparisons that wait for the one that goes on: of many the first is there sooner, and the machine is left to others. */
const waiting: (() => void)[] = [];
let isBusy = false;

function startNext(): void {
  const next = waiting.shift();
  isBusy = next !== undefined;
  next?.();
}

/**
 * Compares two texts word by word beside the page, which goes on meanwhile. `tell` hears how much is done, 0 to 1. Once `signal`
 * aborts, it is ended and comes to nothing: the promise stays open. It is rejected where its code could not be loaded, which
 * is a {@link NotLoaded}, or is wrong.
 */
export function compareBeside(
  order: DiffOrder,
  { signal, tell }: { signal: AbortSignal; tell: (share: number) => void },
): Promise<Compared> {
  return new Promise((resolve, reject) => {
    const start = (): void => {
      const worker = new Worker(new URL('./diff-worker.ts', import.meta.url), { type: 'module' });
      const end = (): void => {
        worker.terminate();
        signal.removeEventListener('abort', end);
        startNext();
      };
      signal.addEventListener('abort', end);
      worker.addEventListener('message', ({ data }: MessageEvent<DiffNews>) => {
        if ('share' in data) {
          tell(data.share);
          return;
        }
        end();
        const compared = { parts: unpackParts(data.packed, order), similarity: data.similarity };
        known.unshift({ order, compared });
        known.splice(MOST_KNOWN);
        resolve(compared);
      });
      worker.addEventListener('error', ({ message }) => {
        end();
        // What went wrong inside has words, what was never there has none.
        reject(message ? new Error(message) : new NotLoaded());
      });
      worker.postMessage(order);
    };
    const startUnlessEnded = (): void => {
      if (signal.aborted) startNext();
      else start();
    };
    waiting.push(startUnlessEnded);
    if (!isBusy) startNext();
  });
}
