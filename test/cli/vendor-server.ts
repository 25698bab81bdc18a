import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { Deferred } from '../fake/deferred.ts';

/** What the server was asked: the body of a chat completion. */
export interface Asked {
  model: string;
  messages: { role: string; content: string }[];
  temperature?: number;
}

/** What it answers: a text, an HTTP error with a message, or nothing until the client goes. */
export type Answer = { text: string; cachedTokens?: number } | { status: number; message: string } | 'hang';

/** An OpenAI-shaped server on the loopback interface that answers as a test's script says. */
export interface VendorServer {
  baseUrl: string;
  asked: Asked[];
  /** The most requests that were ever under way at once. */
  mostActive: () => number;
  /** Waits until it has been asked so many times. */
  untilAsked: (count: number) => Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function stream(response: ServerResponse, model: string, text: string, cachedTokens = 0): void {
  const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model };
  const tell = (data: object) => response.write(`data: ${JSON.stringify({ ...head, ...data })}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  tell({ choices: [{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null }] });
  tell({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const details = cachedTokens > 0 ? { prompt_tokens_details: { cached_tokens: cachedTokens } } : {};
  tell({ choices: [], usage: { ...usage, ...details } });
  response.end('data: [DONE]\n\n');
}

/** Starts a {@link VendorServer}; it is gone when the test is over. */
export async function startVendor(script: (asked: Asked) => Answer): Promise<VendorServer> {
  const asked: Asked[] = [];
  const watchers: { count: number; reached: Deferred }[] = [];
  let active = 0;
  let mostActive = 0;
  const server = createServer((request, response) => {
    void (async () => {
      if (request.url?.endsWith('/models')) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: [{ id: 'small' }, { id: 'large' }] }));
        return;
      }
      active += 1;
      mostActive = Math.max(mostActive, active);
      response.once('close', () => (active -= 1));
      const body = JSON.parse(await readBody(request)) as Asked;
      asked.push(body);
      const answer = script(body);
      for (const { count, reached } of watchers) if (asked.length >= count) reached.resolve();
      if (answer === 'hang') return;
      if ('text' in answer) {
        stream(response, body.model, answer.text, answer.cachedTokens);
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: answer.message, type: 'invalid_request_error' } }));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    mostActive: () => mostActive,
    untilAsked: (count) => {
      const reached = new Deferred();
      if (asked.length >= count) reached.resolve();
      else watchers.push({ count, reached });
      return reached.promise;
    },
  };
}
