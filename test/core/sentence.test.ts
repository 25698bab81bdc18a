import { expect, test } from 'vitest';
import { countSentences } from '../../src/core/sentence.ts';

test.each([
  ['안녕하세요. 반갑습니다! 잘 지내세요?', 3],
  ['확인 후 안내드리겠습니다', 1],
  ['그는 "네." 라고 했다. 끝.', 2],
  ['첫 줄입니다.\n\n- 둘째 줄\n- 셋째 줄', 3],
  ['Dr. Kim met Mr. Lee at 3.5 p.m. today. Fine.', 2],
  ['Use e.g. tofu. Then fry...', 2],
  ['1. Do this\n2. Do that', 2],
  ['좋아요 😊\n\n', 1],
  ['42.', 1],
  ['', 0],
  [' \n', 0],
])('%j has %i sentences', (text, count) => {
  expect(countSentences(text)).toBe(count);
});
