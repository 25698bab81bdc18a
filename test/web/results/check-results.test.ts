import { describe, expect, it } from 'vitest';
import { checkDetails, checkMarks, passShare } from '../../../src/web/results/check-results.ts';

const marks = checkMarks(['short', 'right', 'sound'], [true, false, null]);

describe('the checks of a row', () => {
  it('have the names of the matrix’s checks', () => {
    expect(marks).toEqual([
      { id: 'short', pass: true },
      { id: 'right', pass: false },
      { id: 'sound', pass: null },
    ]);
    expect(checkMarks(['short'], [])).toEqual([]);
  });

  it('say how each went, and what was found once that is known', () => {
    expect(checkDetails(marks, undefined)).toBe('✓ short\n✕ right\n? sound');
    const detail = { en: '12 characters (bound 20)', ko: '12자 (기준 20자)' };
    expect(checkDetails(marks.slice(0, 1), [{ id: 'short', pass: true, detail }])).toBe(
      '✓ short: 12 characters (bound 20)',
    );
  });

  it('come to the part that passed, unknown where none ran', () => {
    expect([passShare([true, false, null, true]), passShare([])]).toEqual([0.5, null]);
  });
});
