import { pageParts } from './page-parts.ts';

const ASK_AGAIN_MS = 1000;
/** A server that has another page by now has this part no more, unless the old page comes back. */
const ASK_RENEWED_MS = 20_000;

/** Loads a part of the page; while the server is away it is asked for again and again, so that what waits for it is not
 * lost. */
export async function keepAsking<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const part = await load();
      pageParts.came();
      return part;
    } catch {
      const ms = pageParts.state === 'renewed' ? ASK_RENEWED_MS : ASK_AGAIN_MS;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }
}
