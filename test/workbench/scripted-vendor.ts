import type { Fetch } from '../../src/providers/provider.ts';
import { Deferred } from '../fake/deferred.ts';

/** The key that tests plant: it must turn up nowhere. */
export const PLANTED_KEY = 'sk-planted-0123456789-geheim';

interface ChatRequest {
  model: string;
  messages: { role: string; content: string }[];
  temperature?: number;
}

/** What the vendor says to a request: a text, a status to refuse with, or nothing ever (until the request is aborted). */
type Reply = string | { status: number; body: unknown } | 'silence';

/** A vendor of OpenAI's protocol behind `fetch`. */
export interface ScriptedVendor {
  fetch: Fetch;
  requests: ChatRequest[];
  /** The answers wait after their first piece until this is called. */
  release(): void;
  /** Resolves when so many requests have come in all. */
  untilRequests(count: number): Promise<void>;
}

function toChunks(text: string): string[] {
  const base = {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 0,
    model: 'scripted-2026-11-01',
  };
  const piece = (content: string) => ({
    ...base,
    choices: [
      {
        index: 0,
        delta: { content },
        logprobs: {
          content: [
            {
              token: content,
              bytes: [...Buffer.from(content)],
              logprob: -0.5,
              top_logprobs: [
                { token: content, bytes: [...Buffer.from(content)], logprob: -0.5 },
                { token: '?', bytes: [63], logprob: -1.5 },
              ],
            },
          ],
        },
        finish_reason: null,
      },
    ],
  });
  const words = text.split(/(?<= )/);
  const usage = { prompt_tokens: 20, completion_tokens: words.length, total_tokens: 20 + words.length };
  return [
    ...words.map(piece),
    { ...base, choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    { ...base, choices: [], usage },
  ].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`);
}

/** Makes a vendor. `holds`: each answer stops after its first piece until {@link ScriptedVendor.release}. */
export function createVendor(
  answer: (request: ChatRequest) => Reply = ({ messages }) => `You said: ${messages.at(-1)?.content ?? ''}`,
  { holds = false }: { holds?: boolean } = {},
): ScriptedVendor {
  const requests: ChatRequest[] = [];
  const released = new Deferred();
  let waiting: { count: number; resolve: () => void }[] = [];
  if (!holds) released.resolve();

  const fetch: Fetch = async (input, init) => {
    const request = new Request(input, init);
    if (request.url.endsWith('/models')) {
      return Response.json({ object: 'list', data: [{ id: 'gpt-4o-mini' }, { id: 'gpt-4.1-nano' }] });
    }
    const asked = (await request.json()) as ChatRequest;
    requests.push(asked);
    waiting = waiting.filter(({ count, resolve }) => {
      if (requests.length >= count) resolve();
      return requests.length < count;
    });
    const reply = answer(asked);
    if (typeof reply === 'object') return Response.json(reply.body, { status: reply.status });
    const encoder = new TextEncoder();
    const chunks = reply === 'silence' ? [] : toChunks(reply);
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (reply === 'silence') return new Promise(() => {});
        if (at === 1) await released.promise;
        const chunk = chunks[at++];
        controller.enqueue(encoder.encode(chunk ?? 'data: [DONE]\n\n'));
        if (chunk === undefined) controller.close();
      },
    });
    request.signal.addEventListener('abort', () => void body.cancel().catch(() => {}));
    return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_1' } });
  };

  return {
    fetch,
    requests,
    release: () => released.resolve(),
    untilRequests: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}
