import type { Fetch } from '../../src/providers/provider.ts';
import type { WireReply } from './wire.ts';

/** A request as it reached the server. */
export interface Seen {
  method: string;
  url: string;
  headers: Headers;
  /** The parsed JSON body; null where there was none. */
  body: unknown;
}

/** A server behind `fetch`. */
export interface FakeServer {
  fetch: Fetch;
  seen: Seen[];
  /** How often the reader closed a body before its end. */
  closed(): number;
}

type Answer = WireReply | Error | 'silence';

interface Options {
  /** Where the body is cut, in bytes; it comes whole otherwise. */
  cuts?: readonly number[];
  /** The body never ends: after its bytes nothing comes. */
  stalls?: boolean;
}

/** A `fetch` that answers every request alike: by a recording, by an error of the connection, or not at all. */
export function createFakeServer(
  answer: Answer | ((seen: Seen) => Answer),
  options: Options = {},
): FakeServer {
  const seen: Seen[] = [];
  let closed = 0;

  const toBody = (bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> | null => {
    const places = [...new Set(options.cuts ?? [])]
      .filter((at) => at > 0 && at < bytes.length)
      .sort((a, b) => a - b);
    const pieces = [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
    let next = 0;
    return new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const piece = pieces[next++];
          if (piece !== undefined && piece.length > 0) controller.enqueue(piece);
          else if (!options.stalls) controller.close();
        },
        cancel() {
          closed++;
        },
      },
      { highWaterMark: 0 },
    );
  };

  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    const text = await request.text();
    const { url, method, headers } = request;
    const now: Seen = { url, method, headers, body: text === '' ? null : JSON.parse(text) };
    seen.push(now);
    const given = typeof answer === 'function' ? answer(now) : answer;
    if (given instanceof Error) throw given;
    if (given === 'silence') return untilStopped(init?.signal ?? null);
    return new Response(toBody(given.body), { status: given.status, headers: given.headers });
  };

  return { fetch, seen, closed: () => closed };
}

/** As the real one: it waits, and throws an AbortError when it is stopped. */
function untilStopped(signal: AbortSignal | null): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(new DOMException('This operation was aborted', 'AbortError'));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
