import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Asked, Treatment } from './fault.ts';
import { anthropicWire, openaiWire, type Answer, type UsageSent, type Wire } from './wire.ts';

/** An answer that went out whole. */
export interface Served {
  /** What the answer calls itself: `x-request-id`, and its id. */
  id: string;
  hash: string;
  /** What it is the answer to. */
  asked: Asked;
  text: string;
  /** null where the server did not say. */
  inputTokens: number | null;
  outputTokens: number | null;
  costUsd: number | null;
}

/** What a server knows of what it did. */
export interface Books {
  /** Every request that came. */
  asked: Asked[];
  /** By id. */
  served: Map<string, Served>;
  /** How often each treatment was given. */
  treated: Map<Treatment, number>;
  /** Requests that came, and have neither been refused nor answered whole yet, and whose client is there. */
  open: Set<Asked>;
}

/** A server that answers in both vendors' protocols, and misbehaves as its script says. */
export interface FaultServer {
  openaiUrl: string;
  anthropicUrl: string;
  books: Books;
  /** Called with every request, before it is answered. */
  onAsked: ((asked: Asked) => void) | null;
  /** Called when a request is over: answered, refused, or its client has gone. */
  onClosed: ((asked: Asked) => void) | null;
  stop(): Promise<void>;
}

/** How the server is to be. */
export interface FaultServerOptions {
  /** What is done with each request. */
  script: (asked: Asked) => Treatment;
  /** How long `Retry-After` asks to wait, whole seconds (a date is as exact as that). */
  retryAfterS?: number;
  /** How long slow headers take, milliseconds. */
  slowMs?: number;
  /** US dollars a million tokens. */
  price?: { input: number; output: number };
  /** Words that stand in every answer, error, event and header: what a server echoes. */
  words?: (request: IncomingMessage) => string;
}

const STREAM = 'text/event-stream; charset=utf-8';

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** Resolves when what was written is on its way, so that what is done next to the socket comes after it. */
function send(response: ServerResponse, text: string): Promise<void> {
  return new Promise((resolve) => void response.write(text, () => resolve()));
}

