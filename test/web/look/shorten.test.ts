import { describe, expect, it } from 'vitest';
import { shorten } from '../../../src/web/look/shorten.ts';

describe('shorten', () => {
  it('leaves what fits as it is', () => {
    expect(shorten('gpt-mini', 8)).toBe('gpt-mini');
  });

  it('leaves no turn of direction open whose end was left out', () => {
    const short = shorten(`\u2068${'א'.repeat(30)}\u2069`, 10);
    expect(short.startsWith('\u2068')).toBe(true);
    expect(short.split('\u2068')).toHaveLength(short.split('\u2069').length);
  });

  it('leaves out the middle, so that labels of one beginning stay apart', () => {
    const short = shorten('another-long-model-name-2026-01-preview', 20);
    expect(short).toBe('another-long…preview');
    expect(Array.from(shorten('가나다라마바사아자차카타파하', 6))).toHaveLength(6);
    expect(shorten('👍🏽'.repeat(20), 7)).not.toContain('\uFFFD');
  });
});
