import type { ZodError } from 'zod';
import type { Text } from '../core/text.ts';

/** One thing that is wrong with a request. */
export type Issue = ZodError['issues'][number];

const TYPES: Record<string, string> = {
  string: '문자열',
  number: '숫자',
  int: '정수',
  boolean: 'true 또는 false',
  array: '배열',
  object: '객체',
  record: '객체',
  null: 'null',
};

/** What a count is of: characters of a text, entries of a list; nothing where the number itself is meant. */
const UNITS: Record<string, Text> = {
  string: { en: ' characters', ko: '자' },
  array: { en: ' entries', ko: '개' },
  set: { en: ' entries', ko: '개' },
};

/** What a part of a request must be, as the end of a sentence: "matrix: must be string". */
export function toWish(issue: Issue): Text {
  switch (issue.code) {
    case 'invalid_type':
      return {
        en: `must be ${issue.expected}`,
        ko: `필요한 형식은 ${TYPES[issue.expected] ?? issue.expected}입니다`,
      };
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { en: `must be one of: ${values}`, ko: `다음 중 하나여야 합니다: ${values}` };
    }
    case 'too_big': {
      const unit = UNITS[issue.origin] ?? { en: '', ko: '' };
      const { maximum: bound } = issue;
      return issue.inclusive === false
        ? { en: `must be below ${bound}${unit.en}`, ko: `${bound}${unit.ko} 미만이어야 합니다` }
        : { en: `must be at most ${bound}${unit.en}`, ko: `${bound}${unit.ko} 이하여야 합니다` };
    }
    case 'too_small': {
      const unit = UNITS[issue.origin] ?? { en: '', ko: '' };
      const { minimum: bound } = issue;
      if (unit.en !== '' && bound === 1) return { en: 'must not be empty', ko: '비워 둘 수 없습니다' };
      return issue.inclusive === false
        ? { en: `must be above ${bound}${unit.en}`, ko: `${bound}${unit.ko} 초과여야 합니다` }
        : { en: `must be at least ${bound}${unit.en}`, ko: `${bound}${unit.ko} 이상이어야 합니다` };
    }
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ');
      return { en: `has unknown keys: ${keys}`, ko: `알 수 없는 항목: ${keys}` };
    }
    case 'invalid_format':
      return { en: `must be of the format ${issue.format}`, ko: `형식이 올바르지 않습니다(${issue.format})` };
    case 'not_multiple_of':
      return { en: `must be a multiple of ${issue.divisor}`, ko: `${issue.divisor}의 배수여야 합니다` };
    default:
      return { en: 'is not a valid value', ko: '올바른 값이 아닙니다' };
  }
}
