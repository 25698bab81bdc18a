import { expect, test } from 'vitest';
import { createGrammar, type GrammarState } from '../../src/sandbox/byte-grammar.ts';
import { SchemaError, toExpression } from '../../src/sandbox/json-schema.ts';

/** Whether a schema's grammar takes a text as a whole. */
function takes(schema: unknown, text: string): boolean {
  let state: GrammarState | null = createGrammar(toExpression(schema));
  for (const byte of new TextEncoder().encode(text)) state = state?.after(byte) ?? null;
  return state?.isComplete === true;
}

const REVIEW = {
  type: 'object',
  properties: {
    sentiment: { type: 'string', enum: ['긍정', '부정', '중립'] },
    score: { type: 'number', minimum: 0, maximum: 1 },
    keywords: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 2 },
    urgent: { type: ['boolean', 'null'] },
  },
  required: ['sentiment', 'score', 'keywords'],
  additionalProperties: false,
};

test('an object has its properties in order, the required ones always', () => {
  expect(takes(REVIEW, '{"sentiment": "부정", "score": 0.05, "keywords": ["배송", "포장"]}')).toBe(true);
  expect(takes(REVIEW, '{"sentiment":"긍정","score":1,"keywords":["맛"],"urgent":null}')).toBe(true);
  expect(takes(REVIEW, '{"sentiment": "부정", "score": 0.05}')).toBe(false);
  expect(takes(REVIEW, '{"score": 0.05, "sentiment": "부정", "keywords": ["배송"]}')).toBe(false);
  expect(takes(REVIEW, '{"sentiment": "나쁨", "score": 0.05, "keywords": ["배송"]}')).toBe(false);
  expect(takes(REVIEW, '{"sentiment": "부정", "score": 0.05, "keywords": ["배송"], "more": 1}')).toBe(false);
});

test('arrays, strings and numbers keep to their bounds', () => {
  expect(takes(REVIEW, '{"sentiment": "부정", "score": 1.5, "keywords": ["a"]}')).toBe(false);
  expect(takes(REVIEW, '{"sentiment": "부정", "score": 0.5, "keywords": []}')).toBe(false);
  expect(takes(REVIEW, '{"sentiment": "부정", "score": 0.5, "keywords": ["a", "b", "c"]}')).toBe(false);
  const word = { type: 'string', minLength: 2, maxLength: 3 };
  expect(['"오"', '"오늘"', '"오늘은"', '"오늘은요"'].map((text) => takes(word, text))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const integer = { type: 'integer', minimum: -2, maximum: 3 };
  expect(['-3', '-2', '0', '3', '4', '1.5'].map((text) => takes(integer, text))).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
  const number = { type: 'number', minimum: -2, maximum: 1 };
  expect(['-2', '-1.9', '-2.1', '-0.5', '0.9', '1', '1.1'].map((text) => takes(number, text))).toEqual([
    true,
    true,
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('optional properties may be missing in any combination', () => {
  const schema = {
    type: 'object',
    properties: { a: { const: 1 }, b: { const: 2 }, c: { const: 3 } },
    required: ['b'],
  };
  for (const text of ['{"b":2}', '{"a":1,"b":2}', '{"b":2,"c":3}', '{"a":1,"b":2,"c":3}']) {
    expect(takes(schema, text), text).toBe(true);
  }
  for (const text of ['{}', '{"a":1}', '{"c":3}', '{"a":1,"c":3}', '{"b":2,}', '{,"b":2}']) {
    expect(takes(schema, text), text).toBe(false);
  }
  expect(takes({ type: 'object', properties: {} }, '{}')).toBe(true);
});

test('anyOf, null and references into the schema work, also back to itself', () => {
  const tree = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      child: { anyOf: [{ $ref: '#' }, { type: 'null' }] },
      tag: { $ref: '#/$defs/tag' },
    },
    required: ['name', 'child'],
    $defs: { tag: { enum: ['x', 1, null] } },
  };
  expect(takes(tree, '{"name": "a", "child": {"name": "b", "child": null}, "tag": 1}')).toBe(true);
  expect(takes(tree, '{"name": "a", "child": 3}')).toBe(false);
});

test('what zod writes for whole numbers is taken', () => {
  const bounds = { minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
  expect(takes({ type: 'integer', ...bounds }, '-12345')).toBe(true);
});

test('what cannot be promised is refused, with the place in the schema', () => {
  const inProperty = (schema: unknown) => ({ type: 'object', properties: { a: schema } });
  const refused: [unknown, RegExp][] = [
    [{ type: 'string', pattern: '^a' }, /#\/properties\/a: the keyword "pattern" is not supported/],
    [{ oneOf: [] }, /"oneOf" is not supported/],
    [{ type: 'number', minimum: 0 }, /must both be given/],
    [{ type: 'number', minimum: 0.5, maximum: 2 }, /whole number/],
    [{ type: 'date' }, /the type "date" is unknown/],
    [{ enum: [] }, /enum is empty/],
    [{ type: 'array', minItems: 3, maxItems: 1 }, /the first not above the second/],
    [{ $ref: 'https://example.com/s.json' }, /does not point into this schema/],
    [{ $ref: '#/$defs/none' }, /points to nothing/],
    [{ $ref: '#/properties/a' }, /leads back to itself/],
    [false, /is not a schema/],
  ];
  for (const [schema, message] of refused) {
    expect(() => toExpression(inProperty(schema))).toThrow(SchemaError);
    expect(() => toExpression(inProperty(schema))).toThrow(message);
  }
  expect(() => toExpression({ type: 'object', properties: {}, required: ['a'] })).toThrow(
    /not in properties/,
  );
});
