import { expect, test } from 'vitest';
import { toSchemaText } from '../../src/server/schema-text.ts';

test.each([
  [{ type: 'integer' }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ $ref: '#/components/schemas/Run' }, 'Run'],
  [{ anyOf: [{ $ref: '#/components/schemas/Text' }, { type: 'null' }] }, 'Text | null'],
  [{ type: 'array', items: { type: 'string' } }, 'string[]'],
  [{ type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'number' }] } }, '(string | number)[]'],
  [{ type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
  [{ type: 'object', additionalProperties: { type: 'number' } }, '{\n  [name: string]: number;\n}'],
  [{ type: 'object' }, 'object'],
  [{}, 'unknown'],
  [
    {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string', description: 'which' },
        inner: { type: 'object', properties: { n: {} } },
      },
    },
    '{\n  id: string;  // which\n  inner?: {\n    n?: unknown;\n  };\n}',
  ],
])('%j reads as TypeScript', (schema, text) => {
  expect(toSchemaText(schema)).toBe(text);
});
