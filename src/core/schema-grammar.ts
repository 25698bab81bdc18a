import { toSuggestion } from './nearest.ts';
import { toPatternFault } from './pattern-fault.ts';
import { toNative } from './pattern-syntax.ts';
import { showValue } from './show-value.ts';
import { isTemplate } from './template-mark.ts';
import { josa, type Text } from './text.ts';
import type { Value } from './trial.ts';

/** What is wrong with a JSON Schema, and where in it. */
export interface SchemaGrammarFault {
  path: (string | number)[];
  text: Text;
}

/** What a keyword can be, as the meta-schema of 2020-12 has it; of older drafts, what the validator takes as well. */
type Kind =
  | 'type'
  | 'schema'
  | 'schemas'
  | 'schema-or-schemas'
  | 'map-of-schemas'
  | 'patterns-of-schemas'
  | 'map-of-names'
  | 'map-of-either'
  | 'names'
  | 'list'
  | 'count'
  | 'number'
  | 'above-0'
  | 'truth'
  | 'text'
  | 'reference'
  | 'pattern';

const KEYWORDS: Readonly<Record<Kind, readonly string[]>> = {
  type: ['type'],
  schema: [
    'not',
    'if',
    'then',
    'else',
    'additionalProperties',
    'unevaluatedProperties',
    'propertyNames',
    'additionalItems',
    'unevaluatedItems',
    'contains',
  ],
  schemas: ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  'schema-or-schemas': ['items'],
  'map-of-schemas': ['$defs', 'definitions', 'properties', 'dependentSchemas'],
  'patterns-of-schemas': ['patternProperties'],
  'map-of-names': ['dependentRequired'],
  'map-of-either': ['dependencies'],
  names: ['required'],
  list: ['enum'],
  count: [
    'minProperties',
    'maxProperties',
    'minContains',
    'maxContains',
    'minItems',
    'maxItems',
    'minLength',
    'maxLength',
  ],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  'above-0': ['multipleOf'],
  truth: ['uniqueItems'],
  text: ['$id', '$schema', '$anchor', 'format'],
  reference: ['$ref'],
  pattern: ['pattern'],
};

const KIND_OF = new Map(
  (Object.keys(KEYWORDS) as Kind[]).flatMap((kind) =>
    KEYWORDS[kind].map((keyword): [string, Kind] => [keyword, kind]),
  ),
);

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

const SCHEMA: Text = { en: 'a schema such as { type: string }', ko: '{ type: string }과 같은 스키마' };
const SCHEMAS: Text = { en: 'a list of schemas', ko: '스키마 목록' };
const MAP: Text = {
  en: 'a map of names and schemas such as { label: { type: string } }',
  ko: '{ label: { type: string } }과 같은 이름과 스키마의 맵',
};
const MAP_OF_NAMES: Text = {
  en: 'a map of names and lists of names such as { a: [b] }',
  ko: '{ a: [b] }와 같은 이름과 이름 목록의 맵',
};
const NAMES: Text = { en: 'a list of names such as [label]', ko: '[label]과 같은 이름 목록' };
const LIST: Text = { en: 'a list of values', ko: '값 목록' };
const COUNT: Text = { en: 'a whole number from 0', ko: '0 이상의 정수' };
const NUMBER: Text = { en: 'a number', ko: '숫자' };
const ABOVE_0: Text = { en: 'a number above 0', ko: '0보다 큰 숫자' };
const TRUTH: Text = { en: 'true or false', ko: 'true나 false' };
const WORDS: Text = { en: 'a text', ko: '텍스트' };
const TYPE: Text = { en: 'a type or a list of types', ko: '유형 또는 유형 목록' };

type Path = SchemaGrammarFault['path'];

/**
 * What is wrong with a value as a JSON Schema: a keyword whose value is not of its kind, a type that there is not, a pattern that is none,
 * a reference that leads nowhere. null where nothing is. Words that are no keywords mean nothing, as the standard has it; texts with
 * `{{variables}}` are whatever a row makes of them.
 */
export function schemaGrammarFault(schema: Value): SchemaGrammarFault | null {
  return ofSchema(schema, [], schema);
}

