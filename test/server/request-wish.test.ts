import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toWish } from '../../src/server/request-wish.ts';

function wishOf(schema: z.ZodType, value: unknown) {
  const issue = schema.safeParse(value).error?.issues[0];
  if (!issue) throw new Error('it is valid');
  return toWish(issue);
}

describe('what a part of a request must be is said in both languages', () => {
  test.each<[string, z.ZodType, unknown, string, string]>([
    ['a wrong type', z.string(), 3, 'must be string', '필요한 형식은 문자열입니다'],
    ['no whole number', z.int(), 1.5, 'must be int', '필요한 형식은 정수입니다'],
    ['none of the words', z.enum(['a', 'b']), 'c', 'must be one of: a, b', '다음 중 하나여야 합니다: a, b'],
    ['an empty text', z.string().min(1), '', 'must not be empty', '비워 둘 수 없습니다'],
    ['a long text', z.string().max(2), '안녕히', 'at most 2 characters', '2자 이하여야 합니다'],
    ['many entries', z.array(z.string()).max(1), ['a', 'b'], 'at most 1 entries', '1개 이하여야 합니다'],
    ['a small number', z.number().min(0), -1, 'must be at least 0', '0 이상이어야 합니다'],
    ['a number at its edge', z.number().gt(0), 0, 'must be above 0', '0 초과여야 합니다'],
    ['a large number', z.number().max(5), 6, 'must be at most 5', '5 이하여야 합니다'],
    ['an unknown key', z.strictObject({}), { a: 1 }, 'has unknown keys: a', '알 수 없는 항목: a'],
    ['a wrong format', z.iso.date(), 'x', 'must be of the format date', '형식이 올바르지 않습니다(date)'],
    ['no multiple', z.number().multipleOf(2), 3, 'a multiple of 2', '2의 배수여야 합니다'],
    ['no alternative', z.union([z.string(), z.null()]), 3, 'is not a valid value', '올바른 값이 아닙니다'],
    ['a rule of ours', z.number().refine(() => false), 3, 'is not a valid value', '올바른 값이 아닙니다'],
  ])('%s', (_, schema, value, en, ko) => {
    const wish = wishOf(schema, value);
    expect(wish.en).toContain(en);
    expect(wish.ko).toBe(ko);
  });
});
