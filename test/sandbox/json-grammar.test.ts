import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGrammar, type GrammarState } from '../../src/sandbox/byte-grammar.ts';
import { ANY_OBJECT } from '../../src/sandbox/json-grammar.ts';

const grammar = createGrammar(ANY_OBJECT);

function read(text: string, start: GrammarState = grammar): GrammarState | null {
  let state: GrammarState | null = start;
  for (const byte of new TextEncoder().encode(text)) state = state?.after(byte) ?? null;
  return state;
}

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.integer(),
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
      .map((number) => Number(number.toFixed(6))),
    fc.string({ unit: 'grapheme' }),
    fc.string(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 4 }),
  ),
})).value;

test('every JSON object is allowed, compact or indented, and ends there', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), value, { maxKeys: 5 }),
      fc.constantFrom(0, 1, 2),
      (object, indent) => {
        const end = read(JSON.stringify(object, null, indent));
        expect(end?.isComplete).toBe(true);
        expect(end?.isFinal).toBe(true);
      },
    ),
  );
});

test('whatever it allows can be parsed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 200, maxLength: 400 }), (draws) => {
      let state: GrammarState = grammar;
      const written: number[] = [];
      for (const draw of draws) {
        // Closing brackets and quotes twice as likely, so that many walks come to an end.
        const allowed = [...Array(256).keys(), 0x22, 0x7d, 0x5d].filter((byte) => state.after(byte) !== null);
        expect(allowed.length).toBeGreaterThan(0);
        const byte = allowed[draw % allowed.length] ?? 0;
        written.push(byte);
        state = state.after(byte) ?? state;
        if (state.isFinal) break;
      }
      const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(written), {
        stream: true,
      });
      if (state.isFinal) expect(() => JSON.parse(text)).not.toThrow();
    }),
    { numRuns: 40 },
  );
});

test('what is no JSON object is not allowed', () => {
  const refused = [
    '[',
    ' {',
    '"',
    '{]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,',
    '{"a":01',
    '{"a":.5',
    '{"a":+1',
    '{"a":tru}',
  ];
  refused.push("{'", '{"a":"\n', '{"a":"\\x', '{"a":NaN', '{"a":1}x', '{"a":1 }}', '{a');
  for (const text of refused) expect(read(text), text).toBeNull();
});

test('strings hold well-formed UTF-8 only', () => {
  const inString = read('{"');
  const bytes = (...values: number[]) =>
    values.reduce<GrammarState | null>((state, byte) => state?.after(byte) ?? null, inString);
  expect(bytes(0xec, 0x98, 0xa4)).not.toBeNull();
  expect(bytes(0xf0, 0x9f, 0x92, 0xaa)).not.toBeNull();
  expect(bytes(0x80)).toBeNull();
  expect(bytes(0xc0, 0x80)).toBeNull();
  expect(bytes(0xed, 0xa0)).toBeNull(); // a surrogate
  expect(bytes(0xf4, 0x90)).toBeNull(); // beyond U+10FFFF
  expect(bytes(0xec, 0x41)).toBeNull();
});

test('white space and digits cannot go on for ever', () => {
  expect(read(`{\n${' '.repeat(16)}`)).not.toBeNull();
  expect(read(`{\n${' '.repeat(17)}`)).toBeNull();
  expect(read('{  ')).toBeNull();
  expect(read(`{"a":${'1'.repeat(15)}`)).not.toBeNull();
  expect(read(`{"a":${'1'.repeat(16)}`)).toBeNull();
});

test('equal places are one state, so that a long string does not grow the automaton', () => {
  expect(read('{"a":"x')).toBe(read('{"a":"xyz 오늘 abc'));
});
