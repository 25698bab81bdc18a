/** So long something may keep all others waiting, milliseconds. */
const SLICE_MS = 8;

/** Does something that is made of many small steps, with a pause for all others whenever it has taken a while. */
export async function inSlices<T>(steps: Generator<void, T>): Promise<T> {
  let from = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - from < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    from = performance.now();
  }
}
