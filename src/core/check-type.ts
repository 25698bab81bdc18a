import { z } from 'zod';
import { anyValue } from './cell-schema.ts';
import type { Check } from './notebook.ts';
import type { Text } from './text.ts';

/** What a type of check compares with. */
export interface CheckType {
  value: z.ZodType;
  expected: Text;
}

const texts = z.union([z.string(), z.number().transform(String), z.array(z.string()).min(1)]);
const count = z.int().min(0);

const TEXTS: Text = { en: 'a text or a list of texts', ko: '텍스트 또는 텍스트 목록' };
const COUNT: Text = { en: 'a whole number from 0', ko: '0 이상의 정수' };
const PATTERN: Text = {
  en: "a regular expression such as '[가-힣 ]{10,}' or '/^yes/i'",
  ko: "'[가-힣 ]{10,}', '/^yes/i'와 같은 정규식",
};

/** Every type of check, with the value that it takes. */
export const CHECK_TYPES: Record<Check['type'], CheckType> = {
  regex: { value: z.string().min(1), expected: PATTERN },
  'not-regex': { value: z.string().min(1), expected: PATTERN },
  contains: { value: texts, expected: TEXTS },
  'not-contains': { value: texts, expected: TEXTS },
  equals: { value: texts, expected: TEXTS },
  'max-graphemes': { value: count, expected: COUNT },
  'min-graphemes': { value: count, expected: COUNT },
  'max-sentences': { value: count, expected: COUNT },
  json: { value: z.union([z.null(), z.boolean()]), expected: { en: 'no value', ko: '빈 값' } },
  'json-schema': {
    value: z.union([z.record(z.string(), anyValue), z.boolean()]),
    expected: { en: 'a JSON Schema such as type: object', ko: 'type: object와 같은 JSON 스키마' },
  },
  'json-field': {
    value: z.looseObject({ path: z.string().min(1), equals: anyValue.optional() }),
    expected: {
      en: 'a map such as { path: label, equals: positive }',
      ko: '{ path: label, equals: positive }와 같은 맵',
    },
  },
  'finish-reason': {
    value: texts,
    expected: { en: 'a finish reason such as stop, or a list', ko: 'stop과 같은 종료 사유 또는 그 목록' },
  },
};

/** The names of the types. */
export const CHECK_TYPE_NAMES = Object.keys(CHECK_TYPES) as Check['type'][];

export function isCheckType(name: string): name is Check['type'] {
  return Object.hasOwn(CHECK_TYPES, name);
}

/** A check as written. */
export const checkSchema = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  type: z.string(),
  value: anyValue.default(null),
  flags: z
    .string()
    .regex(/^[dimsuvy]*$/)
    .optional(),
});
