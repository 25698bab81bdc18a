import { Validator, type Schema } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { CHECK_TYPE_NAMES } from '../../src/core/check-type.ts';
import { jsonSchemas, type SchemaName } from '../../src/core/json-schemas.ts';

function isValid(name: SchemaName, yaml: string): boolean {
  return new Validator(jsonSchemas()[name] as Schema, '2020-12').validate(parse(yaml)).valid;
}

test('what a person writes fits the schemas that editors get', () => {
  expect(
    isValid('front-matter', 'gamut: 1\ntitle: x\ndefaults: { max_tokens: 4 }\nbudget: { max_cost_usd: 0.5 }'),
  ).toBe(true);
  const matrix = 'prompt: ask\npersona: [a, none]\nmodel: [openai/gpt-4o]\nmirostat: 2\nseed: default\n';
  expect(isValid('matrix', `${matrix}temperature: [0 to 1 step 0.5, 1.5]\nstop: [[a, b], c]`)).toBe(true);
  expect(isValid('matrix', 'prompt: a\nmodel: b/c\nexclude: [{ persona: a, temperature: [0, 1] }]')).toBe(
    true,
  );
  expect(isValid('assert', '- { id: a, type: json }\n- { id: b, type: contains, value: [x] }')).toBe(true);
  expect(isValid('view', 'rows: persona\nwidth: 3')).toBe(true);
  expect(isValid('chart', '{}')).toBe(true);
});

test('what is wrong does not fit', () => {
  expect(isValid('front-matter', 'gamut: two')).toBe(false);
  expect(isValid('matrix', 'prompt: ask')).toBe(false);
  expect(isValid('matrix', 'prompt: ask\nmodel: tiny')).toBe(false);
  expect(isValid('matrix', 'prompt: a\nmodel: b/c\ntemperature: hot')).toBe(false);
  expect(isValid('assert', '- { id: a, type: nope }')).toBe(false);
  expect(isValid('assert', '- { id: a, type: max-graphemes, value: many }')).toBe(false);
});

test('every type of check and every parameter is in them', () => {
  const text = JSON.stringify(jsonSchemas());
  for (const name of [...CHECK_TYPE_NAMES, 'temperature', 'response_format', 'reasoning_effort']) {
    expect(text).toContain(`"${name}"`);
  }
});
