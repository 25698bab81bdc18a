import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expand } from '../../src/core/expand.ts';
import { parseNotebook } from '../../src/core/format.ts';
import type { TokenLogprob, Trial, TrialRecord } from '../../src/core/trial.ts';
import { openResults } from '../../src/store/results.ts';

/** What a project is filled with: 10 personas x 2 models x 5 temperatures x `rows` x 5 repeats, all of them answered. */
export interface FillOptions {
  rows: number;
  /** Length of an answer. */
  tokens?: number;
  /** Alternatives of each token; 0 stores no token lists. */
  topLogprobs?: number;
  /** Checks of the matrix. */
  withChecks?: boolean;
}

/** A project in a temporary folder with a full store. */
export interface FilledProject {
  root: string;
  /** Its one notebook, in the notebooks folder; its one matrix is `main`. */
  name: string;
  trials: number;
  remove: () => Promise<void>;
}

const PERSONAS = 10;
const WORDS =
  'the tofu goes into warm broth while knees rest and nobody hurries because morning light takes its time over the old stone bridge where 두부를 국물에 넣고 천천히 끓이면 아침이 조용히 지나갑니다'.split(
    ' ',
  );

/** Numbers that look like chance and are the same every time (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The notebook of a filled project, `bench.gamut.md`. */
export function toFilledNotebook({ rows, topLogprobs = 0, withChecks = false }: FillOptions): string {
  const personas = Array.from({ length: PERSONAS }, (_, n) => `p${n + 1}`);
  return [
    '---',
    'gamut: 1',
    'title: Bench',
    '---',
    '```matrix id=main',
    'prompt: ask',
    `persona: [${personas.join(', ')}]`,
    'model: [bench/one, bench/two]',
    'temperature: [0, 0.3, 0.7, 1, 1.5]',
    'data: questions',
    'repeats: 5',
    ...(topLogprobs > 0 ? [`top_logprobs: ${topLogprobs}`] : []),
    '```',
    '',
    ...(withChecks
      ? [
          '```assert for=main',
          '- { id: short, type: max-graphemes, value: 2500 }',
          "- { id: bridge, type: contains, value: 'bridge' }",
          "- { id: plain, type: not-regex, value: '\\bcannot\\b' }",
          '```',
          '',
        ]
      : []),
    '```view for=main layout=pivot',
    'rows: persona',
    'cols: temperature',
    '```',
    '',
    ...personas.flatMap((id, n) => [
      `\`\`\`persona id=${id}`,
      `You are adviser number ${n + 1}. ${'You answer kindly and at length. '.repeat(12)}`,
      '```',
      '',
    ]),
    '```prompt id=ask',
    'Please advise me on this: {{question}}',
    '```',
    '',
    '```dataset id=questions format=csv',
    'id,question',
    ...Array.from({ length: rows }, (_, n) => `q${n + 1},Question ${n + 1} about knees and stairs`),
    '```',
    '',
  ].join('\n');
}

function toText(random: () => number, tokens: number): string {
  const words = Array.from({ length: tokens }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '');
  return `${words.join(' ')}.`;
}

function toTokens(text: string, top: number): TokenLogprob[] {
  const toAlternative = (token: string, rank: number) => ({ token, bytes: null, logprob: -0.2 - 1.3 * rank });
  return (text.match(/ ?[^ ]+/g) ?? []).map((token, at) => ({
    ...toAlternative(token, at % 3),
    top: Array.from({ length: top }, (_, rank) => toAlternative(rank === at % 3 ? token : ` w${rank}`, rank)),
  }));
}

function toRecord(
  trial: Trial,
  random: () => number,
  { tokens = 400, topLogprobs = 0 }: FillOptions,
): { record: TrialRecord; mayBeBilled: boolean } {
  // At temperature 0 repeats are alike, as they mostly are.
  const isAlike = trial.variant['temperature'] === 0;
  const text = isAlike
    ? `${String(trial.variant['row'])} ${toText(createRandom(7), tokens)}`
    : toText(random, Math.round(tokens * (0.8 + 0.4 * random())));
  const outputTokens = text.split(' ').length;
  return {
    record: {
      recordId: 0,
      runId: 'bench',
      notebook: 'experiments/bench.gamut.md',
      trial,
      outcome: {
        status: 'done' as const,
        completion: {
          text,
          reasoning: '',
          tokens: topLogprobs > 0 ? toTokens(text, topLogprobs) : null,
          logprobsKind: topLogprobs > 0 ? ('raw' as const) : null,
          finishReason: random() < 0.05 ? ('length' as const) : ('stop' as const),
          rawFinishReason: 'stop',
          usage: {
            inputTokens: 120,
            outputTokens,
            cachedInputTokens: 0,
            cacheWriteTokens: null,
            reasoningTokens: null,
          },
          modelVersion: 'one-2026-11-01',
          requestId: null,
        },
        costUsd: ((120 + outputTokens) * 0.4) / 1e6,
        priceAsOf: '2026-11-01',
        rates: { input: 0.4, cachedInput: 0.4, cacheWrite: 0.4, output: 0.4, reasoning: 0.4, request: 0 },
      },
      attempts: 1,
      queuedMs: 0,
      ttftMs: 200 + 300 * random(),
      totalMs: 1500 + 3000 * random(),
      startedAt: '2026-11-20T08:00:00.000Z',
    },
    mayBeBilled: false,
  };
}

/** The settings of a filled project: its one provider answers nobody. */
export const FILLED_CONFIG = `providers:
  - { id: bench, kind: openai, base_url: http://127.0.0.1:9/v1 }
prices:
  - { model: bench/one, input: 0.4, output: 0.4, as_of: 2026-11-01 }
  - { model: bench/two, input: 0.4, output: 0.4, as_of: 2026-11-01 }
krw_per_usd: { rate: 1400, as_of: 2026-11-01 }
`;

/** Puts the answers of a filled project's notebook into the store of a project. Gives how many there are. */
export function fillStore(root: string, options: FillOptions): number {
  const notebook = parseNotebook(toFilledNotebook(options));
  const { trials } = expand(notebook, 'main', { kindOf: () => 'openai' });
  if (trials.length === 0) throw new Error(JSON.stringify(notebook.problems));
  const results = openResults(path.join(root, '.gamut', 'gamut.db'));
  const random = createRandom(1);
  for (let start = 0; start < trials.length; start += 2000) {
    results.saveAll(trials.slice(start, start + 2000).map((trial) => toRecord(trial, random, options)));
  }
  results.close();
  return trials.length;
}

/** Makes a project whose store holds the answers of 500 trials a row. */
export async function createFilledProject(options: FillOptions): Promise<FilledProject> {
  const root = await mkdtemp(path.join(tmpdir(), 'gamut-filled-'));
  await mkdir(path.join(root, 'experiments'));
  await writeFile(path.join(root, 'gamut.config.yaml'), FILLED_CONFIG);
  await writeFile(path.join(root, 'experiments', 'bench.gamut.md'), toFilledNotebook(options));
  const trials = fillStore(root, options);
  return { root, name: 'bench.gamut.md', trials, remove: () => rm(root, { recursive: true, force: true }) };
}
