/** A JSON Schema (2020-12, as OpenAPI 3.1 has it), as far as the document uses it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  description?: string;
}

const SIMPLE: Record<string, string> = { integer: 'number' };

function ofType(type: string, schema: JsonSchema, indent: string): string {
  if (type === 'array') {
    const items = toSchemaText(schema.items ?? {}, indent);
    return items.includes(' | ') ? `(${items})[]` : `${items}[]`;
  }
  if (type !== 'object') return SIMPLE[type] ?? type;
  const inner = `${indent}  `;
  const members = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const mark = schema.required?.includes(name) ? '' : '?';
    const note = member.description === undefined ? '' : `  // ${member.description}`;
    return `${inner}${name}${mark}: ${toSchemaText(member, inner)};${note}`;
  });
  if (typeof schema.additionalProperties === 'object') {
    members.push(`${inner}[name: string]: ${toSchemaText(schema.additionalProperties, inner)};`);
  }
  return members.length === 0 ? 'object' : `{\n${members.join('\n')}\n${indent}}`;
}

/** A schema as a TypeScript type, for people to read; named schemas appear by their names. */
export function toSchemaText(schema: JsonSchema, indent = ''): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
  const union = schema.oneOf ?? schema.anyOf;
  if (union) return union.map((one) => toSchemaText(one, indent)).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => toSchemaText(one, indent)).join(' & ');
  const types = [schema.type ?? []].flat();
  if (schema.enum) {
    const values = schema.enum.map((value) => JSON.stringify(value));
    return [...new Set(types.includes('null') ? [...values, 'null'] : values)].join(' | ');
  }
  return types.length === 0 ? 'unknown' : types.map((type) => ofType(type, schema, indent)).join(' | ');
}
