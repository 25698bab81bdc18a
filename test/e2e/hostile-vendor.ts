import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  model: string;
  messages: { content: string }[];
}

/** A server of OpenAI's protocol that says what it was asked, with log probabilities, or (model `no`) fails with it. */
export interface HostileVendor {
  baseUrl: string;
  stop: () => Promise<void>;
}

/** Starts a {@link HostileVendor}. It goes by `names` in its list of models. */
export async function startHostileVendor(names: string[]): Promise<HostileVendor> {
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === 'GET') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: names.map((id) => ({ id })) }));
        return;
      }
      let body = '';
      for await (const data of request) body += String(data);
      const { model, messages } = JSON.parse(body) as Asked;
      const asked = messages.map(({ content }) => content).join('\n');
      if (model === 'no') {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: { message: asked, type: 'invalid_request_error' } }));
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const tell = (more: object): void => {
        const head = {
          id: asked.slice(0, 100),
          object: 'chat.completion.chunk',
          created: 1,
          model: asked.slice(0, 100),
        };
        response.write(`data: ${JSON.stringify({ ...head, ...more })}\n\n`);
      };
      const pieces = asked.length > 10_000 ? [asked] : (asked.match(/\S+\s*|\s+/g) ?? []);
      for (const piece of pieces) {
        const entry = { token: piece, bytes: [...Buffer.from(piece)], logprob: -0.7 };
        const other = { token: asked.slice(0, 200), bytes: null, logprob: -1.2 };
        const logprobs = { content: [{ ...entry, top_logprobs: [entry, other] }] };
        tell({ choices: [{ index: 0, delta: { content: piece }, logprobs, finish_reason: null }] });
      }
      tell({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
      tell({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 } });
      response.end('data: [DONE]\n\n');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
