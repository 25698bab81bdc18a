import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyConfig, parseConfig } from '../../src/providers/config.ts';

const problemsOf = (yaml: string) =>
  parseConfig(yaml).problems.map(({ severity, line, column, message }) => [
    severity,
    line,
    column,
    message.en,
  ]);

test('a whole configuration is read', () => {
  const { config, problems } = parseConfig(`# ours
providers:
  - { id: myvllm, kind: openai, base_url: http://127.0.0.1:8000/v1/, api_key_env: MY_KEY, concurrency: 8, timeout_ms: 60000, requests_per_minute: 120, tokens_per_minute: 90000 }
  - ollama
  - id: anthropic
    concurrency: 2
    models: [claude-haiku-4-5]
  - { id: 사내, kind: anthropic, base_url: https://llm.example.kr/v1 }
prices:
  - { model: myvllm/llama, input: 0.1, output: 0.2, cached_input: 0.01, cache_write: 0.2, as_of: 2026-11-01 }
  - { model: 사내/claude, input: 1, output: 5 }
krw_per_usd: { rate: 1380, as_of: 2026-11-01 }
concurrency: 6
limits:
  - { model: myvllm/llama*, concurrency: 2, requests_per_minute: 30 }
  - { model: ollama/tiny, tokens_per_minute: 1000 }
budget: { per_run_usd: 0.5, per_day_krw: 10000, ask_above_usd: 5 }
`);
  expect(problems).toEqual([]);
  const nothing = {
    kind: null,
    baseUrl: null,
    apiKeyEnv: null,
    models: [],
    concurrency: null,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: null,
  };
  expect(config).toEqual({
    providers: [
      {
        id: 'myvllm',
        kind: 'openai',
        baseUrl: 'http://127.0.0.1:8000/v1',
        apiKeyEnv: 'MY_KEY',
        models: [],
        concurrency: 8,
        requestsPerMinute: 120,
        tokensPerMinute: 90_000,
        timeoutMs: 60_000,
      },
      { ...nothing, id: 'ollama' },
      { ...nothing, id: 'anthropic', concurrency: 2, models: ['claude-haiku-4-5'] },
      { ...nothing, id: '사내', kind: 'anthropic', baseUrl: 'https://llm.example.kr' },
    ],
    prices: [
      {
        model: 'myvllm/llama',
        input: 0.1,
        output: 0.2,
        cachedInput: 0.01,
        cacheWrite: 0.2,
        asOf: '2026-11-01',
      },
      { model: '사내/claude', input: 1, output: 5, cachedInput: null, cacheWrite: null, asOf: null },
    ],
    krwPerUsd: { rate: 1380, asOf: '2026-11-01' },
    concurrency: 6,
    limits: [
      { model: 'myvllm/llama*', concurrency: 2, requestsPerMinute: 30, tokensPerMinute: null },
      { model: 'ollama/tiny', concurrency: null, requestsPerMinute: null, tokensPerMinute: 1000 },
    ],
    budget: { perRunUsd: 0.5, perRunKrw: null, perDayUsd: null, perDayKrw: 10_000, askAboveUsd: 5 },
  });
});

test.each(['', '# nothing\n', 'providers:\nprices: ~\nkrw_per_usd:\nconcurrency:\n', 'providers: []\n'])(
  'nothing set is no problem: %j',
  (yaml) => {
    expect(parseConfig(yaml)).toEqual({ config: emptyConfig(), problems: [] });
  },
);

test('a budget in won without a rate is a problem', () => {
  const { problems } = parseConfig('budget: { per_day_krw: 5000 }\n');
  expect(problems).toMatchObject([
    { severity: 'error', message: { en: expect.stringContaining('krw_per_usd') } },
  ]);
});

