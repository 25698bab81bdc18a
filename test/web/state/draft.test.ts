import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDraftRecord, toDraftRecord, type Draft, type Ground } from '../../../src/web/state/draft.ts';

const LONG = 'A long notebook. '.repeat(5000);
const draftOf = (text: string, base: string, at = 1): Draft => ({
  text,
  edits: [],
  base: { text: base, version: `version of ${base.length}` },
  sent: [text.slice(0, base.length + 1), base],
  at,
});

/** Keeps drafts one after the other, as a tab does; gives what would be found after each. */
function keep(drafts: readonly Draft[]): { found: (Draft | null)[]; written: number } {
  let kept: Ground | null = null;
  let written = 0;
  const found = drafts.map((draft) => {
    const { record, ground } = toDraftRecord(draft, kept);
    written += JSON.stringify(record).length + (ground?.text.length ?? 0);
    kept = ground ?? kept;
    return fromDraftRecord(structuredClone(record), structuredClone(kept));
  });
  return { found, written };
}

describe('a draft that is kept', () => {
  it('is found again as it was, whatever was edited, saved and put in from elsewhere in between', () => {
    const place = fc.nat(LONG.length);
    const piece = fc.oneof(fc.string(), fc.constant('x'.repeat(120_000)));
    const texts = fc.array(fc.tuple(place, piece), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(texts, fc.boolean(), (edits, isSmall) => {
        const start = isSmall ? 'Short.' : LONG;
        let base = start;
        const drafts = edits.map(([at, put], index) => {
          const text = base.slice(0, at) + put + base.slice(at);
          const draft = draftOf(text, base, index);
          if (index % 2 === 1) base = text;
          return draft;
        });
        expect(keep(drafts).found).toEqual(drafts);
      }),
      { numRuns: 30 },
    );
  });

  it('of a long notebook is written once whole, and then as what differs', () => {
    const drafts = Array.from({ length: 100 }, (_, n) => draftOf(`${LONG}${'x'.repeat(n)}`, LONG, n));
    expect(keep(drafts).written).toBeLessThan(LONG.length * 1.5);
  });

  it('is none where the text that it differs from was not kept', () => {
    const { record } = toDraftRecord(draftOf(`${LONG}!`, LONG), null);
    expect(fromDraftRecord(record, null)).toBeNull();
    expect(fromDraftRecord(record, { id: 99, text: LONG })).toBeNull();
  });
});
