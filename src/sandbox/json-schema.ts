import { bytes, choice, type Expression, later, repeat, sequence } from './byte-grammar.ts';
import {
  ANY_VALUE,
  arrayOf,
  BOOLEAN,
  braced,
  CHARACTER,
  comma,
  FRACTION,
  INTEGER,
  member,
  NULL,
  NUMBER,
  quoted,
  SPACE,
  STRING,
} from './json-grammar.ts';

/** A JSON Schema asks for what the sandbox cannot promise. `path` says where in the schema. */
export class SchemaError extends Error {
  override name = 'SchemaError';
  readonly path: string;

  constructor(path: string, message: string) {
    super(`${path}: ${message}`);
    this.path = path;
  }
}

type Schema = Record<string, unknown>;

/** Keywords that say nothing of what is allowed. */
const NOTES = new Set([
  '$schema',
  '$id',
  '$defs',
  'definitions',
  '$comment',
  'title',
  'description',
  'default',
  'examples',
]);
const KEYWORDS: Record<string, readonly string[]> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  boolean: [],
  null: [],
};
/** The most whole numbers that a range is spelled out as. */
const MAX_SPAN = 1_000;

/**
 * The texts that a JSON Schema allows, as a grammar. Known: type (one or several), properties, required, enum, const,
 * items, minItems, maxItems, minLength, maxLength, anyOf, $ref into the schema itself, and minimum and maximum where they
 * are whole numbers at most 1,000 apart. Properties come in the schema's order and no others are written. Throws
 * {@link SchemaError} for anything else, so that nothing is promised and not kept.
 */
