import { describe, expect, it } from 'vitest';
import { createSearch } from '../../../src/web/page/palette/palette-search.ts';

const TEXTS = [
  '셰프 persona chef',
  '상담사 persona counsellor',
  '모두 다시 실행 Re-run all',
  '없거나 오래된 결과 실행 Run what is missing or stale',
  'openai/gpt-4.1-nano',
  'sandbox/tiny',
  '말투가 조언을 바꾸는가 01-tone.gamut.md',
];
const search = createSearch(TEXTS);
const first = (query: string) => TEXTS[search(query)[0] ?? -1];

describe('the search of the palette', () => {
  it('finds Korean by initials, by half a word, and in the middle of a syllable', () => {
    expect(first('ㅅㅍ')).toBe(TEXTS[0]);
    expect(first('솊')).toBe(TEXTS[0]);
    expect(first('상')).toBe(TEXTS[1]);
    expect(first('ㅅㄷㅅ')).toBe(TEXTS[1]);
    expect(first('말ㅌ')).toBe(TEXTS[6]);
  });

  it('finds both languages, words in any order', () => {
    expect(first('chef')).toBe(TEXTS[0]);
    expect(first('실행 다시')).toBe(TEXTS[2]);
    expect(first('stale run')).toBe(TEXTS[3]);
  });

  it('finds model ids with their signs, and by pieces', () => {
    expect(first('gpt-4.1')).toBe(TEXTS[4]);
    expect(first('nano')).toBe(TEXTS[4]);
    expect(first('sandbox/t')).toBe(TEXTS[5]);
  });

  it('forgives a slip and letters left out', () => {
    expect(first('counselor')).toBe(TEXTS[1]);
    expect(first('snadbox')).toBe(TEXTS[5]);
    expect(first('mssng')).toBe(TEXTS[3]);
  });

  it('gives all for nothing, and nothing for what is not there', () => {
    expect(search('  ')).toHaveLength(TEXTS.length);
    expect(search('quux')).toEqual([]);
    expect(search('...')).toEqual([]);
  });
});
