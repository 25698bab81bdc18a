import type { OutputUnit } from '@cfworker/json-schema';
import { toPatternFault } from './pattern-fault.ts';
import { showValue } from './show-value.ts';
import type { Text } from './text.ts';

/** Keywords whose error says only that something within does not fit; what does not has its own error. */
export const AROUND: ReadonlySet<string> = new Set([
  '$ref',
  '$recursiveRef',
  'allOf',
  'if',
  'dependentSchemas',
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
]);

/** Keywords that try several schemas or places: why each of these does not fit is of no help. */
const TRYING: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'contains', 'minContains', 'propertyNames']);

type Said = [keyword: string, pattern: RegExp, text: Text];

/** What the validator says by each keyword, and how it is said to a person. `$1` and `$2` are what the pattern holds. */
const SAID: Said[] = [
  ['false', /^/, { en: 'must not be there', ko: '있으면 안 되는 항목입니다.' }],
  [
    'type',
    /^Instance type "(.*)" is invalid\. Expected "(.*)"\.$/s,
    { en: 'expected $2, found $1', ko: '형식이 다릅니다. 기대한 형식: $2, 실제 형식: $1.' },
  ],
  ['const', /match (.*)\.$/s, { en: 'expected $1', ko: '기대한 값과 다릅니다. 기대한 값: $1.' }],
  [
    'enum',
    /match any of (.*)\.$/s,
    { en: 'expected one of $1', ko: '기대한 값이 아닙니다. 다음 중 하나여야 합니다: $1.' },
  ],
  ['not', /^/, { en: 'fits what it must not fit (not)', ko: '맞지 않아야 할 스키마(not)에 맞습니다.' }],
  ['anyOf', /^/, { en: 'fits none of anyOf', ko: 'anyOf 가운데 어느 것에도 맞지 않습니다.' }],
  ['oneOf', /\(0 matches\)/, { en: 'fits none of oneOf', ko: 'oneOf 가운데 어느 것에도 맞지 않습니다.' }],
  [
    'oneOf',
    /\((\d+) matches\)/,
    { en: 'fits $1 of oneOf, must fit one', ko: 'oneOf 가운데 $1개에 맞습니다. 하나에만 맞아야 합니다.' },
  ],
  ['required', /property "(.*)"\.$/s, { en: "there is no '$1'", ko: "'$1' 항목이 없습니다." }],
  [
    'minProperties',
    /(\S+) properties/,
    { en: 'has fewer than $1 entries', ko: '항목이 $1개 이상이어야 합니다.' },
  ],
  [
    'maxProperties',
    /(\S+) properties/,
    { en: 'has more than $1 entries', ko: '항목이 $1개 이하여야 합니다.' },
  ],
  [
    'propertyNames',
    /^Property name "(.*)" does/s,
    { en: "'$1' is not allowed as a name", ko: "쓸 수 없는 항목 이름입니다: '$1'." },
  ],
  [
    'dependentRequired',
    /^Instance has "(.*)" but does not have "(.*)"\.$/s,
    { en: "has '$1' without '$2'", ko: "'$1' 항목이 있으면 '$2' 항목도 있어야 합니다." },
  ],
  [
    'dependencies',
    /^Instance has "(.*)" but does not have "(.*)"\.$/s,
    { en: "has '$1' without '$2'", ko: "'$1' 항목이 있으면 '$2' 항목도 있어야 합니다." },
  ],
  [
    'maxItems',
    /\((\S+) > (\S+)\)/,
    { en: 'has $1 entries (at most $2)', ko: '항목이 $1개입니다(최대 $2개).' },
  ],
  [
    'minItems',
    /\((\S+) < (\S+)\)/,
    { en: 'has $1 entries (at least $2)', ko: '항목이 $1개입니다(최소 $2개).' },
  ],
  ['contains', /^/, { en: 'no entry fits contains', ko: 'contains에 맞는 항목이 없습니다.' }],
  [
    'minContains',
    /\((\d+)\) than minContains \((\d+)\)/,
    {
      en: 'has $1 entries (at least $2 must fit contains)',
      ko: '항목이 $1개입니다(contains에 맞는 항목이 최소 $2개).',
    },
  ],
  [
    'minContains',
    /at least (\d+) items matching schema\. Only (\d+)/,
    { en: '$2 entries fit contains (at least $1)', ko: 'contains에 맞는 항목이 $2개입니다(최소 $1개).' },
  ],
  [
    'maxContains',
    /at most (\d+) items matching schema\. (\d+)/,
    { en: '$2 entries fit contains (at most $1)', ko: 'contains에 맞는 항목이 $2개입니다(최대 $1개).' },
  ],
  [
    'uniqueItems',
    /indexes (\d+) and (\d+)/,
    { en: 'the entries [$1] and [$2] are the same', ko: '[$1] 항목과 [$2] 항목이 같습니다.' },
  ],
  [
    'minimum',
    /^(\S+) .*?(\S+)\.$/,
    { en: '$1 is too small (at least $2)', ko: '$1 값이 너무 작습니다($2 이상).' },
  ],
  [
    'maximum',
    /^(\S+) .*?(\S+)\.$/,
    { en: '$1 is too large (at most $2)', ko: '$1 값이 너무 큽니다($2 이하).' },
  ],
  [
    'exclusiveMinimum',
    /^(\S+) .*?(\S+)\.$/,
    { en: '$1 is too small (above $2)', ko: '$1 값이 너무 작습니다($2 초과).' },
  ],
  [
    'exclusiveMaximum',
    /^(\S+) .*?(\S+)\.$/,
    { en: '$1 is too large (below $2)', ko: '$1 값이 너무 큽니다($2 미만).' },
  ],
  [
    'multipleOf',
    /^(\S+) .*?(\S+)\.$/,
    { en: '$1 is not a multiple of $2', ko: '$1 값은 $2의 배수가 아닙니다.' },
  ],
  ['minLength', /\((\d+) < (\S+)\)/, { en: 'has $1 characters (at least $2)', ko: '$1자입니다(최소 $2자).' }],
  ['maxLength', /\((\d+) > (\S+)\)/, { en: 'has $1 characters (at most $2)', ko: '$1자입니다(최대 $2자).' }],
  ['pattern', /^/, { en: 'does not match the pattern', ko: '정규식(pattern)에 맞지 않습니다.' }],
  ['format', /format "(.*)"\.$/s, { en: "is not of the format '$1'", ko: "'$1' 형식이 아닙니다." }],
];

