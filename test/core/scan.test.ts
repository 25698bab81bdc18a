import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutBlocks } from '../../src/core/fence.ts';
import { createLineIndex } from '../../src/core/line-index.ts';
import { createPlaces, scanBlocks } from '../../src/core/scan.ts';
import { bodyText, notebookText, TEXT } from './notebook-text.ts';

/** Puts a piece in the place of a part of a text; the part is said in shares of its length. */
function put(text: string, from: number, length: number, piece: string): string {
  const at = Math.floor(from * text.length);
  return text.slice(0, at) + piece + text.slice(at + Math.floor(length * (text.length - at)));
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const piece = fc.oneof(
  bodyText,
  fc.constantFrom('', 'x', '\n', '\r', '\uFEFF', '`', '-->', '\n---\n', '```\n'),
);

describe('cutting a text that was cut before', () => {
  it('gives what cutting the whole of it gives, after any edits', () => {
    const edits = fc.array(fc.tuple(share, fc.oneof(fc.constant(0), share), piece), { maxLength: 5 });
    fc.assert(
      fc.property(notebookText, edits, (text, all) => {
        let now = text;
        expect(scanBlocks(now)).toEqual(cutBlocks(now));
        for (const [from, length, added] of all) {
          now = put(now, from, length, added);
          expect(scanBlocks(now)).toEqual(cutBlocks(now));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves what stands before the edit as the same objects', () => {
    const before = scanBlocks(TEXT).blocks;
    const after = scanBlocks(TEXT.replace('question', 'answer')).blocks;
    const isSame = after.map((block, index) => block === before[index]);
    // What stands right before the edited one is looked at again: it ends where that begins.
    expect(isSame).toEqual([true, true, false, false]);
    expect(after).toHaveLength(before.length);
  });

  it('does not take a text for another one of which it has only an end', () => {
    const end = `${'x'.repeat(200)}\n`;
    scanBlocks(`~~~\n${end}`);
    expect(scanBlocks(`\`\`\`js\n${end}`)).toEqual(cutBlocks(`\`\`\`js\n${end}`));
  });
});

describe('a place in a text', () => {
  it('is found block by block where it is in the whole', () => {
    fc.assert(
      fc.property(notebookText, (text) => {
        const toPlace = createPlaces(text, cutBlocks(text));
        const whole = createLineIndex(text);
        for (let at = 0; at <= text.length; at += 1) expect(toPlace(at)).toEqual(whole(at));
      }),
    );
  });
});
