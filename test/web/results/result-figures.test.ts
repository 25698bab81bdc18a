import { describe, expect, it } from 'vitest';
import { freshText, mostCharacters, textHeight, textOf } from '../../../src/web/results/result-figures.ts';
import { toRecord, toRow } from '../results.ts';

describe('the text of a result', () => {
  it('is what came, whole or in part', () => {
    expect(textOf(toRecord({}, 1, { text: 'whole' }))).toBe('whole');
    expect(textOf(toRecord({}, 1, { failed: true, text: 'half' }))).toBe('half');
    expect(textOf(null)).toBe('');
  });

  it('counts for comparing only where it answers the request as it is now', () => {
    const done = toRow({}, { text: 'whole' });
    expect(freshText(done)).toBe(freshText(toRow({ seed: 1 }, { text: 'whole' })));
    expect(freshText(done)).not.toBe(freshText(toRow({}, { text: 'Whole' })));
    expect(freshText({ ...done, standing: 'stale' })).toBeNull();
    expect(freshText(toRow({}, { failed: true }))).toBeNull();
    expect(freshText(null)).toBeNull();
  });
});

describe('textHeight', () => {
  const heightOf = (text: string) => textHeight(toRow({}, { text }));

  it('grows with the text, between two lines and as much as a card shows', () => {
    expect([heightOf('short'), heightOf('word '.repeat(60)), heightOf('word '.repeat(2000))]).toEqual([
      3.2,
      expect.closeTo(9.6),
      22.4,
    ]);
  });

  it('takes Hangul to be twice as wide', () => {
    expect(heightOf('가'.repeat(200))).toBeGreaterThan(heightOf('a'.repeat(200)));
  });
});

describe('mostCharacters', () => {
  it('is more than a card of that width shows of any text that people write', () => {
    const shown = Math.ceil(22.4 / 1.6) * 52;
    expect(mostCharacters(320)).toBeGreaterThan(shown);
    expect(mostCharacters(640)).toBe(2 * mostCharacters(320));
  });
});
