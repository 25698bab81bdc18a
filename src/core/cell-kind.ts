import type { Layout } from './notebook.ts';
import type { Text } from './text.ts';

/** Version of the notebook format that this Gamut reads and writes. */
export const FORMAT_VERSION = 1;

/** The kinds of fence that are cells. */
export const CELL_KINDS = ['persona', 'prompt', 'dataset', 'matrix', 'assert', 'view', 'chart'] as const;

export type CellKind = (typeof CELL_KINDS)[number];

/** What a kind of cell is called. */
export const KIND_NAME: Record<CellKind, Text> = {
  persona: { en: 'persona', ko: '페르소나' },
  prompt: { en: 'prompt', ko: '프롬프트' },
  dataset: { en: 'dataset', ko: '데이터셋' },
  matrix: { en: 'matrix', ko: '매트릭스' },
  assert: { en: 'assert', ko: '검사' },
  view: { en: 'view', ko: '보기' },
  chart: { en: 'chart', ko: '차트' },
};

/** Keys of each kind's info string. The first one is needed; `for` and `of` are the same. */
export const INFO_KEYS: Record<CellKind, readonly [string, ...string[]]> = {
  persona: ['id', 'name'],
  prompt: ['id', 'name'],
  dataset: ['id', 'name', 'format', 'src', 'label'],
  matrix: ['id', 'name'],
  assert: ['for', 'of', 'name'],
  view: ['of', 'for', 'layout', 'name'],
  chart: ['of', 'for', 'kind', 'name'],
};

/** The key by which an info string names the cell itself, or the matrix that it is of. */
export function namingKey(kind: CellKind, info: Record<string, string>): string {
  const [needed] = INFO_KEYS[kind];
  if (needed === 'id' || Object.hasOwn(info, needed)) return needed;
  return ['for', 'of'].find((key) => Object.hasOwn(info, key)) ?? needed;
}

export const LAYOUTS: readonly Layout[] = ['list', 'grid', 'pivot', 'diff', 'blind'];

/** Kinds of chart that the page draws; another one is drawn as the first. */
export const CHARTS = ['cost', 'tokens', 'latency', 'pareto', 'diversity', 'pass', 'ratings'] as const;

export type ChartKind = (typeof CHARTS)[number];

/** What a chart can be of, by kind, the first where it does not say; kinds that are not here are of one thing. */
export const CHART_METRICS = {
  cost: ['mean', 'total'],
  tokens: ['mean', 'total'],
  latency: ['time', 'speed'],
  pareto: ['pass', 'rating'],
  diversity: ['distinct-2', 'similarity', 'duplicates'],
  ratings: ['rating', 'wins'],
} as const satisfies Partial<Record<ChartKind, readonly string[]>>;

/** What a Pareto chart weighs its metric against, the first where it does not say. */
export const CHART_COSTS = ['cost', 'tokens', 'latency'] as const;

/** The persona that is no system prompt. */
export const NO_PERSONA = 'none';

/** Whether a word can be an id: letters (Hangul among them), digits, `_` and `-`. */
export function isId(word: string): boolean {
  return /^[\p{L}\p{M}\p{N}_-]+$/u.test(word);
}
