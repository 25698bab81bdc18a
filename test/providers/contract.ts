import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ProviderError, type FailureKind } from '../../src/core/failure.ts';
import type { RateLimits } from '../../src/core/rate-limit.ts';
import type { CompletionRequest } from '../../src/core/trial.ts';
import type { Fetch, Provider } from '../../src/providers/provider.ts';
import { collect, errorOf, failureOf } from './collect.ts';
import { createFakeServer } from './fake-server.ts';
import { jsonReply, loadWire, streamReply, toReply, type WireReply } from './wire.ts';

/** A provider under test, and what its protocol sends. */
export interface Subject {
  name: string;
  /** Made anew for each test, with a server behind `fetch`. */
  create(options: { fetch: Fetch; timeoutMs?: number }): Provider;
  /** The key that it was given; null for none. */
  key: string | null;
  /** Where a request must arrive. */
  url: string;
  modelsUrl: string;
  request: CompletionRequest;
  /** The exact body that the request must become. */
  body: unknown;
  /** Recordings of streams, all different in shape. */
  streams: readonly string[];
  /** One of them, and what it says. */
  answer: {
    stream: string;
    text: string;
    reasoning: string;
    finishReason: string;
    rawFinishReason: string;
    usage: unknown;
    modelVersion: string;
    requestId: string;
  };
  /** Recordings of what can go wrong, and the kind that each is. */
  failures: Readonly<Record<string, FailureKind>>;
  /** An error event in the middle of a stream, with a message. */
  errorEvent(message: string): string;
  errorBody(message: string): unknown;
}

