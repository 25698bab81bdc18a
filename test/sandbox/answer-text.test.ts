import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAnswerText } from '../../src/sandbox/answer-text.ts';
import type { GeneratedToken } from '../../src/sandbox/generation.ts';

const utf8 = new TextEncoder();

/** Feeds tokens (texts or bytes) and gives what was shown after each, then at the end; stops where a stop is met. */
function feed(tokens: (string | number[])[], stops: string[] = []) {
  const answer = createAnswerText(stops);
  const texts: string[] = [];
  const shown: GeneratedToken[] = [];
  for (const token of tokens) {
    const bytes = typeof token === 'string' ? utf8.encode(token) : Uint8Array.from(token);
    const part = answer.add(bytes, { bytes: [...bytes], logprob: 0, top: [] });
    texts.push(part.text);
    shown.push(...part.tokens);
    if (part.stop !== null) return { texts, shown, stop: part.stop };
  }
  const rest = answer.finish();
  return { texts: [...texts, rest.text], shown: [...shown, ...rest.tokens], stop: null };
}

test('a character is held back until it is whole', () => {
  // U+C624 in three tokens, the last of which begins another character.
  const { texts, shown } = feed([[0xec], [0x98], [0xa4, 0xeb], [0x8a, 0x98], '!']);
  expect(texts).toEqual(['', '', '', '오늘', '!', '']);
  expect(shown).toHaveLength(5);
});

test('what cannot become a character any more reads as U+FFFD and does not hold back the rest', () => {
  expect(feed([[0xec, 0x98], 'a', 'b']).texts).toEqual(['', '\ufffda', 'b', '']);
  expect(feed([[0xff], 'b']).texts).toEqual(['\ufffd', 'b', '']);
});

test('half a character at the end is left out of the text and stays in the tokens', () => {
  const { texts, shown } = feed(['a', [0xf0, 0x9f]]);
  expect(texts).toEqual(['a', '', '']);
  expect(shown).toHaveLength(2);
});

test('a stop text is never shown, wherever the tokens divide it', () => {
  expect(feed(['one', '. T', 'wo'], ['. Two']).texts).toEqual(['one', '', '']);
  expect(feed(['one', '. T', 'wo'], ['. Two'])).toMatchObject({ stop: '. Two' });
  expect(feed(['ab', 'STOPcd'], ['STOP']).texts.join('')).toBe('ab');
});

test('what looked like a stop text and was none is shown whole', () => {
  const { texts, stop } = feed(['one', '. T', 'hree'], ['. Two']);
  expect(texts).toEqual(['one', '', '. Three', '']);
  expect(stop).toBeNull();
});

test('the part of a token before a stop text is shown, the token is not', () => {
  const { texts, shown } = feed(['one', ' two.'], ['.']);
  expect(texts).toEqual(['one', ' two']);
  expect(shown).toHaveLength(1);
});

test('of several stop texts the first in the answer counts, and the longest there', () => {
  expect(feed(['a-b=c'], ['=', '-']).stop).toBe('-');
  expect(feed(['abc'], ['b', 'bc']).stop).toBe('bc');
});

test('a Korean stop text works inside split syllables', () => {
  const [first = 0, ...others] = utf8.encode('요');
  expect(feed(['좋아', [first], others, '.'], ['요']).texts.join('')).toBe('좋아');
});

test('for any text, tokens and stop, what is shown is the text before the stop', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '오', '늘', '💪') });
  const cuts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 });
  fc.assert(
    fc.property(
      text,
      cuts,
      fc.array(
        text.filter((stop) => stop !== ''),
        { maxLength: 3 },
      ),
      (value, sizes, stops) => {
        const bytes = [...utf8.encode(value)];
        const tokens: number[][] = [];
        for (let i = 0; bytes.length > 0; i++) tokens.push(bytes.splice(0, sizes[i % sizes.length] ?? 1));
        const { texts } = feed(tokens, stops);
        const ends = stops.map((stop) => value.indexOf(stop)).filter((at) => at !== -1);
        expect(texts.join('')).toBe(value.slice(0, Math.min(value.length, ...ends)));
        expect(texts.join('')).not.toContain('\ufffd');
      },
    ),
  );
});
