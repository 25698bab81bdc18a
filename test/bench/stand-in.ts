/**
 * A stand-in for an OpenAI-compatible server, in a process of its own: answers every chat completion with N
 * tokens, streamed one a chunk, with k top_logprobs, after a delay. Prints its address as JSON on stdout and ends when
 * its stdin closes. Arguments: --tokens N --top-logprobs K --first-token-ms D
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    tokens: { type: 'string', default: '100' },
    'top-logprobs': { type: 'string', default: '5' },
    'first-token-ms': { type: 'string', default: '0' },
    'token-ms': { type: 'string', default: '0' },
  },
});
const tokens = Number(values.tokens);
const topLogprobs = Number(values['top-logprobs']);
const firstTokenMs = Number(values['first-token-ms']);
const tokenMs = Number(values['token-ms']);

const WORDS = [' the', ' cook', ' warms', ' a', ' pot', ' of', ' broth', '국물', ' and', ' waits'];

function toEntry(word: string, logprob: number) {
  return { token: word, logprob, bytes: [...Buffer.from(word)] };
}

function toEvent(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

const HEAD = {
  id: 'chatcmpl-bench',
  object: 'chat.completion.chunk',
  created: 1_760_000_000,
  model: 'bench',
};

/** Event number `index` of the answer number `variant`: words and probabilities differ from answer to answer. */
function toTokenEvent(index: number, variant: number): string {
  const at = index * 7 + variant * 3 + ((index * variant) % 5);
  const word = WORDS[at % WORDS.length] ?? '';
  const logprob = -0.02 - ((at * at) % 97) / 16;
  const top = Array.from({ length: topLogprobs }, (_, rank) =>
    toEntry(WORDS[(at + rank) % WORDS.length] ?? '', logprob - rank),
  );
  const logprobs = topLogprobs > 0 ? { content: [{ ...toEntry(word, logprob), top_logprobs: top }] } : null;
  return toEvent({
    ...HEAD,
    choices: [{ index: 0, delta: { content: word }, logprobs, finish_reason: null }],
  });
}

// Made once: what is measured is the client.
const START = toEvent({
  ...HEAD,
  choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
});
const ANSWERS = Array.from({ length: 16 }, (_, variant) =>
  Array.from({ length: tokens }, (__, index) => toTokenEvent(index, variant)),
);
const END =
  toEvent({ ...HEAD, choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }] }) +
  toEvent({
    ...HEAD,
    choices: [],
    usage: { prompt_tokens: 20, completion_tokens: tokens, total_tokens: tokens + 20 },
  }) +
  'data: [DONE]\n\n';

/** Tokens of one write, where no pace is asked for: as a server's socket joins them under load. */
const TOKENS_PER_WRITE = 10;

function streamAtOnce(response: ServerResponse, answer: string[]): void {
  let next = 0;
  const writeSome = () => {
    if (response.destroyed) return;
    response.write(answer.slice(next, next + TOKENS_PER_WRITE).join(''));
    next += TOKENS_PER_WRITE;
    if (next < answer.length) setImmediate(writeSome);
    else response.end(END);
  };
  writeSome();
}

function streamPaced(response: ServerResponse, answer: string[]): void {
  let next = 0;
  const timer = setInterval(() => {
    const event = answer[next];
    next += 1;
    if (event !== undefined && !response.destroyed) {
      response.write(event);
      return;
    }
    clearInterval(timer);
    response.end(END);
  }, tokenMs);
}

let requests = 0;

const server = createServer((request, response) => {
  request.resume();
  if (request.url?.endsWith('/models')) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ object: 'list', data: [{ id: 'bench', object: 'model' }] }));
    return;
  }
  request.once('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write(START);
    const answer = ANSWERS[requests++ % ANSWERS.length] ?? [];
    const stream = () => (tokenMs > 0 ? streamPaced(response, answer) : streamAtOnce(response, answer));
    if (firstTokenMs > 0) setTimeout(stream, firstTokenMs);
    else stream();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ baseUrl: `http://127.0.0.1:${port}/v1` })}\n`);
});
process.stdin.resume();
process.stdin.once('end', () => process.exit(0));
