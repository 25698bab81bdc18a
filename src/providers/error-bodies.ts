import type { Fetch } from './provider.ts';

/** How much of an error's body is read: some answer with a whole page, or without end. */
const LONGEST_BODY = 64 * 1024;

/** A `fetch` that keeps the bodies of errors, for the SDKs keep only the member `error` of them, which many lack. */
export interface ErrorBodies {
  fetch: Fetch;
  /** The text of an error's body, by the very headers object that the SDK's error has; empty where there was none. */
  bodyOf(headers: Headers): string;
}

/** Wraps a `fetch`. Successful answers pass through untouched. */
export function keepErrorBodies(fetch: Fetch): ErrorBodies {
  const bodies = new WeakMap<Headers, string>();
  return {
    bodyOf: (headers) => bodies.get(headers) ?? '',
    async fetch(input, init) {
      const response = await fetch(input, init);
      if (response.ok) return response;
      const body = await readStart(response);
      // The same answer again, with a body that can be read.
      const { status, statusText } = response;
      const copy = new Response(hasNoBody(status) ? null : body, {
        status,
        statusText,
        headers: response.headers,
      });
      bodies.set(copy.headers, body);
      return copy;
    },
  };
}

function hasNoBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}

async function readStart(response: Response): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    while (text.length < LONGEST_BODY) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value, { stream: true });
    }
    return text;
  } finally {
    // Closes the connection where there is more, does nothing where there is not.
    void reader.cancel().catch(() => {});
  }
}
