import { bytes, choice, type Expression, later, oneOf, repeat, sequence } from './byte-grammar.ts';

const MAX_DIGITS = 15; // what a double holds exactly; also an end for a model that would write digits for ever
const MAX_INDENT = 16;

const DIGIT = oneOf([0x30, 0x39]);
const HEX = oneOf([0x30, 0x39], [0x41, 0x46], [0x61, 0x66]);
const CONTINUATION = oneOf([0x80, 0xbf]);

/** White space between two tokens of JSON: none, one space, or a new line with some indentation. Bounded, since a small
 * model may write spaces until it runs out of tokens. */
export const SPACE: Expression = choice(
  sequence(),
  bytes(' '),
  sequence(bytes('\n'), repeat(bytes(' '), 0, MAX_INDENT)),
);

/** One character of a JSON string: well-formed UTF-8 (RFC 3629, table 3-7 of Unicode) or an escape. */
export const CHARACTER: Expression = choice(
  oneOf([0x20, 0x21], [0x23, 0x5b], [0x5d, 0x7f]),
  sequence(
    bytes('\\'),
    choice(
      oneOf([0x22, 0x22], [0x2f, 0x2f], [0x5c, 0x5c]),
      choice(...['b', 'f', 'n', 'r', 't'].map(bytes)),
      sequence(bytes('u'), repeat(HEX, 4, 4)),
    ),
  ),
  sequence(oneOf([0xc2, 0xdf]), CONTINUATION),
  sequence(oneOf([0xe0, 0xe0]), oneOf([0xa0, 0xbf]), CONTINUATION),
  sequence(oneOf([0xe1, 0xec], [0xee, 0xef]), CONTINUATION, CONTINUATION),
  sequence(oneOf([0xed, 0xed]), oneOf([0x80, 0x9f]), CONTINUATION),
  sequence(oneOf([0xf0, 0xf0]), oneOf([0x90, 0xbf]), CONTINUATION, CONTINUATION),
  sequence(oneOf([0xf1, 0xf3]), CONTINUATION, CONTINUATION, CONTINUATION),
  sequence(oneOf([0xf4, 0xf4]), oneOf([0x80, 0x8f]), CONTINUATION, CONTINUATION),
);

/** A JSON string of any length. */
export const STRING: Expression = quoted(repeat(CHARACTER, 0));

/** A JSON integer without an exponent. */
export const INTEGER: Expression = sequence(
  choice(sequence(), bytes('-')),
  choice(bytes('0'), sequence(oneOf([0x31, 0x39]), repeat(DIGIT, 0, MAX_DIGITS - 1))),
);

/** A dot and digits, or nothing. */
export const FRACTION: Expression = choice(sequence(), sequence(bytes('.'), repeat(DIGIT, 1, MAX_DIGITS)));

/** Any JSON number. */
export const NUMBER: Expression = sequence(
  INTEGER,
  FRACTION,
  choice(
    sequence(),
    sequence(choice(bytes('e'), bytes('E')), choice(sequence(), bytes('+'), bytes('-')), repeat(DIGIT, 1, 2)),
  ),
);

/** `true` or `false`. */
export const BOOLEAN: Expression = choice(bytes('true'), bytes('false'));

/** `null`. */
export const NULL: Expression = bytes('null');

/** Any JSON value. */
export const ANY_VALUE: Expression = choice(
  later(() => ANY_OBJECT),
  arrayOf(later(() => ANY_VALUE)),
  STRING,
  NUMBER,
  BOOLEAN,
  NULL,
);

/** Any JSON object (RFC 8259): what `response_format: json_object` promises. */
export const ANY_OBJECT: Expression = braced('{', listOf(member(STRING, ANY_VALUE), 0), '}');

/** A string around an expression of characters. */
export function quoted(content: Expression): Expression {
  return sequence(bytes('"'), content, bytes('"'));
}

/** A name and a value. */
export function member(name: Expression, value: Expression): Expression {
  return sequence(name, bytes(':'), SPACE, value);
}

/** What separates two members or items. */
export function comma(): Expression {
  return sequence(SPACE, bytes(','), SPACE);
}

/** Something in brackets, with white space before it. What it holds, if anything, brings the
 * white space after it. */
export function braced(open: string, content: Expression, close: string): Expression {
  return sequence(bytes(open), SPACE, content, bytes(close));
}

/** An array of `min` to `max` items. */
export function arrayOf(item: Expression, min = 0, max = Infinity): Expression {
  return braced('[', listOf(item, min, max), ']');
}

/** `min` to `max` items with commas between them. */
function listOf(item: Expression, min: number, max = Infinity): Expression {
  if (max === 0) return sequence();
  const more = repeat(sequence(comma(), item), Math.max(min - 1, 0), max - 1);
  const some = sequence(item, more, SPACE);
  return min === 0 ? choice(sequence(), some) : some;
}