/** The fault with its place before it: `properties.label.type: ...`. */
export function toSchemaGrammarText({ path, text }: SchemaGrammarFault): Text {
  const place = path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at ? '.' : ''}${part}`));
  const before = path.length === 0 ? '' : `${place.join('')}: `;
  return { en: before + text.en, ko: before + text.ko };
}

function ofSchema(schema: Value, path: Path, root: Value): SchemaGrammarFault | null {
  if (typeof schema === 'boolean') return null;
  if (!isMap(schema)) return unlike(SCHEMA, schema, path);
  for (const [keyword, value] of Object.entries(schema)) {
    const kind = KIND_OF.get(keyword);
    const fault = kind ? ofKeyword(kind, value, [...path, keyword], root) : null;
    if (fault) return fault;
  }
  return null;
}

function ofKeyword(kind: Kind, value: Value, path: Path, root: Value): SchemaGrammarFault | null {
  switch (kind) {
    case 'schema':
      return ofSchema(value, path, root);
    case 'schemas':
      if (!Array.isArray(value) || value.length === 0) return unlike(SCHEMAS, value, path);
      return firstOf(value.entries(), (one, at) => ofSchema(one, [...path, at], root));
    case 'schema-or-schemas':
      return Array.isArray(value)
        ? firstOf(value.entries(), (one, at) => ofSchema(one, [...path, at], root))
        : ofSchema(value, path, root);
    case 'map-of-schemas':
    case 'patterns-of-schemas':
      if (!isMap(value)) return unlike(MAP, value, path);
      return firstOf(Object.entries(value), (one, name) => {
        const at = [...path, name];
        return (kind === 'patterns-of-schemas' ? ofPattern(name, at) : null) ?? ofSchema(one, at, root);
      });
    case 'map-of-names':
      if (!isMap(value)) return unlike(MAP_OF_NAMES, value, path);
      return firstOf(Object.entries(value), (one, name) => ofNames(one, [...path, name]));
    case 'map-of-either':
      if (!isMap(value)) return unlike(MAP, value, path);
      return firstOf(Object.entries(value), (one, name) =>
        Array.isArray(one) ? ofNames(one, [...path, name]) : ofSchema(one, [...path, name], root),
      );
    case 'names':
      return ofNames(value, path);
    case 'list':
      return Array.isArray(value) ? null : unlike(LIST, value, path);
    case 'type':
      return ofType(value, path);
    case 'pattern':
      return typeof value === 'string' ? ofPattern(value, path) : unlike(WORDS, value, path);
    case 'reference':
      return typeof value === 'string' ? ofReference(value, path, root) : unlike(WORDS, value, path);
    default:
      return isTemplateText(value) || isScalarOf(kind, value) ? null : unlike(SCALARS[kind], value, path);
  }
}

const SCALARS = { count: COUNT, number: NUMBER, 'above-0': ABOVE_0, truth: TRUTH, text: WORDS } as const;

function isScalarOf(kind: keyof typeof SCALARS, value: Value): boolean {
  switch (kind) {
    case 'count':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'above-0':
      return typeof value === 'number' && value > 0;
    case 'truth':
      return typeof value === 'boolean';
    case 'text':
      return typeof value === 'string';
    default:
      kind satisfies never;
      return true;
  }
}

function firstOf<K>(
  entries: Iterable<readonly [K, Value]>,
  look: (value: Value, key: K) => SchemaGrammarFault | null,
): SchemaGrammarFault | null {
  for (const [key, value] of entries) {
    const fault = look(value, key);
    if (fault) return fault;
  }
  return null;
}

function ofNames(value: Value, path: Path): SchemaGrammarFault | null {
  const isFit = Array.isArray(value) && value.every((name) => typeof name === 'string');
  return isFit ? null : unlike(NAMES, value, path);
}

function ofType(value: Value, path: Path): SchemaGrammarFault | null {
  if (Array.isArray(value)) {
    if (value.length === 0) return unlike(TYPE, value, path);
    return firstOf(value.entries(), (one, at) =>
      Array.isArray(one) ? unlike(TYPE, one, [...path, at]) : ofType(one, [...path, at]),
    );
  }
  if (value === null) {
    // In YAML the word null is nothing.
    return { path, text: { en: "write 'null' in quotes", ko: "따옴표를 붙여 'null'로 쓰세요." } };
  }
  if (typeof value !== 'string') return unlike(TYPE, value, path);
  if (TYPES.includes(value) || isTemplate(value)) return null;
  const more = toSuggestion(value, TYPES);
  return {
    path,
    text: {
      en: `there is no type ${showValue(value)}${more.en}`,
      ko: `${showValue(value)} 유형이 없습니다.${more.ko}`,
    },
  };
}

/** The validator has every pattern run by the engine that reads Unicode. */
function ofPattern(written: string, path: Path): SchemaGrammarFault | null {
  const native = isTemplate(written) ? null : toNative(written, 'u');
  if (!(native instanceof Error)) return null;
  const { en, ko } = toPatternFault(native.message);
  return {
    path,
    text: { en: `not a valid regular expression: ${en}`, ko: `올바른 정규식이 아닙니다: ${ko}` },
  };
}

/** Where there are names of one's own for schemas, what stands where is the validator's to tell. */
function ofReference(ref: string, path: Path, root: Value): SchemaGrammarFault | null {
  if (!ref.startsWith('#/') || isTemplate(ref) || namesItself(root)) return null;
  let at: Value | undefined = root;
  for (const part of ref.slice(2).split('/')) {
    const name = decode(part).replaceAll('~1', '/').replaceAll('~0', '~');
    if (at === null || typeof at !== 'object') at = undefined;
    else at = Array.isArray(at) ? at[Number(name)] : Object.hasOwn(at, name) ? at[name] : undefined;
    if (at === undefined)
      return { path, text: { en: `nothing stands at '${ref}'`, ko: `'${ref}'에 해당하는 것이 없습니다.` } };
  }
  return null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function namesItself(value: Value): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (!Array.isArray(value) && typeof value['$id'] === 'string') return true;
  return Object.values(value).some((one) => namesItself(one));
}

function unlike(expected: Text, found: Value, path: Path): SchemaGrammarFault {
  const object = josa(expected.ko, '을', '를');
  if (found === null)
    return { path, text: { en: `expected ${expected.en}, and there is none`, ko: `${object} 쓰세요.` } };
  return {
    path,
    text: {
      en: `expected ${expected.en}, not ${showValue(found)}`,
      ko: `${showValue(found)} 대신 ${object} 쓰세요.`,
    },
  };
}

function isTemplateText(value: Value): boolean {
  return typeof value === 'string' && isTemplate(value);
}

function isMap(value: Value): value is Record<string, Value> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
