import { expect, it } from 'vitest';
import { hasRightToLeft } from '../../src/core/right-to-left.ts';

it.each([
  ['Arabic', 'قل: مرحبا', true],
  ['Hebrew in an English sentence', 'Say שלום to them', true],
  ['Adlam, beyond the first plane', '𞤀𞤣', true],
  ['English', 'Rice takes 20 minutes.', false],
  ['Korean with emoji', '밥은 20분 걸려요 🍚👩‍🍳', false],
  ['nothing', '', false],
])('letters that are written from right to left are found: %s', (_, text, has) => {
  expect(hasRightToLeft(text)).toBe(has);
});
