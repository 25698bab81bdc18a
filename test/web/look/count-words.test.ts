import { describe, expect, it } from 'vitest';
import { charactersWords, columnsWords, rowsWords, tokensWords } from '../../../src/web/look/count-words.ts';

describe('how many there are, in words', () => {
  it('one is one, all else are many, thousands are parted', () => {
    expect([0, 1, 2, 12_345].map(tokensWords)).toEqual(['0 tokens', '1 token', '2 tokens', '12,345 tokens']);
    expect([1, 3].map(charactersWords)).toEqual(['1 character', '3 characters']);
    expect([1, 3].map(rowsWords)).toEqual(['1 row', '3 rows']);
    expect([1, 3].map(columnsWords)).toEqual(['1 column', '3 columns']);
  });
});