describe('what is wrong is told with its place, and the rest is used', () => {
  test('a broken entry among good ones', () => {
    const yaml = 'providers:\n  - groq\n  - { id: x, base_url: "ftp://a" }\n  - mistral\n';
    expect(parseConfig(yaml).config.providers.map(({ id }) => id)).toEqual(['groq', 'mistral']);
    expect(problemsOf(yaml)).toEqual([
      ['error', 3, 24, 'base_url must be an address that starts with http:// or https://.'],
    ]);
  });

  test('unknown keys and names, with the nearest match', () => {
    expect(problemsOf('provider: []\n')).toEqual([
      ['warning', 1, 1, "The key 'provider' is unknown; did you mean 'providers'?"],
    ]);
    expect(problemsOf('providers:\n  - olama\n')[0]?.[3]).toContain("did you mean 'ollama'?");
    expect(problemsOf('providers:\n  - { id: groq, concurency: 3 }\n')).toEqual([
      ['warning', 2, 17, "The key 'concurency' is unknown; did you mean 'concurrency'?"],
    ]);
  });

  test.each([
    ['providers: groq', 1, 12, 'providers must be a list.'],
    ['providers:\n  - 3', 2, 5, 'providers entry must be'],
    ['providers:\n  - { id: a b, base_url: "http://x" }', 2, 11, 'id must be a word'],
    ['providers:\n  - { base_url: "http://x" }', 2, 5, 'id must be a word'],
    ['providers:\n  - { id: groq, kind: azure }', 2, 23, "kind must be 'openai' or 'anthropic'"],
    ['providers:\n  - { id: groq, concurrency: 0 }', 2, 30, 'concurrency must be a whole number'],
    ['providers:\n  - { id: mine }', 2, 5, "'mine' is no preset, so it needs a base_url"],
    ['providers:\n  - groq\n  - { id: groq }', 3, 5, 'two providers named'],
    ['providers:\n  - { id: sandbox }', 2, 5, 'belongs to the demo model'],
    ['prices:\n  - { model: llama, input: 1, output: 1 }', 2, 14, "model must be written 'provider/model'"],
    ['prices:\n  - { model: a/b, input: -1, output: 1 }', 2, 26, 'input must be a number'],
    ['prices:\n  - { model: a/b, input: 1, output: .inf }', 2, 37, 'output must be a number'],
    ['prices:\n  - { model: a/b, input: 1, output: 1, as_of: 2026-13-01 }', 2, 47, 'as_of must be a day'],
    ['krw_per_usd: 1380', 1, 14, 'krw_per_usd entry must be'],
    ['krw_per_usd: { rate: 1380 }', 1, 14, 'as_of must be a day'],
    ['concurrency: many', 1, 14, 'concurrency must be a whole number'],
    ['- a\n- b', 1, 1, 'must hold keys'],
    ['just words', 1, 1, 'must hold keys'],
  ])('%j', (yaml, line, column, words) => {
    const [problem, ...more] = problemsOf(yaml);
    expect(more).toEqual([]);
    expect(problem?.slice(0, 3)).toEqual(['error', line, column]);
    expect(problem?.[3]).toContain(words);
  });

  test('a text that is no YAML', () => {
    const [problem] = parseConfig('providers:\n  - {id: a\nprices: ]').problems;
    expect(problem).toMatchObject({ severity: 'error', cell: null });
    expect(problem?.line).toBeGreaterThan(1);
  });

  test('aliases that multiply', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let at = 1; at < 10; at++) {
      const name = String.fromCharCode(97 + at);
      const before = String.fromCharCode(96 + at);
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`);
    }
    expect(parseConfig(`${bomb.join('\n')}\nconcurrency: *j\n`).config.concurrency).toBeNull();
  });
});

describe('a key does not belong in the file', () => {
  test('it is refused where it is written, not repeated, and not used', () => {
    const { config, problems } = parseConfig(
      'providers:\n  - { id: groq, api_key: gsk_s3cret }\n  - { id: mistral, api_key_env: sk-s3cret-pasted }\n',
    );
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toContain('s3cret');
    expect(JSON.stringify(config)).not.toContain('s3cret');
    expect(problems[0]?.message.en).toContain('.env');
    expect(problems[1]?.message.en).toContain('not the key itself');
  });
});

test('no text makes it throw', () => {
  const word = fc.constantFrom(
    'providers',
    'prices',
    ':',
    '\n',
    '  ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*a',
    '!!x',
    'id',
    '"',
    '가',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word).map((words) => words.join('')),
      ),
      (yaml) => {
        for (const problem of parseConfig(yaml).problems) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.column).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 300 },
  );
});
