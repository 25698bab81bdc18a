import { describe, expect, test } from 'vitest';
import { ProviderError, toFailure } from '../../src/core/failure.ts';
import type { CompletionRequest, Value } from '../../src/core/trial.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { VendorCounts } from '../../src/workbench/vendor-counts.ts';
import type { CountShelf } from '../../src/workbench/vendor-counts.ts';
import { createProject, openProject } from './sample-project.ts';

function toRequest(content: string, params: Record<string, Value> = {}, provider = 'a'): CompletionRequest {
  return { provider, model: 'm', messages: [{ role: 'user', content }], params };
}

/** A vendor that counts letters, and keeps what it was asked. */
function createCounter(count = (content: string): number => content.length) {
  const asked: string[] = [];
  const provider: Provider = {
    id: 'a',
    kind: 'anthropic',
    // oxlint-disable-next-line require-yield -- it is only asked to count
    async *complete() {
      throw new Error('nothing may be completed');
    },
    models: () => Promise.resolve([]),
    countTokens: async ({ messages }) => {
      const content = messages[0]?.content ?? '';
      asked.push(content);
      return count(content);
    },
  };
  const { countTokens: _, ...without } = provider;
  const providers = { get: (id: string) => (id === 'a' ? provider : id === 'b' ? without : null) };
  return { asked, providers };
}

const signal = new AbortController().signal;

/** A shelf in memory. */
function createShelf(kept = new Map<string, number>()): CountShelf {
  return {
    all: () => new Map(kept),
    keep: (counts) => {
      for (const [key, tokens] of counts) kept.set(key, tokens);
    },
  };
}

describe('the counts of vendors', () => {
  test('are asked for once for each different input, whatever the sampling', async () => {
    const counts = new VendorCounts(createShelf());
    const { asked, providers } = createCounter();
    const requests = [0, 0.5, 1].flatMap((temperature) => [
      toRequest('abc', { temperature }),
      toRequest('abcde', { temperature }),
    ]);
    expect(counts.of(requests[0] as CompletionRequest)).toBeNull();
    expect(await counts.ask(requests, providers, { signal })).toEqual({
      different: 2,
      counted: 2,
      failure: null,
    });
    expect(asked.sort()).toEqual(['abc', 'abcde']);
    expect(requests.map((request) => counts.of(request))).toEqual([3, 5, 3, 5, 3, 5]);
    await counts.ask(requests, providers, { signal });
    expect(asked).toHaveLength(2);
  });

  test('are not asked of a vendor that does not count, nor of one that is unknown', async () => {
    const counts = new VendorCounts(createShelf());
    const { asked, providers } = createCounter();
    const requests = [toRequest('abc', {}, 'b'), toRequest('abc', {}, 'nobody')];
    expect(await counts.ask(requests, providers, { signal })).toEqual({
      different: 2,
      counted: 0,
      failure: null,
    });
    expect(asked).toEqual([]);
  });

  test('are of some of very many, evenly taken', async () => {
    const counts = new VendorCounts(createShelf());
    const { asked, providers } = createCounter();
    const requests = Array.from({ length: 1000 }, (_, index) => toRequest(String(index)));
    const { counted } = await counts.ask(requests, providers, { signal });
    expect(counted).toBe(200);
    expect(asked.filter((content) => Number(content) >= 500)).toHaveLength(100);
  });

  test('that fail are told once and asked no more', async () => {
    const counts = new VendorCounts(createShelf());
    const { asked, providers } = createCounter(() => {
      throw new ProviderError(toFailure('auth', 'wrong key'));
    });
    const requests = Array.from({ length: 50 }, (_, index) => toRequest(String(index)));
    const { counted, failure } = await counts.ask(requests, providers, { signal });
    expect(counted).toBe(0);
    expect(failure).toMatchObject({ kind: 'auth', message: 'wrong key' });
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  test('end where they are stopped, and what was counted stays', async () => {
    const counts = new VendorCounts(createShelf());
    const stop = new AbortController();
    const { asked, providers } = createCounter((content) => {
      if (content === '7') stop.abort();
      return 1;
    });
    const requests = Array.from({ length: 50 }, (_, index) => toRequest(String(index)));
    const { counted, failure } = await counts.ask(requests, providers, { signal: stop.signal });
    expect(failure).toBeNull();
    expect(counted).toBe(asked.length);
    expect(counted).toBeLessThan(50);
  });
});

test('an estimate takes what the demo model counts, once it was asked', async () => {
  const notebook =
    '```prompt id=p\n{{q}}에 대해 말해 주세요.\n```\n\n```dataset id=d format=csv\nq\n김치\n밥\n```\n\n' +
    '```matrix id=main\nprompt: p\ndata: d\nmodel: [sandbox/tiny, sandbox-anthropic/tiny]\nmax_tokens: 8\n```\n';
  const workbench = await openProject(createProject({ 'notebooks/a.gamut.md': notebook }));
  const plan = await workbench.plan('a.gamut.md', 'main');
  const before = (await workbench.estimates(plan)).missing;
  expect(before.byModel.map(({ counted }) => counted)).toEqual([0, 0]);
  expect(await workbench.countExactly(plan, { signal })).toEqual({ different: 4, counted: 4, failure: null });
  const after = (await workbench.estimates(plan)).missing;
  expect(after.byModel.map(({ counted }) => counted)).toEqual([2, 2]);
  const widthOf = ({ inputTokens }: typeof after) => inputTokens.high - inputTokens.low;
  expect(widthOf(after)).toBeLessThan(widthOf(before));
  const started = await workbench.start(plan, { mode: 'missing', signal });
  let billed = 0;
  for await (const event of started.events) {
    if (event.type !== 'trial-finished') continue;
    const { outcome } = event.record;
    billed += outcome.status === 'done' ? (outcome.completion.usage.inputTokens ?? 0) : 0;
  }
  expect(billed).toBeGreaterThanOrEqual(after.inputTokens.low);
  expect(billed).toBeLessThanOrEqual(after.inputTokens.high);
});