/** Starts a server on a free port of the loopback interface. */
export async function startFaultServer(options: FaultServerOptions): Promise<FaultServer> {
  const { script, retryAfterS = 1, slowMs = 20, price = { input: 0.1, output: 0.4 } } = options;
  const books: Books = { asked: [], served: new Map(), treated: new Map(), open: new Set() };
  const counts = new Map<string, number>();
  let made = 0;

  const toAnswer = (hash: string, model: string): Answer => {
    const size = Number.parseInt(hash.slice(0, 4), 16);
    const words = Array.from({ length: 5 + (size % 20) }, (_, index) =>
      index === 0 ? hash.slice(0, 8) : ` 답${index}`,
    );
    made += 1;
    return { id: `answer-${made}`, model, words, inputTokens: 10 + (size % 90), outputTokens: words.length };
  };

  const refuse = (
    response: ServerResponse,
    wire: Wire,
    status: number,
    { headers = {}, kind = null, words = '' }: { headers?: object; kind?: 'quota' | null; words?: string },
  ): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    const message = `The server says ${kind ?? status}. ${words}`;
    response.end(JSON.stringify(wire.errorBody(status, kind, message)));
  };

  /** Sends an answer whole, and writes it down once its last byte is on its way. */
  const answerWell = (
    response: ServerResponse,
    wire: Wire,
    {
      answer,
      hash,
      asked,
      usage,
      words,
      type = STREAM,
    }: { answer: Answer; hash: string; asked: Asked; usage: UsageSent; words: string; type?: string },
  ): void => {
    response.writeHead(200, { 'content-type': type, 'x-request-id': `${answer.id}${words}` });
    response.once('finish', () => {
      const [input, output] = usage === 'never' ? [null, null] : [answer.inputTokens, answer.outputTokens];
      const costUsd =
        input === null || output === null ? null : (input * price.input + output * price.output) / 1e6;
      const text = answer.words.join('');
      books.served.set(answer.id, {
        id: answer.id,
        hash,
        asked,
        text,
        inputTokens: input,
        outputTokens: output,
        costUsd,
      });
    });
    const pieces = answer.words.map((word) => wire.piece(answer, word)).join('');
    response.end(wire.head(answer, usage) + pieces + wire.tail(answer, usage));
  };

  const treat = async (
    treatment: Treatment,
    {
      request,
      response,
      wire,
      hash,
      asked,
      model,
    }: {
      request: IncomingMessage;
      response: ServerResponse;
      wire: Wire;
      hash: string;
      asked: Asked;
      model: string;
    },
  ): Promise<void> => {
    const words = options.words?.(request) ?? '';
    const answer = toAnswer(hash, model);
    // In pieces, as a model's tokens are.
    answer.words.push(...(words.match(/.{1,5}/gs) ?? []));
    const half = answer.words.slice(0, Math.ceil(answer.words.length / 2));
    const begin = async (type = STREAM): Promise<void> => {
      response.writeHead(200, { 'content-type': type, 'x-request-id': `${answer.id}${words}` });
      await send(response, wire.head(answer, 'once') + half.map((word) => wire.piece(answer, word)).join(''));
    };
    const wholly = (usage: UsageSent, type?: string): void =>
      answerWell(response, wire, {
        answer,
        hash,
        asked,
        usage,
        words,
        ...(type === undefined ? {} : { type }),
      });
    const date = new Date(Date.now() + retryAfterS * 1000).toUTCString();
    switch (treatment) {
      case 'well':
        return wholly('once');
      case '429':
        return refuse(response, wire, 429, { words });
      case '429-seconds':
        return refuse(response, wire, 429, { headers: { 'retry-after': String(retryAfterS) }, words });
      case '429-date':
        return refuse(response, wire, 429, { headers: { 'retry-after': date }, words });
      case '429-ms':
        return refuse(response, wire, 429, {
          headers: { 'retry-after-ms': '40', 'retry-after': '1' },
          words,
        });
      case '400':
      case '401':
      case '500':
      case '503':
      case '529':
        return refuse(response, wire, Number(treatment), { words });
      case 'quota':
        return refuse(response, wire, 429, { kind: 'quota', words });
      case 'reset':
        request.socket.resetAndDestroy();
        return;
      case 'reset-midway':
        await begin();
        request.socket.resetAndDestroy();
        return;
      case 'truncated':
        await begin();
        response.end();
        return;
      case 'garbage':
        await begin();
        response.end(`data: {"choices": [\u0000\u0007 ${words} not json\n\n\u00ff\u00fe binary`);
        return;
      case 'stall':
        // Until the client goes.
        await begin();
        return;
      case 'silence':
        return;
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(`<!doctype html><title>Bad gateway ${words}</title><script>alert(1)</script>`);
        return;
      case 'json-type':
        // An event stream that says of itself that it is JSON.
        await begin('application/json');
        response.end();
        return;
      case 'error-event':
        await begin();
        response.end(wire.errorEvent(`The server broke the answer off. ${words}`));
        return;
      case 'slow-headers':
        setTimeout(() => wholly('once'), slowMs);
        return;
      case 'plain-type':
        return wholly('once', 'text/plain');
      case 'usage-twice':
        return wholly('twice');
      case 'usage-missing':
        return wholly('never');
      default:
        return treatment satisfies never;
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const isAnthropic = request.url?.startsWith('/anthropic') ?? false;
    if (request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'm', object: 'model' }] }));
      return;
    }
    const body = await readBody(request);
    const hash = createHash('sha256').update(body).digest('hex');
    const nth = counts.get(hash) ?? 0;
    counts.set(hash, nth + 1);
    const { model } = JSON.parse(body) as { model: string };
    const asked: Asked = { hash, nth, model };
    books.asked.push(asked);
    books.open.add(asked);
    response.once('close', () => {
      books.open.delete(asked);
      running.onClosed?.(asked);
    });
    const treatment = script(asked);
    books.treated.set(treatment, (books.treated.get(treatment) ?? 0) + 1);
    running.onAsked?.(asked);
    await treat(treatment, {
      request,
      response,
      wire: isAnthropic ? anthropicWire : openaiWire,
      hash,
      asked,
      model,
    });
  };

  const server = createServer((request, response) => {
    // A client that goes away (or is killed) is no fault of ours.
    request.on('error', () => {});
    response.on('error', () => {});
    handle(request, response).catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const running: FaultServer = {
    openaiUrl: `http://127.0.0.1:${port}/openai/v1`,
    anthropicUrl: `http://127.0.0.1:${port}/anthropic`,
    books,
    onAsked: null,
    onClosed: null,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return running;
}
