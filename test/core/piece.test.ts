import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendPieces, toPieces } from '../../src/core/piece.ts';
import type { Piece } from '../../src/core/piece.ts';
import type { TokenLogprob } from '../../src/core/trial.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/wire/openai');

function toEntry(token: string, bytes: number[] | null = null, logprob = -1): TokenLogprob {
  return { token, bytes, logprob, top: [] };
}

/** Tokens of a text cut at byte places: what a byte-level tokenizer makes of it. */
function cut(text: string, places: number[]): TokenLogprob[] {
  const bytes = Buffer.from(text);
  const ends = [...new Set([...places.map((place) => place % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  let start = 0;
  const tokens: TokenLogprob[] = [];
  for (const end of ends) {
    if (end === start) continue;
    const own = bytes.subarray(start, end);
    tokens.push(toEntry(own.toString('utf8'), [...own]));
    start = end;
  }
  return tokens;
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('');
}

function outline(pieces: readonly Piece[]): [string, number[]][] {
  return pieces.map(({ text, tokenIndexes }) => [text, tokenIndexes]);
}

const mixed = fc
  .array(
    fc.oneof(
      fc.constantFrom('한', '글', '요', ' ', '\n', 'a', 'é', '👨‍👩‍👧', '🇰🇷', '각', '漢', '👍🏽', '.', '\r\n'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
const places = fc.array(fc.nat(400), { maxLength: 40 });

const garbageToken = fc.record({
  token: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('', '\uFFFD', '한', ' ')),
  bytes: fc.oneof(fc.constant(null), fc.array(fc.integer({ min: -1, max: 300 }), { maxLength: 4 })),
  logprob: fc.double({ max: 0 }),
  top: fc.constant<TokenLogprob['top']>([]),
});

describe('tokens that were cut inside characters', () => {
  it('are joined into whole syllables', () => {
    const [first, second, third] = [...Buffer.from('한')];
    const tokens = [
      toEntry('\uFFFD', [first ?? 0], -1),
      toEntry('\uFFFD', [second ?? 0, third ?? 0], -2),
      toEntry('글', null, -0.5),
    ];
    const pieces = toPieces('한글', tokens);
    expect(outline(pieces)).toEqual([
      ['한', [0, 1]],
      ['글', [2]],
    ]);
    expect(pieces[0]?.surprisalBits).toBeCloseTo(3 / Math.LN2, 12);
  });

  it('are joined where what a reader sees as one character is several code points', () => {
    expect(
      outline(toPieces('a👨‍👩‍👧b', [toEntry('a'), toEntry('👨'), toEntry('\u200d👩\u200d'), toEntry('👧b')])),
    ).toEqual([
      ['a', [0]],
      ['👨‍👩‍👧b', [1, 2, 3]],
    ]);
  });

  it('give the text exactly, each token once and in order, without a replacement character', () => {
    fc.assert(
      fc.property(mixed, places, (text, where) => {
        const tokens = cut(text, where);
        const pieces = toPieces(text, tokens);
        expect(textOf(pieces)).toBe(text);
        if (!text.includes('\uFFFD')) expect(textOf(pieces)).not.toContain('\uFFFD');
        expect(pieces.flatMap((piece) => piece.tokenIndexes)).toEqual(tokens.map((_, index) => index));
        for (const piece of pieces) expect(text.startsWith(piece.text, piece.start)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('find their place by what stands around them where the server hides their bytes', () => {
    const tokens = [toEntry('네, '), toEntry('\uFFFD'), toEntry('\uFFFD'), toEntry('글입니다')];
    expect(outline(toPieces('네, 한글입니다', tokens))).toEqual([
      ['네, ', [0]],
      ['한', [1, 2]],
      ['글입니다', [3]],
    ]);
    const atTheEnd = [toEntry('네, '), toEntry('\uFFFD'), toEntry('\uFFFD'), toEntry('', [])];
    expect(outline(toPieces('네, 한', atTheEnd))).toEqual([
      ['네, ', [0]],
      ['한', [1, 2]],
    ]);
  });
});

describe('a replacement character in a text', () => {
  const bytesOf = (text: string) => [...Buffer.from(text)];

  it('belongs to the tokens whose broken bytes made it', () => {
    const [first = 0, second = 0] = bytesOf('한');
    const cutOff = [toEntry('네 '), toEntry('\uFFFD', [first]), toEntry('\uFFFD', [second])];
    expect(outline(toPieces('네 \uFFFD', cutOff))).toEqual([
      ['네 ', [0]],
      ['\uFFFD', [1, 2]],
    ]);
    const inTheMiddle = [toEntry('a'), toEntry('\uFFFD', [first, second]), toEntry('b', null)];
    const pieces = toPieces('a\uFFFDb', inTheMiddle);
    expect(outline(pieces)).toEqual([
      ['a', [0]],
      ['\uFFFD', [1]],
      ['b', [2]],
    ]);
    expect(pieces[1]?.surprisalBits).toBeCloseTo(1 / Math.LN2, 12);
  });

  it('is found where each token was read by itself, and where the tokens hide their bytes too', () => {
    const [first = 0, second = 0, third = 0] = bytesOf('한');
    const apart = [toEntry('\uFFFD', [first]), toEntry('\uFFFD', [second, third]), toEntry('글')];
    expect(outline(toPieces('\uFFFD\uFFFD\uFFFD글', apart))).toEqual([
      ['\uFFFD', [0]],
      ['\uFFFD\uFFFD', [1]],
      ['글', [2]],
    ]);
    const hidden = [toEntry('네, '), toEntry('\uFFFD'), toEntry('\uFFFD'), toEntry('글입니다')];
    expect(outline(toPieces('네, \uFFFD글입니다', hidden))).toEqual([
      ['네, ', [0]],
      ['\uFFFD', [1, 2]],
      ['글입니다', [3]],
    ]);
  });

  it('leaves no token without a place, whatever bytes were cut where', () => {
    const broken = fc.array(
      fc.oneof(
        fc.constantFrom('한', 'a', '👍🏽', ' ', '\uFFFD').map((text) => bytesOf(text)),
        fc.array(fc.integer({ min: 0x80, max: 0xff }), { minLength: 1, maxLength: 3 }),
      ),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(broken, places, (parts, where) => {
        const bytes = Buffer.from(parts.flat());
        const ends = [...new Set([...where.map((place) => place % bytes.length), bytes.length])].sort(
          (a, b) => a - b,
        );
        const tokens = ends.flatMap((end, index) => {
          const own = bytes.subarray(ends[index - 1] ?? 0, end);
          return own.length === 0 ? [] : [toEntry(own.toString('utf8'), [...own])];
        });
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        const pieces = toPieces(text, tokens);
        expect(textOf(pieces)).toBe(text);
        expect(pieces.flatMap((piece) => piece.tokenIndexes)).toEqual(tokens.map((_, index) => index));
        expect(pieces.every((piece) => piece.surprisalBits !== null)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a token list that is not the text', () => {
  it('may begin with blanks that the server took off the text', () => {
    expect(outline(toPieces('{ "a"', [toEntry(' '), toEntry('  '), toEntry('{'), toEntry(' "a"')]))).toEqual([
      ['{', [2]],
      [' "a"', [3]],
    ]);
    expect(outline(toPieces('안녕', [toEntry(' 안'), toEntry('녕')]))).toEqual([
      ['안', [0]],
      ['녕', [1]],
    ]);
  });

  it('may lack what a stop string cut off, or hold more of it than the text', () => {
    expect(outline(toPieces('very ', [toEntry('very')]))).toEqual([
      ['very', [0]],
      [' ', []],
    ]);
    expect(outline(toPieces('very ', [toEntry('very'), toEntry(' happy')]))).toEqual([
      ['very', [0]],
      [' ', [1]],
    ]);
    expect(outline(toPieces('네.', [toEntry('네'), toEntry('.'), toEntry('###'), toEntry('', [])]))).toEqual([
      ['네', [0]],
      ['.', [1]],
    ]);
  });

  it('may follow a prefill that the server repeats in the text', () => {
    const tokens = [toEntry(' 서울'), toEntry('입니다')];
    expect(outline(toPieces('대한민국의 수도는 서울입니다', tokens))).toEqual([
      ['대한민국의 수도는', []],
      [' 서울', [0]],
      ['입니다', [1]],
    ]);
    expect(outline(toPieces('The answer is A', [toEntry('A')]))).toEqual([
      ['The answer is ', []],
      ['A', [0]],
    ]);
  });

  it('gives entries without text to the merged one after them', () => {
    const tokens = [
      toEntry('cat'),
      toEntry('', []),
      toEntry('', []),
      toEntry(' was very happy'),
      toEntry('', []),
    ];
    expect(outline(toPieces('cat was very happy', tokens))).toEqual([
      ['cat', [0]],
      [' was very happy', [1, 2, 3]],
    ]);
  });

  it('is found again after a gap on either side', () => {
    const tokens = ['one ', 'two ', 'XXXXXXXX', 'three ', 'five ', 'six'].map((token) => toEntry(token));
    expect(outline(toPieces('one two three four five six', tokens))).toEqual([
      ['one ', [0]],
      ['two ', [1]],
      ['three ', [3]],
      ['four ', []],
      ['five ', [4]],
      ['six', [5]],
    ]);
  });

  it('leaves the text exact and whole though it be garbage', () => {
    fc.assert(
      fc.property(fc.oneof(mixed, fc.string({ unit: 'binary' })), fc.array(garbageToken), (text, tokens) => {
        const pieces = toPieces(text, tokens);
        expect(textOf(pieces)).toBe(text);
        const indexes = pieces.flatMap((piece) => piece.tokenIndexes);
        expect(indexes).toEqual([...new Set(indexes)].sort((a, b) => a - b));
        for (const { surprisalBits } of pieces) expect(surprisalBits ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every token that fits where one is missing', () => {
    const words = fc.array(fc.constantFrom('사과 ', '배나무 ', '포도알 ', 'apples ', 'oranges '), {
      minLength: 4,
    });
    fc.assert(
      fc.property(words, fc.nat(), (parts, at) => {
        const drop = at % parts.length;
        const unique = parts.map((part, index) => `${index}:${part}`);
        const tokens = unique.filter((_, index) => index !== drop).map((token) => toEntry(token));
        const fitted = toPieces(unique.join(''), tokens).filter((piece) => piece.tokenIndexes.length > 0);
        expect(fitted.map((piece) => piece.text)).toEqual(tokens.map(({ token }) => token));
      }),
    );
  });
});

describe('pieces of a response that grows', () => {
  it('are the same as those of the whole', () => {
    fc.assert(
      fc.property(mixed, places, places, (text, where, steps) => {
        const tokens = cut(text, where);
        const bytes = Buffer.from(text);
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        let pieces: Piece[] = [];
        let shown = '';
        let sent = 0;
        for (const end of [...steps.map((step) => step % (tokens.length + 1)), tokens.length].sort(
          (a, b) => a - b,
        )) {
          const fresh = tokens.slice(sent, end).flatMap((token) => token.bytes ?? []);
          const last = end === tokens.length;
          shown += decoder.decode(Uint8Array.from(fresh), { stream: !last });
          sent = end;
          pieces = appendPieces(pieces, shown, tokens.slice(0, end));
          expect(textOf(pieces)).toBe(shown);
          if (last) break;
        }
        expect(bytes.toString()).toBe(shown);
        expect(pieces).toEqual(toPieces(text, tokens));
      }),
      { numRuns: 500 },
    );
  });

  it('keep the objects of those that are settled', () => {
    const tokens = ['네', ', ', '맞아', '요'].map((token) => toEntry(token));
    const before = toPieces('네, 맞아', tokens.slice(0, 3));
    const after = appendPieces(before, '네, 맞아요', tokens);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(textOf(after)).toBe('네, 맞아요');
  });

  it('take up tokens that came later than their text', () => {
    const tokens = ['안녕', '하세요', '!'].map((token) => toEntry(token));
    let pieces = appendPieces([], '안녕하세요', []);
    expect(outline(pieces)).toEqual([['안녕하세요', []]]);
    pieces = appendPieces(pieces, '안녕하세요!', tokens);
    expect(outline(pieces)).toEqual([
      ['안녕', [0]],
      ['하세요', [1]],
      ['!', [2]],
    ]);
  });
});

interface Recorded {
  choices?: {
    message?: { content: string | null };
    logprobs?: { content: (Omit<TokenLogprob, 'top'> & { top_logprobs: TokenLogprob['top'] })[] } | null;
  }[];
}

/** The one JSON body of a recorded exchange that is not a stream; null where there is none. */
function bodyOf(file: string): Recorded | null {
  const answer = readFileSync(join(FIXTURES, file), 'utf8');
  const line = answer.split('\n').find((line) => line.startsWith('{"choices"'));
  return line ? (JSON.parse(line) as Recorded) : null;
}

describe('recorded answers of a real server', () => {
  const recorded = readdirSync(FIXTURES).flatMap((file) => {
    const choice = bodyOf(file)?.choices?.[0];
    const entries = choice?.logprobs?.content;
    const text = choice?.message?.content;
    if (!entries || typeof text !== 'string') return [];
    return [{ file, text, tokens: entries.map(({ top_logprobs: top, ...entry }) => ({ ...entry, top })) }];
  });

  it('are there', () => {
    expect(recorded.length).toBeGreaterThanOrEqual(5);
  });

  it.each(recorded)('$file: every visible character has its tokens', ({ text, tokens }) => {
    const pieces = toPieces(text, tokens);
    expect(textOf(pieces)).toBe(text);
    const bare = pieces.filter((piece) => piece.tokenIndexes.length === 0).map((piece) => piece.text);
    expect(bare.join('').trim()).toBe('');
  });
});
