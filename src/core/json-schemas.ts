import { z } from 'zod';
import { chartSchema, frontMatterSchema, matrixSchema, viewSchema } from './cell-schema.ts';
import { CHECK_TYPES, CHECK_TYPE_NAMES } from './check-type.ts';
import { PARAMETER_LEVELS } from './parameter-level.ts';
import { PARAMETERS } from './parameter.ts';

/** The parts of a notebook that are YAML. */
export type SchemaName = 'front-matter' | 'matrix' | 'assert' | 'view' | 'chart';

/** JSON Schemas (draft 2020-12) of everything in a notebook that is YAML, for editors: of what a person writes. */
export function jsonSchemas(): Record<SchemaName, z.core.JSONSchema.BaseSchema> {
  const toSchema = (title: string, schema: z.ZodType): z.core.JSONSchema.BaseSchema =>
    z.toJSONSchema(schema.meta({ title }), { io: 'input' });
  return {
    'front-matter': toSchema('Gamut front matter', frontMatterSchema),
    matrix: toSchema('Gamut matrix', matrixSchema.extend(toSwept())),
    assert: toSchema('Gamut assert', z.array(z.union(CHECK_TYPE_NAMES.map(toCheck)))),
    view: toSchema('Gamut view', viewSchema),
    chart: toSchema('Gamut chart', chartSchema),
  };
}

/** Each known parameter as a matrix takes it: a level, `default`, a range, or a list of them. */
function toSwept(): Record<string, z.ZodType> {
  return Object.fromEntries(
    [...PARAMETERS.values()].map(({ name, numeric, expected }) => {
      const level = PARAMETER_LEVELS.get(name) ?? z.json();
      const range = z.string().regex(/^\s*[-+.\d]+\s+to\s+[-+.\d]+\s+step\s+[-+.\d]+\s*$/);
      const one = z.union([level, z.literal('default'), z.null(), ...(numeric ? [range] : [])]);
      return [
        name,
        z
          .union([one, z.array(one).min(1)])
          .optional()
          .describe(expected.en),
      ];
    }),
  );
}

function toCheck(type: (typeof CHECK_TYPE_NAMES)[number]): z.ZodType {
  const { value, expected } = CHECK_TYPES[type];
  return z.looseObject({
    id: z.union([z.string(), z.number()]),
    type: z.literal(type),
    value: (type === 'json' ? value.optional() : value).describe(expected.en),
  });
}
