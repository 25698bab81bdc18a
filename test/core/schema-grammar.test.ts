import { Validator, type Schema } from '@cfworker/json-schema';
import { describe, expect, it, test } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { schemaGrammarFault, toSchemaGrammarText } from '../../src/core/schema-grammar.ts';
import type { Value } from '../../src/core/trial.ts';

const told = (schema: Value): string | null => {
  const fault = schemaGrammarFault(schema);
  return fault && toSchemaGrammarText(fault).en;
};

describe('what is wrong with a JSON Schema', () => {
  it.each<[Value, string]>([
    [{ type: 'objekt', required: ['답'] }, "type: there is no type 'objekt'; did you mean 'object'?"],
    [
      { type: '문자열' },
      "type: there is no type '문자열'; there is: string, number, integer, boolean, object, array, null",
    ],
    [{ type: null }, "type: write 'null' in quotes"],
    [{ type: ['string', 'nul'] }, "type[1]: there is no type 'nul'; did you mean 'null'?"],
    [{ required: '답' }, "required: expected a list of names such as [label], not '답'"],
    [
      { properties: 3 },
      'properties: expected a map of names and schemas such as { label: { type: string } }, not 3',
    ],
    [
      { properties: { label: 'string' } },
      "properties.label: expected a schema such as { type: string }, not 'string'",
    ],
    [
      { properties: { a: { items: { type: 'text' } } } },
      "properties.a.items.type: there is no type 'text'; there is: string, number, integer, boolean, object, array, null",
    ],
    [{ enum: 'a' }, "enum: expected a list of values, not 'a'"],
    [{ minLength: -1 }, 'minLength: expected a whole number from 0, not -1'],
    [{ minimum: '3' }, "minimum: expected a number, not '3'"],
    [{ multipleOf: 0 }, 'multipleOf: expected a number above 0, not 0'],
    [{ anyOf: [] }, 'anyOf: expected a list of schemas, not []'],
    [{ anyOf: [true, 3] }, 'anyOf[1]: expected a schema such as { type: string }, not 3'],
    [{ pattern: '[' }, 'pattern: not a valid regular expression: a [ is never closed'],
    [
      { patternProperties: { '(': true } },
      'patternProperties.(: not a valid regular expression: a ( is never closed',
    ],
    [{ $ref: '#/$defs/label' }, "$ref: nothing stands at '#/$defs/label'"],
    [
      { dependentRequired: { a: 'b' } },
      "dependentRequired.a: expected a list of names such as [label], not 'b'",
    ],
  ])('is told with its place: %j', (schema, words) => {
    expect(told(schema)).toBe(words);
  });

  it.each<Value>([
    true,
    {},
    { type: 'object', required: ['label'], properties: { label: { enum: ['긍정', '부정'] } } },
    { type: ['string', 'null'], minLength: 0, pattern: '^[가-힣]+$' },
    { properties: { type: { type: 'string' }, required: { type: 'boolean' } } },
    { $defs: { a: { type: 'string' } }, items: { $ref: '#/$defs/a' } },
    { definitions: { 'a/b': true }, $ref: '#/definitions/a~1b' },
    { items: [{ type: 'string' }, true], additionalItems: false },
    { dependencies: { a: ['b'], c: { required: ['d'] } } },
    { const: { type: 'objekt' }, default: 3, title: 3, 'x-own': { type: 'objekt' } },
    { type: '{{type}}', const: '{{label}}', pattern: '{{label}', minimum: '{{least}}' },
  ])('is not told where nothing is: %j', (schema) => {
    expect(told(schema)).toBeNull();
  });

  it('is told before the validator would stumble over it', () => {
    const schemas: Value[] = [{ $ref: '#/x' }, { pattern: '[' }, { enum: 'a' }];
    for (const schema of schemas) {
      expect(told(schema), JSON.stringify(schema)).not.toBeNull();
      expect(() => new Validator(schema as Schema, '2020-12').validate('답')).toThrow();
    }
  });
});

test('a notebook tells of a schema that is none in its line', () => {
  const text = `\`\`\`assert for=main
- { id: short, type: max-graphemes, value: 600 }
- id: shape
  type: json-schema
  value:
    type: object
    properties:
      답: { type: 문자열 }
\`\`\`
`;
  const { problems, cells } = parseNotebook(text);
  expect(cells[0]?.kind).toBe('other');
  const [problem] = problems;
  expect(problem).toMatchObject({ severity: 'error', line: 8, cell: 0 });
  expect(problem?.message.ko).toMatch(
    /^shape: 올바른 JSON 스키마가 아닙니다: properties\.답\.type: '문자열' 유형이 없습니다\./,
  );
});
