import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of OpenAI's protocol whose answers are as long as a test needs. */
export interface LongVendor {
  baseUrl: string;
  /** Requests that have come for an answer. */
  asked(): number;
  /** Whether its list of models can be read. */
  listsModels: boolean;
  stop(): Promise<void>;
}

/** What a model says, in one piece; null: it says nothing, and keeps its asker waiting. */
export type Speech = (model: string, asked: string) => string | null;

const PIECE = 50_000;

/** Starts a {@link LongVendor}; `asked` of a speech is all that was said to the model. */
export async function startLongVendor(models: string[], speak: Speech): Promise<LongVendor> {
  let asked = 0;
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === 'GET') {
        const status = vendor.listsModels ? 200 : 500;
        response.writeHead(status, { 'content-type': 'application/json' });
        const list = { object: 'list', data: models.map((id) => ({ id })) };
        response.end(JSON.stringify(status === 200 ? list : { error: { message: 'no list today' } }));
        return;
      }
      let body = '';
      for await (const data of request) body += String(data);
      asked += 1;
      const { model, messages } = JSON.parse(body) as { model: string; messages: { content: string }[] };
      const text = speak(model, messages.map(({ content }) => content).join('\n'));
      if (text === null) return;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const tell = (more: object): void => {
        const head = { id: 'c', object: 'chat.completion.chunk', created: 1, model };
        response.write(`data: ${JSON.stringify({ ...head, ...more })}\n\n`);
      };
      for (let at = 0; at < text.length; at += PIECE) {
        const content = text.slice(at, at + PIECE);
        tell({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
      }
      tell({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
      tell({ choices: [], usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 } });
      response.end('data: [DONE]\n\n');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const vendor: LongVendor = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked: () => asked,
    listsModels: true,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return vendor;
}
