import { describe, expect, test } from 'vitest';
import { josa, particle } from '../../src/core/text.ts';

describe('a Korean particle', () => {
  test.each([
    ['셰프', '셰프는'],
    ['코치님', '코치님은'],
    ['chef', 'chef는'],
    ['coach', 'coach는'],
    ['persona', 'persona는'],
    ['main', 'main은'],
    ['tone', 'tone은'],
    ['model', 'model은'],
    ['title', 'title은'],
    ['chat', 'chat은'],
    ['prompt', 'prompt는'],
    ['temperature', 'temperature는'],
    ['a', 'a는'],
    ['b.csv', 'b.csv는'],
    ['CSV', 'CSV는'],
    ['URL', 'URL은'],
    ['row-1', 'row-1은'],
    ['gpt-4', 'gpt-4는'],
    ['10', '10은'],
    ["chef'", "chef'는"],
    ['日本', '日本은(는)'],
    ['', '은(는)'],
  ])('goes with how %s is read', (word, expected) => {
    expect(josa(word, '은', '는')).toBe(expected);
  });

  test('으로 goes after a consonant, but not after ㄹ', () => {
    expect(['서울', '부산', '제주', '1', '3', 'model'].map((word) => particle(word, '으로', '로'))).toEqual([
      '로',
      '으로',
      '로',
      '로',
      '으로',
      '로',
    ]);
  });
});