/** What every provider must do, whatever it speaks. */
export function describeContract(subject: Subject): void {
  const { request, answer } = subject;
  const ask = (reply: WireReply | Error, options = {}) => {
    const server = createFakeServer(reply, options);
    return collect(subject.create({ fetch: server.fetch }), request);
  };

  describe(subject.name, () => {
    test('sends one request, with the key, and nothing that was not written', async () => {
      const server = createFakeServer(loadWire(answer.stream));
      await collect(subject.create({ fetch: server.fetch }), request);
      expect(server.seen).toHaveLength(1);
      const [seen] = server.seen;
      expect(seen?.method).toBe('POST');
      expect(seen?.url).toBe(subject.url);
      expect(seen?.body).toEqual(subject.body);
      expect(seen?.headers.get('authorization')).toBe(subject.key === null ? null : `Bearer ${subject.key}`);
    });

    test('puts a recorded stream together', async () => {
      const got = await ask(loadWire(answer.stream));
      expect(got.text).toBe(answer.text);
      expect(got.reasoning).toBe(answer.reasoning);
      expect(got.done).toMatchObject({
        finishReason: answer.finishReason,
        rawFinishReason: answer.rawFinishReason,
        usage: answer.usage,
        modelVersion: answer.modelVersion,
        requestId: answer.requestId,
      });
    });

    test.each(subject.streams)('says done exactly once, last: %s', async (path) => {
      const { chunks } = await ask(loadWire(path));
      expect(chunks.filter((chunk) => chunk.type === 'done')).toHaveLength(1);
      expect(chunks.at(-1)?.type).toBe('done');
    });

    test('reads a stream alike however its bytes are cut, inside characters too', async () => {
      const wholes = new Map<string, unknown>();
      for (const path of subject.streams) wholes.set(path, withoutChunks(await ask(loadWire(path))));
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...subject.streams),
          fc.array(fc.nat(6_000), { maxLength: 60 }),
          async (path, cuts) => {
            expect(withoutChunks(await ask(loadWire(path), { cuts }))).toEqual(wholes.get(path));
          },
        ),
        { numRuns: 40 },
      );
    });

    test('reads a stream that comes byte by byte', async () => {
      const reply = loadWire(answer.stream);
      const cuts = Array.from(reply.body, (_byte, index) => index);
      expect(withoutChunks(await ask(reply, { cuts }))).toEqual(withoutChunks(await ask(reply)));
    });

    test.each(Object.entries(subject.failures))('fails as it should: %s is %s', async (path, kind) => {
      const failure = await failureOf(ask(loadWire(path)));
      expect(failure).toMatchObject({ kind });
      expect(failure.message).not.toBe('');
      expect(failure.hint.ko).not.toBe('');
    });

    test('does not send when it is stopped before', async () => {
      const server = createFakeServer(loadWire(answer.stream));
      const provider = subject.create({ fetch: server.fetch });
      const error = await errorOf(collect(provider, request, AbortSignal.abort()));
      expect(error.name).toBe('AbortError');
      expect(server.seen).toHaveLength(0);
    });

    test('stops waiting for an answer when it is stopped', async () => {
      const controller = new AbortController();
      const server = createFakeServer(() => {
        controller.abort();
        return 'silence';
      });
      const provider = subject.create({ fetch: server.fetch });
      expect(await errorOf(collect(provider, request, controller.signal))).toMatchObject({
        name: 'AbortError',
      });
    });

    test('stops reading when it is stopped in the middle', async () => {
      const controller = new AbortController();
      const reply = loadWire(answer.stream);
      const server = createFakeServer(reply, { cuts: eventEnds(reply) });
      const provider = subject.create({ fetch: server.fetch });
      const got: string[] = [];
      const reading = (async () => {
        for await (const chunk of provider.complete(request, { signal: controller.signal })) {
          got.push(chunk.type);
          controller.abort();
        }
      })();
      expect(await errorOf(reading)).toMatchObject({ name: 'AbortError' });
      expect(got).toHaveLength(1);
      expect(server.closed()).toBe(1);
    });

    test('stops a stream that has fallen still, when it is stopped', async () => {
      const controller = new AbortController();
      const reply = loadWire(answer.stream);
      const server = createFakeServer(
        toReply(200, reply.headers, reply.body.subarray(0, reply.body.length / 2)),
        {
          stalls: true,
        },
      );
      const provider = subject.create({ fetch: server.fetch });
      const reading = (async () => {
        for await (const chunk of provider.complete(request, { signal: controller.signal })) {
          if (chunk.type !== 'done') queueMicrotask(() => controller.abort());
        }
      })();
      expect(await errorOf(reading)).toMatchObject({ name: 'AbortError' });
      expect(server.closed()).toBe(1);
    });

    test('closes the connection when nobody reads on', async () => {
      const reply = loadWire(answer.stream);
      const server = createFakeServer(reply, { cuts: eventEnds(reply) });
      const provider = subject.create({ fetch: server.fetch });
      for await (const chunk of provider.complete(request, { signal: new AbortController().signal })) {
        if (chunk.type !== 'done') break;
      }
      expect(server.closed()).toBe(1);
    });

    test('gives up on a server that says nothing', async () => {
      const server = createFakeServer('silence');
      const provider = subject.create({ fetch: server.fetch, timeoutMs: 1 });
      expect(await failureOf(collect(provider, request))).toMatchObject({ kind: 'timeout' });
    });

    test('gives up on a stream that falls silent, and has passed on what came', async () => {
      const reply = loadWire(answer.stream);
      const server = createFakeServer(
        toReply(200, reply.headers, reply.body.subarray(0, reply.body.length - 200)),
        {
          stalls: true,
        },
      );
      // Its clock goes on once all that came has been passed on.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
      onTestFinished(() => void vi.useRealTimers());
      const provider = subject.create({ fetch: server.fetch, timeoutMs: 1000 });
      let text = '';
      const reading = (async () => {
        for await (const chunk of provider.complete(request, { signal: new AbortController().signal })) {
          if (chunk.type !== 'done') text += chunk.text;
        }
      })();
      const failure = failureOf(reading);
      await expect.poll(() => text).not.toBe('');
      await vi.advanceTimersByTimeAsync(1000);
      expect(await failure).toMatchObject({ kind: 'timeout' });
    });

    test('tells a connection that cannot be made', async () => {
      const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
      const failure = await failureOf(ask(new TypeError('fetch failed', { cause: refused })));
      expect(failure).toMatchObject({
        kind: 'network',
        message: 'connect ECONNREFUSED 127.0.0.1:1',
        status: null,
      });
      const late = Object.assign(new Error('Headers Timeout Error'), { code: 'UND_ERR_HEADERS_TIMEOUT' });
      expect(await failureOf(ask(new TypeError('fetch failed', { cause: late })))).toMatchObject({
        kind: 'timeout',
      });
    });

    test('never lets a key out in an error', async () => {
      const key = subject.key ?? 'sk-planted-0123456789abcdef';
      const words = `key=${key} url=${encodeURIComponent(key)} b64=${btoa(`Bearer ${key}`)} cut=${key.slice(0, 12)}…`;
      const replies: (WireReply | Error)[] = [
        jsonReply(401, subject.errorBody(words), [['x-request-id', `req-${key}`]]),
        jsonReply(400, { detail: words }),
        toReply(502, [['content-type', 'text/html']], `<html><title>${words}</title></html>`),
        toReply(200, [['content-type', 'text/html']], `<html>${words}</html>`),
        jsonReply(200, subject.errorBody(words)),
        jsonReply(200, { words }),
        streamReply(subject.errorEvent(words)),
        streamReply(`data: {"broken": "${words}\n\n`),
        streamReply(words),
        new TypeError('fetch failed', { cause: new Error(words) }),
      ];
      for (const reply of replies) {
        const error = await errorOf(ask(reply));
        const shown = everything(error);
        if (subject.key === null) continue;
        expect(shown).not.toContain(key);
        expect(shown).not.toContain(key.slice(0, 12));
        expect(shown).not.toContain(btoa(`Bearer ${key}`).slice(12, 30));
      }
    });

    test('tells the limits that the server tells of, whether it answers or refuses', async () => {
      const headers: [string, string][] = [
        ['x-ratelimit-remaining-requests', '3'],
        ['x-ratelimit-reset-requests', '6m0s'],
        ['retry-after-ms', '250'],
      ];
      const whole = loadWire(answer.stream);
      const replies = [
        { ...whole, headers: [...whole.headers.filter(([name]) => !/ratelimit/i.test(name)), ...headers] },
        jsonReply(429, subject.errorBody('slow down'), headers),
      ];
      for (const reply of replies) {
        const server = createFakeServer(reply);
        const told: (RateLimits | string)[] = [];
        const provider = subject.create({ fetch: server.fetch });
        const options = {
          signal: new AbortController().signal,
          onRateLimit: (limits: RateLimits) => void told.push(limits),
        };
        try {
          for await (const chunk of provider.complete(request, options)) told.push(chunk.type);
        } catch (error) {
          told.push(error instanceof ProviderError ? error.failure.kind : String(error));
        }
        expect(told[0]).toEqual({
          requests: { limit: null, remaining: 3, resetMs: 360_000 },
          tokens: null,
          inputTokens: null,
          outputTokens: null,
          retryAfterMs: 250,
        });
        expect(told.at(-1)).toBe(reply.status === 429 ? 'rate_limit' : 'done');
        expect(told.filter((one) => typeof one !== 'string')).toHaveLength(1);
      }
    });

    test('lists the models of its server', async () => {
      const server = createFakeServer(
        jsonReply(200, {
          object: 'list',
          data: [{ id: 'gpt-b' }, { id: 'gpt-a' }, { id: 'gpt-b' }],
          has_more: false,
        }),
      );
      const provider = subject.create({ fetch: server.fetch });
      expect(await provider.models(new AbortController().signal)).toEqual(['gpt-a', 'gpt-b']);
      expect(server.seen[0]?.url).toBe(subject.modelsUrl);
    });

    test('fails to list models as it fails to answer', async () => {
      const wrong = createFakeServer(jsonReply(401, subject.errorBody('no')));
      const signal = new AbortController().signal;
      expect(await failureOf(subject.create({ fetch: wrong.fetch }).models(signal))).toMatchObject({
        kind: 'auth',
      });
      const page = createFakeServer(toReply(200, [['content-type', 'text/html']], '<html></html>'));
      expect(await failureOf(subject.create({ fetch: page.fetch }).models(signal))).toMatchObject({
        kind: 'malformed',
      });
    });
  });
}

function withoutChunks({ text, reasoning, tokens, done }: Awaited<ReturnType<typeof collect>>) {
  return { text, reasoning, tokens, done };
}

/** Places behind each event, so that each comes as a piece of its own. */
function eventEnds(reply: WireReply): number[] {
  const text = Buffer.from(reply.body).toString('latin1');
  return [...text.matchAll(/\n\n/g)].map((match) => match.index + 2);
}

/** All that an error could tell: its texts, its causes, its own members. */
function everything(error: unknown): string {
  const parts: string[] = [];
  for (let at = error; at instanceof Error; at = at.cause) {
    parts.push(at.name, at.message, at.stack ?? '', JSON.stringify(at), JSON.stringify(Object.values(at)));
  }
  return parts.join('\n');
}
