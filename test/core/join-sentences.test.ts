import { expect, test } from 'vitest';
import { joinSentences } from '../../src/core/join-sentences.ts';

test.each([
  ['No such model', 'No such model. Read on'],
  ['No such model.', 'No such model. Read on'],
  ['Really?! ', 'Really?! Read on'],
  ['Wait…', 'Wait… Read on'],
  ['모델이 없습니다', '모델이 없습니다. Read on'],
  ['모델이 없습니다.', '모델이 없습니다. Read on'],
  ['模型不存在。', '模型不存在。 Read on'],
  ['The server says: “no”', 'The server says: “no”. Read on'],
  ['The server says: “No.”', 'The server says: “No.” Read on'],
  ['서버의 답: 「없음。」', '서버의 답: 「없음。」 Read on'],
  ['Bad gateway (502)', 'Bad gateway (502). Read on'],
  ['Bad gateway (as before.)', 'Bad gateway (as before.) Read on'],
  ['{"detail":["x"]}', '{"detail":["x"]}. Read on'],
  ['\u2068שגיאה\u2069', '\u2068שגיאה\u2069. Read on'],
  ['\u2068שגיאה.\u2069', '\u2068שגיאה.\u2069 Read on'],
  ['Invalid parameter:', 'Invalid parameter. Read on'],
  ['"', '". Read on'],
])('words that end as %j does are a sentence before the next one', (words, joined) => {
  expect(joinSentences(words, 'Read on')).toBe(joined);
});

test('the last sentence stays as it is, and what is blank is none', () => {
  expect(joinSentences('No key', null, '  ', undefined, 'Set it in .env')).toBe('No key. Set it in .env');
  expect(joinSentences('No key', '')).toBe('No key');
  expect(joinSentences(null)).toBe('');
});

test('words of any length are joined at once', () => {
  expect(joinSentences(`${')'.repeat(200_000)}a${':'.repeat(200_000)}`, 'b')).toMatch(/a\. b$/);
});
