import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createOpenAiProvider } from '../../src/providers/openai.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { collect, errorOf, failureOf, toRequest } from './collect.ts';
import { loadWire } from './wire.ts';

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function listen(answer: RequestListener): Promise<{ provider: Provider; sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  const listening = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(request, response));
  });
  server = listening;
  listening.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return { provider: toProvider((listening.address() as AddressInfo).port), sockets };
}

function toProvider(port: number): Provider {
  return createOpenAiProvider({ id: 'p', baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: null });
}

const recorded = loadWire('openai/04-chat-stream.txt');
const first = Buffer.from(recorded.body).indexOf('\n\n', 400) + 2;

test('a connection that breaks in the middle is an answer cut off, and what came was passed on', async () => {
  const { provider } = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(recorded.body.subarray(0, recorded.body.length / 2), () => response.destroy());
  });
  let text = '';
  const reading = (async () => {
    for await (const chunk of provider.complete(toRequest('m'), { signal: new AbortController().signal })) {
      if (chunk.type === 'text') text += chunk.text;
    }
  })();
  expect(await failureOf(reading)).toMatchObject({ kind: 'truncated', status: null });
  expect(text).toContain('. The');
});

test('a connection that breaks before an answer is a fault of the network', async () => {
  const { provider } = await listen((_request, response) => response.destroy());
  expect(await failureOf(collect(provider, toRequest('m')))).toMatchObject({ kind: 'network' });
});

test('a port where nobody listens is named with its address', async () => {
  const { provider, sockets } = await listen(() => {});
  expect(sockets.size).toBe(0);
  const closing = server;
  if (closing === null) throw new Error('there is no server');
  const { port } = closing.address() as AddressInfo;
  await new Promise((resolve) => closing.close(resolve));
  const failure = await failureOf(collect(provider, toRequest('m')));
  expect(failure).toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNREFUSED') });
  expect(failure.hint.en).toContain(`http://127.0.0.1:${port}/v1`);
});

test('an answer that is no HTTP is told as such', async () => {
  const { provider } = await listen((request) => request.socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  expect(await failureOf(collect(provider, toRequest('m')))).toMatchObject({ kind: 'malformed' });
});

test('answers one after the other use a connection again', async () => {
  const { provider, sockets } = await listen((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(recorded.body);
    // The end comes apart from the end mark, as it does from most servers.
    setTimeout(() => response.end(), 10);
  });
  for (let count = 0; count < 8; count++) {
    expect((await collect(provider, toRequest('m'))).done?.finishReason).toBe('length');
  }
  // One may still be put away while the next request begins.
  expect(sockets.size).toBeLessThanOrEqual(2);
});

test('a stop closes the connection', async () => {
  const controller = new AbortController();
  const closed = Promise.withResolvers<void>();
  const { provider } = await listen((_request, response) => {
    response.on('close', () => closed.resolve());
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(recorded.body.subarray(0, first));
  });
  const reading = (async () => {
    for await (const _chunk of provider.complete(toRequest('m'), { signal: controller.signal }))
      controller.abort();
  })();
  expect(await errorOf(reading)).toMatchObject({ name: 'AbortError' });
  await closed.promise;
});

test('a stop while the server thinks closes the connection', async () => {
  const controller = new AbortController();
  const closed = Promise.withResolvers<void>();
  const { provider } = await listen((_request, response) => {
    response.on('close', () => closed.resolve());
    controller.abort();
  });
  expect(await errorOf(collect(provider, toRequest('m'), controller.signal))).toMatchObject({
    name: 'AbortError',
  });
  await closed.promise;
});

test('an error without end is not read to its end', async () => {
  const closed = Promise.withResolvers<void>();
  const { provider } = await listen((_request, response) => {
    response.on('close', () => closed.resolve());
    response.writeHead(500, { 'content-type': 'text/plain' });
    const more = (): void => {
      while (!response.destroyed && response.write('no '.repeat(5_000)));
    };
    response.on('drain', more);
    more();
  });
  const failure = await failureOf(collect(provider, toRequest('m')));
  expect(failure.kind).toBe('server');
  expect(failure.message.length).toBeLessThan(3_000);
  await closed.promise;
});
