import { z } from 'zod';
import type { Layout } from './notebook.ts';
import type { Text } from './text.ts';
import type { Value } from './trial.ts';
import { VIEW_SPEC_EXPECTED, viewSpecShape } from './view-spec.ts';

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
  dataset: ['id', 'name', 'format', 'src'],
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

/** Any value that YAML and JSON both hold. */
export const anyValue: z.ZodType<Value> = z.json();

const id = z.union([z.string().min(1), z.number()]).transform(String);
const ids = z.union([id, z.array(id).min(1)]).transform((written) => [written].flat());
const model = z.string().regex(/^[^/\s]+\/\S+$/);
const models = z.union([model, z.array(model).min(1)]).transform((written) => [written].flat());
const variantPart = z.record(z.string(), anyValue);

/** A matrix as written; every other key is a parameter. */
export const matrixSchema = z.looseObject({
  prompt: ids,
  persona: ids.optional(),
  model: models,
  data: id.optional(),
  repeats: z.int().min(1).default(1),
  exclude: z
    .union([variantPart, z.array(variantPart)])
    .transform((written) => [written].flat())
    .default([]),
});

export const MATRIX_KEYS = Object.keys(matrixSchema.shape);

export const MATRIX_EXPECTED: Record<string, Text> = {
  '': { en: 'a map such as `prompt: ask`', ko: '`prompt: ask`와 같은 맵' },
  prompt: { en: "a prompt's id, or a list of ids", ko: '프롬프트의 id 또는 id 목록' },
  persona: { en: "a persona's id, none, or a list of them", ko: '페르소나의 id나 none 또는 그 목록' },
  model: {
    en: 'provider/model, such as openai/gpt-4.1-nano, or a list of them',
    ko: 'openai/gpt-4.1-nano와 같은 provider/model 또는 그 목록',
  },
  data: { en: "a dataset's id", ko: '데이터셋의 id' },
  repeats: { en: 'a whole number from 1', ko: '1 이상의 정수' },
  exclude: {
    en: 'a list of maps such as { persona: chef, temperature: 1.5 }',
    ko: '{ persona: chef, temperature: 1.5 }와 같은 맵의 목록',
  },
};

const axisName = z.string().min(1).nullable().default(null);

/** A view's body as written; every other key is kept. */
export const viewSchema = z.looseObject({
  rows: axisName,
  cols: axisName,
  split: axisName,
  ...viewSpecShape,
});

/** A chart's body as written; every other key is kept. */
export const chartSchema = z.looseObject({
  by: axisName,
  split: axisName,
  metric: axisName,
  against: axisName,
});

const AXIS_NAME: Text = {
  en: 'the name of an axis, such as persona or temperature',
  ko: 'persona, temperature와 같은 축 이름',
};

export const VIEW_EXPECTED: Record<string, Text> = {
  '': { en: 'a map such as `rows: persona`', ko: '`rows: persona`와 같은 맵' },
  rows: AXIS_NAME,
  cols: AXIS_NAME,
  split: AXIS_NAME,
  by: AXIS_NAME,
  metric: { en: 'what the chart is of, such as total', ko: 'total과 같이 차트가 나타낼 값' },
  against: { en: 'cost, tokens or latency', ko: 'cost, tokens, latency 가운데 하나' },
  ...VIEW_SPEC_EXPECTED,
};

/** The front matter as written; every other key is kept. */
export const frontMatterSchema = z.looseObject({
  gamut: z.int().min(1).default(FORMAT_VERSION),
  title: z.union([z.string(), z.number()]).transform(String).nullable().default(null),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i)
    .nullable()
    .default(null),
  defaults: z.record(z.string(), anyValue).default({}),
  budget: z
    .looseObject({
      max_cost_usd: z.number().min(0).nullable().default(null),
      max_cost_krw: z.number().min(0).nullable().default(null),
    })
    .default({ max_cost_usd: null, max_cost_krw: null }),
});

export const FRONT_MATTER_EXPECTED: Record<string, Text> = {
  '': { en: 'a map such as `gamut: 1`', ko: '`gamut: 1`과 같은 맵' },
  gamut: { en: 'the version of the format, 1', ko: '형식 버전 1' },
  title: { en: 'a text', ko: '텍스트' },
  lang: { en: 'a language tag such as ko or en-GB', ko: 'ko, en-GB와 같은 언어 태그' },
  defaults: { en: 'a map such as { max_tokens: 400 }', ko: '{ max_tokens: 400 }과 같은 맵' },
  budget: {
    en: 'a map such as { max_cost_usd: 0.50 }, of amounts from 0',
    ko: '{ max_cost_usd: 0.50 }과 같은 0 이상 금액의 맵',
  },
};
