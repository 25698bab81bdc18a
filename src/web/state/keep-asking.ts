const ASK_AGAIN_MS = 1000;

/** Loads a part of the page; while the server is away it is asked for again and again, so that what waits for it is not
 * lost. */
export async function keepAsking<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    }
  }
}
