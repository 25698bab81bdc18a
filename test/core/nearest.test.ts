import { expect, test } from 'vitest';
import { nearest, toSuggestion } from '../../src/core/nearest.ts';

test('the nearest name is found by letters, by jamo in Hangul', () => {
  expect(nearest('chief', ['counsellor', 'chef'])).toBe('chef');
  expect(nearest('셰푸', ['상담사', '셰프'])).toBe('셰프');
  expect(nearest('Temprature', ['top_p', 'temperature'])).toBe('temperature');
  expect(nearest('x', ['abc'])).toBeNull();
  expect(nearest('a', ['b', 'c'])).toBeNull();
});

test('a short name is like another by one letter, or by letters that changed places', () => {
  expect(nearest('lab', ['xai', 'groq', 'lm'])).toBeNull();
  expect(nearest('lab', ['labs', 'xai'])).toBe('labs');
  expect(nearest('mian', ['main'])).toBe('main');
  expect(nearest('xia', ['openai', 'xai'])).toBe('xai');
  expect(nearest('groc', ['groq'])).toBe('groq');
  expect(nearest('chat', ['chef'])).toBeNull();
  expect(toSuggestion('lab', ['sandbox', 'xai']).en).toBe('; there is: sandbox, xai');
});

test('a suggestion is the nearest name, else the names that there are', () => {
  expect(toSuggestion('chief', ['chef'])).toEqual({
    en: "; did you mean 'chef'?",
    ko: " 'chef'를 쓰려던 것은 아닌지 확인하세요.",
  });
  expect(toSuggestion('셰푸', ['셰프']).ko).toBe(" '셰프'를 쓰려던 것은 아닌지 확인하세요.");
  expect(toSuggestion('zzz', ['chef', 'coach']).en).toBe('; there is: chef, coach');
  expect(toSuggestion('zzz', [])).toEqual({ en: '', ko: '' });
});
