import type { Context } from 'hono';

/** A response of server-sent events, each written by `toText`. Waits for the first one, so that what is thrown before it
 * can still be answered as an error. `abort` is called when the client goes away. */
export async function createEventStream<T>(
  c: Context,
  events: AsyncGenerator<T>,
  toText: (event: T) => string,
  abort: AbortController,
): Promise<Response> {
  const encoder = new TextEncoder();
  let upcoming: Promise<IteratorResult<T>> = Promise.resolve(await events.next());
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await upcoming;
      if (done === true) {
        controller.close();
        return;
      }
      controller.enqueue(encoder.encode(toText(value)));
      upcoming = events.next();
    },
    async cancel() {
      abort.abort();
      await events.return(undefined);
    },
  });
  c.header('content-type', 'text/event-stream; charset=utf-8');
  c.header('cache-control', 'no-cache');
  c.header('x-accel-buffering', 'no');
  return c.body(body);
}
