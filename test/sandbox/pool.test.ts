import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { GenerationEvent, GenerationRequest } from '../../src/sandbox/generation.ts';
import { SandboxPool, type SandboxPoolOptions } from '../../src/sandbox/pool.ts';
import { LONG_SCHEMA, toRequest } from './generation-request.ts';
import { findPrompt } from './shipped-model.ts';

const pools: SandboxPool[] = [];

function createPool(options: SandboxPoolOptions = {}): SandboxPool {
  const pool = new SandboxPool(options);
  pools.push(pool);
  return pool;
}

afterAll(() => Promise.all(pools.map((pool) => pool.close())));

async function collect(events: AsyncIterable<GenerationEvent>): Promise<GenerationEvent[]> {
  const collected: GenerationEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

const ask = (pool: SandboxPool, request: GenerationRequest) => collect(pool.generate(request));
const textOf = (events: GenerationEvent[]) =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');
const cachedOf = ([event]: GenerationEvent[]) => (event?.type === 'started' ? event.cachedTokens : null);
const endless = toRequest({ maxTokens: null, format: { type: 'json_schema', schema: LONG_SCHEMA } });
const saying = (content: string) => toRequest({ messages: [{ role: 'user', content }], maxTokens: 3 });

test('an answer comes from a thread, beginning with its usage and ending with why it ended', async () => {
  const pool = createPool({ workers: 1 });
  expect(pool.fingerprint).toBeNull();
  const events = await ask(pool, toRequest());
  expect(events[0]).toEqual({ type: 'started', promptTokens: 6, cachedTokens: 0 });
  expect(events.at(-1)).toMatchObject({ type: 'done', reason: 'end' });
  expect(textOf(events)).toMatch(/^[A-Z].*[.!]$/);
  expect(pool.activeCount).toBe(0);
  expect(pool.fingerprint).toMatch(/^[0-9a-f]{10}$/);
});

test('a prompt goes to the thread that remembers it, so repeats and temperatures share it', async () => {
  const pool = createPool({ workers: 2 });
  const { messages } = findPrompt('p01');
  await ask(pool, saying('something else'));
  const first = await ask(pool, toRequest({ messages, maxTokens: 2 }));
  // Another request is under way on the first thread while the repeats are routed.
  const others = [
    saying('and another'),
    toRequest({ messages, maxTokens: 2, sampling: { temperature: 1.5 } }),
  ];
  const [, hot = []] = await Promise.all(others.map((request) => ask(pool, request)));
  expect(cachedOf(first)).toBe(0);
  expect(cachedOf(hot)).toBe(31);
});

test('threads share the model and agree to the last bit', async () => {
  const pool = createPool({ workers: 2 });
  const requests = Array.from({ length: 4 }, (_, i) =>
    toRequest({
      maxTokens: 4,
      topLogprobs: 2,
      messages: [
        { role: 'system', content: i % 2 === 0 ? 'You are a pirate.' : 'You are a pirate. ' },
        { role: 'user', content: 'I feel tired' },
      ],
    }),
  );
  const answers = await Promise.all(requests.map((request) => ask(pool, request)));
  expect(answers[0]?.slice(1)).toEqual(answers[2]?.slice(1));
  expect(answers[1]?.slice(1)).toEqual(answers[3]?.slice(1));
});

test('prompts are counted without an answer', async () => {
  const pool = createPool({ workers: 1 });
  await expect(pool.countTokens([{ role: 'user', content: 'I feel tired' }], false)).resolves.toBe(6);
});

test('an aborted request just ends, and leaves its place', async () => {
  const pool = createPool({ workers: 1, slots: 1 });
  const controller = new AbortController();
  const seen: GenerationEvent[] = [];
  for await (const event of pool.generate(endless, { signal: controller.signal })) {
    seen.push(event);
    if (event.type === 'text') controller.abort();
  }
  expect(seen.at(-1)?.type).toBe('text');
  expect(pool.activeCount).toBe(0);
  expect((await ask(pool, saying('hello'))).at(-1)).toMatchObject({ type: 'done' });
  expect(await collect(pool.generate(endless, { signal: AbortSignal.abort() }))).toEqual([]);
});

test('leaving the loop cancels, also before anything came', async () => {
  const pool = createPool({ workers: 1 });
  for await (const _ of pool.generate(toRequest())) break;
  expect(pool.activeCount).toBe(0);
  const waiting = pool.generate(toRequest());
  await waiting.return();
  expect(pool.activeCount).toBe(0);
});

test('a thread that dies fails its requests in words, and the next request is answered', async () => {
  const pool = createPool({ workers: 1, workerUrl: new URL('crashing-worker.ts', import.meta.url) });
  const [beside, deadly] = await Promise.all([ask(pool, endless), ask(pool, saying('crash now'))]);
  const failure = {
    type: 'failed',
    message: expect.stringMatching(/thread failed: made to crash\. The next request/),
  };
  expect(beside.at(-1)).toEqual(failure);
  expect(deadly).toEqual([failure]);
  expect(pool.activeCount).toBe(0);
  expect((await ask(pool, saying('hello'))).at(-1)).toMatchObject({ type: 'done' });
});

test('weights that cannot be read fail the requests of all threads, and say why', async () => {
  const pool = createPool({ workers: 2, weightsPath: '/nowhere/model.gguf' });
  const answers = await Promise.all(['a', 'b', 'c'].map((text) => ask(pool, saying(text))));
  for (const events of answers) {
    expect(events).toEqual([{ type: 'failed', message: expect.stringContaining('/nowhere/model.gguf') }]);
  }
  await expect(pool.countTokens([{ role: 'user', content: 'a' }], false)).rejects.toThrow(
    '/nowhere/model.gguf',
  );
  const wrong = createPool({ workers: 1, weightsPath: fileURLToPath(import.meta.url) });
  expect(await ask(wrong, saying('a'))).toMatchObject([
    { message: expect.stringContaining('not a GGUF file') },
  ]);
});

test('closing the pool fails what is under way', async () => {
  const pool = createPool({ workers: 1 });
  const pending = ask(pool, endless);
  await pool.close();
  expect((await pending).at(-1)).toMatchObject({
    type: 'failed',
    message: expect.stringContaining('stopped'),
  });
});

test('idle threads do not keep the process alive', async () => {
  const script = fileURLToPath(new URL('run-once.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout.length).toBeGreaterThan(0);
});