/** What is wrong with JSON that does not fit its schema, by the validator's errors: the first place that does not fit, and how
 * many more there are. */
export function toSchemaFault(errors: readonly OutputUnit[]): Text {
  const own = withoutTries(errors).filter((error) => !isAround(error));
  const [first] = own.length > 0 ? own : errors;
  if (!first) throw new Error('JSON that fits its schema has no fault');
  const at = toPath(first.instanceLocation);
  const said = toSentence(first);
  const more = own.length - 1;
  return {
    en: `${at || '(root)'}: ${said.en}${more > 0 ? ` (and ${more} more)` : ''}`,
    ko: `${at || '(전체)'}: ${said.ko}${more > 0 ? ` (그 밖에 ${more}건)` : ''}`,
  };
}

/** Of `dependencies` there are two: names that are missing, and schemas that do not fit. */
function isAround({ keyword, error }: OutputUnit): boolean {
  return AROUND.has(keyword) || (keyword === 'dependencies' && error.endsWith('match dependant schema.'));
}

function withoutTries(errors: readonly OutputUnit[]): OutputUnit[] {
  const tries = errors
    .filter(({ keyword }) => TRYING.has(keyword))
    .map(({ keywordLocation }) => `${keywordLocation.replace(/minContains$/, 'contains')}/`);
  return errors.filter(({ keywordLocation }) => !tries.some((within) => keywordLocation.startsWith(within)));
}

const TYPES: Record<string, Text> = {
  string: { en: 'text', ko: '문자열' },
  number: { en: 'a number', ko: '숫자' },
  integer: { en: 'a whole number', ko: '정수' },
  boolean: { en: 'true or false', ko: 'true 또는 false' },
  object: { en: 'an object', ko: '객체' },
  array: { en: 'a list', ko: '배열' },
};

function toSentence({ keyword, error }: OutputUnit): Text {
  for (const [of, pattern, text] of SAID) {
    const match = of === keyword ? pattern.exec(error) : null;
    if (!match) continue;
    const fill = (locale: keyof Text) =>
      text[locale].replace(
        /\$([12])/g,
        (_, index: string) => show(keyword, match[Number(index)] ?? '')[locale],
      );
    return { en: fill('en'), ko: fill('ko') };
  }
  return { en: `does not fit '${keyword}'`, ko: `'${keyword}' 조건에 맞지 않습니다.` };
}

function show(keyword: string, held: string): Text {
  if (keyword === 'type') {
    const types = held.split('", "').map((name) => TYPES[name] ?? { en: name, ko: name });
    return { en: types.map(({ en }) => en).join(' or '), ko: types.map(({ ko }) => ko).join(' 또는 ') };
  }
  if (keyword !== 'const' && keyword !== 'enum') return { en: held, ko: held };
  const value: unknown = JSON.parse(held);
  const shown =
    keyword === 'enum' && Array.isArray(value) ? value.map(showValue).join(', ') : showValue(value);
  return { en: shown, ko: shown };
}

/** `#/answer/scores/0` as a check of type json-field has it: `answer.scores[0]`. */
function toPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

/** Why a schema cannot be used, by what the validator threw. */
export function toUnusableSchema(error: unknown): Text {
  const words = error instanceof Error ? error.message : String(error);
  const ref = /^Unresolved \$ref "(.*?)"/s.exec(words)?.[1];
  if (ref !== undefined)
    return { en: `nothing stands at $ref '${ref}'`, ko: `$ref '${ref}'의 대상이 없습니다.` };
  const twice = /^Duplicate schema URI "(.*?)"/s.exec(words)?.[1];
  if (twice !== undefined)
    return { en: `two have the $id '${twice}'`, ko: `$id가 같은 것이 둘입니다: '${twice}'` };
  if (words.startsWith('Invalid regular expression')) {
    const fault = toPatternFault(words);
    return { en: `pattern: ${fault.en}`, ko: `pattern: ${fault.ko}` };
  }
  return { en: 'a keyword has a value of the wrong kind', ko: '값의 형식이 잘못된 키워드가 있습니다.' };
}
