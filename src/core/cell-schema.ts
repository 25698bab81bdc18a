import { z } from 'zod';
import { FORMAT_VERSION } from './cell-kind.ts';
import type { Text } from './text.ts';
import type { Value } from './trial.ts';
import { VIEW_SPEC_EXPECTED, viewSpecShape } from './view-spec-schema.ts';

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
    .strictObject({
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