export function toExpression(root: unknown): Expression {
  const references = new Map<string, Expression>();
  // References that are being followed with nothing written in between: coming back to one would never end.
  let followed = new Set<string>();

  const nested = (path: string, schema: unknown): Expression => {
    const outer = followed;
    followed = new Set();
    const expression = compile(path, schema);
    followed = outer;
    return expression;
  };

  const fromReference = (path: string, reference: unknown): Expression => {
    if (typeof reference !== 'string' || !reference.startsWith('#')) {
      throw new SchemaError(path, `$ref ${JSON.stringify(reference)} does not point into this schema`);
    }
    if (followed.has(reference)) throw new SchemaError(path, `$ref ${reference} leads back to itself`);
    let known = references.get(reference);
    if (known === undefined) {
      let target: Expression = ANY_VALUE;
      references.set(reference, (known = later(() => target)));
      let schema = root;
      for (const part of reference.slice(1).split('/').filter(Boolean)) {
        schema = isSchema(schema) ? schema[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
      }
      if (schema === undefined) throw new SchemaError(path, `$ref ${reference} points to nothing`);
      followed.add(reference);
      target = compile(reference, schema);
      followed.delete(reference);
    }
    return known;
  };

  const compile = (path: string, schema: unknown): Expression => {
    if (schema === true) return ANY_VALUE;
    if (!isSchema(schema))
      throw new SchemaError(path, `${JSON.stringify(schema) ?? 'nothing'} is not a schema`);
    const types = toTypes(path, schema);
    const allowed = new Set(types.flatMap((type) => KEYWORDS[type] ?? []));
    for (const keyword of Object.keys(schema)) {
      const isKnown = ['type', 'enum', 'const', 'anyOf', '$ref'].includes(keyword) || NOTES.has(keyword);
      if (!isKnown && !allowed.has(keyword)) {
        throw new SchemaError(path, `the keyword "${keyword}" is not supported by the sandbox`);
      }
    }
    if ('$ref' in schema) return fromReference(path, schema['$ref']);
    if ('const' in schema) return bytes(JSON.stringify(schema['const']));
    if ('enum' in schema) {
      const values = toList(`${path}/enum`, schema['enum']);
      if (values.length === 0) throw new SchemaError(path, 'enum is empty');
      return choice(...values.map((value) => bytes(JSON.stringify(value))));
    }
    if ('anyOf' in schema) {
      const options = toList(`${path}/anyOf`, schema['anyOf']);
      if (options.length === 0) throw new SchemaError(path, 'anyOf is empty');
      return choice(...options.map((option, index) => compile(`${path}/anyOf/${index}`, option)));
    }
    return types.length === 0 ? ANY_VALUE : choice(...types.map((type) => ofType(path, type, schema)));
  };

  const ofType = (path: string, type: string, schema: Schema): Expression => {
    switch (type) {
      case 'object':
        return ofObject(path, schema);
      case 'array': {
        const item = nested(`${path}/items`, schema['items'] ?? true);
        return arrayOf(item, ...toCounts(path, schema, 'minItems', 'maxItems'));
      }
      case 'string': {
        const [min, max] = toCounts(path, schema, 'minLength', 'maxLength');
        return min === 0 && max === Infinity ? STRING : quoted(repeat(CHARACTER, min, max));
      }
      case 'number':
      case 'integer':
        return ofNumber(path, type, schema);
      case 'boolean':
        return BOOLEAN;
      case 'null':
        return NULL;
      default:
        throw new SchemaError(path, `the type ${JSON.stringify(type)} is unknown`);
    }
  };

  const ofObject = (path: string, schema: Schema): Expression => {
    const properties = schema['properties'] ?? {};
    if (!isSchema(properties)) throw new SchemaError(path, 'properties is not an object');
    const required = new Set(toList(`${path}/required`, schema['required'] ?? []));
    for (const name of required) {
      if (typeof name !== 'string' || !Object.hasOwn(properties, name)) {
        throw new SchemaError(path, `required names ${JSON.stringify(name)}, which is not in properties`);
      }
    }
    if (isSchema(schema['additionalProperties'])) {
      throw new SchemaError(path, 'a schema as additionalProperties is not supported by the sandbox');
    }
    // From the last property back: what may follow when a member was written already, and when none was.
    let afterSome: Expression = SPACE;
    let afterNone: Expression = sequence();
    for (const [name, value] of Object.entries(properties).reverse()) {
      const own = member(bytes(JSON.stringify(name)), nested(`${path}/properties/${name}`, value));
      const withComma = sequence(comma(), own, afterSome);
      const without = sequence(own, afterSome);
      const isRequired = required.has(name);
      afterSome = isRequired ? withComma : choice(withComma, afterSome);
      afterNone = isRequired ? without : choice(without, afterNone);
    }
    return braced('{', afterNone, '}');
  };

  return compile('#', root);
}

/** A number between bounds: every whole part spelled out, with any fraction where that stays inside. */
function ofNumber(path: string, type: 'number' | 'integer', schema: Schema): Expression {
  const min = toBound(path, schema, 'minimum', -Infinity);
  const max = toBound(path, schema, 'maximum', Infinity);
  const isUnbounded = min <= -(10 ** 15) && max >= 10 ** 15;
  if (isUnbounded) return type === 'integer' ? INTEGER : NUMBER;
  if (!(max >= min) || max - min > MAX_SPAN) {
    throw new SchemaError(path, `minimum and maximum must both be given and at most ${MAX_SPAN} apart`);
  }
  const options: Expression[] = [];
  for (let whole = min; whole <= max; whole++) {
    options.push(bytes(String(whole)));
    if (type === 'integer') continue;
    if (whole >= 0 && whole < max) options.push(sequence(bytes(String(whole)), FRACTION));
    if (whole <= 0 && whole > min) options.push(sequence(bytes(`-${-whole}`), FRACTION));
  }
  return choice(...options);
}

function toTypes(path: string, schema: Schema): string[] {
  const type = schema['type'];
  if (typeof type === 'string') return [type];
  if (Array.isArray(type) && type.length > 0 && type.every((item) => typeof item === 'string')) return type;
  if (type !== undefined) throw new SchemaError(path, `the type ${JSON.stringify(type)} is unknown`);
  if ('properties' in schema) return ['object'];
  return 'items' in schema ? ['array'] : [];
}

/** The least and the greatest number of items or characters; Infinity where there is no greatest. */
function toCounts(path: string, schema: Schema, least: string, greatest: string): [number, number] {
  const min = schema[least] ?? 0;
  const max = schema[greatest] ?? Infinity;
  if (
    typeof min !== 'number' ||
    typeof max !== 'number' ||
    !Number.isInteger(min) ||
    min < 0 ||
    !(min <= max)
  ) {
    throw new SchemaError(
      path,
      `${least} and ${greatest} must be whole numbers, the first not above the second`,
    );
  }
  if (max !== Infinity && !Number.isInteger(max))
    throw new SchemaError(path, `${greatest} must be a whole number`);
  return [min, max];
}

function toBound(path: string, schema: Schema, keyword: string, fallback: number): number {
  const value = schema[keyword] ?? fallback;
  if (typeof value !== 'number' || (value !== fallback && !Number.isInteger(value))) {
    throw new SchemaError(path, `${keyword} must be a whole number for the sandbox`);
  }
  return value;
}

function toList(path: string, value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new SchemaError(path, 'a list was expected');
  return value;
}

function isSchema(value: unknown): value is Schema {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
