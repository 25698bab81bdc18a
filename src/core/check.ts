import { Validator, type Schema } from '@cfworker/json-schema';
import { countGraphemes } from './grapheme.ts';
import { groupDigits } from './group-digits.ts';
import { readJson } from './json-fault.ts';
import { valueAtPath } from './json-path.ts';
import { showValue } from './show-value.ts';
import type { Check } from './notebook.ts';
import { toPatternFault } from './pattern-fault.ts';
import { escapePattern, toPattern } from './pattern.ts';
import { toSchemaFault, toUnusableSchema } from './schema-fault.ts';
import { countSentences } from './sentence.ts';
import { TemplateError, renderTemplate } from './template.ts';
import { isTemplate } from './template-mark.ts';
import type { Text } from './text.ts';
import { toCanonicalJson, type Completion, type Value } from './trial.ts';

/** What a check found. `pass` is null where it could not be carried out; the detail says why, or what was found. */
export interface CheckResult {
  pass: boolean | null;
  detail: Text;
}

/**
 * Carries out a check on a whole answer. Texts in its value may hold `{{variables}}` of the trial's row; inside a pattern
 * they stand for themselves. Of lists: `contains` wants all, `not-contains` none, `equals` and `finish-reason` one.
 * `equals` does not look at white space around the answer; the `json` checks take nothing but JSON.
 */
export function runCheck(
  check: Check,
  completion: Pick<Completion, 'text' | 'finishReason'>,
  vars: Record<string, string>,
): CheckResult {
  let value: Value;
  try {
    const isPattern = check.type === 'regex' || check.type === 'not-regex';
    value = renderValue(check.value, isPattern ? toEscaped(vars) : vars);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { pass: null, detail: error.text };
  }
  const { text } = completion;
  switch (check.type) {
    case 'regex':
      return checkPattern(String(value), text, true);
    case 'not-regex':
      return checkPattern(String(value), text, false);
    case 'contains': {
      const missing = toTexts(value).filter((part) => !text.includes(part));
      return toResult(
        missing.length === 0,
        missing.length === 0 ? toFound(toTexts(value)) : toLacking(missing),
      );
    }
    case 'not-contains': {
      const found = toTexts(value).filter((part) => text.includes(part));
      return toResult(found.length === 0, found.length === 0 ? toLacking(toTexts(value)) : toFound(found));
    }
    case 'equals': {
      const isEqual = toTexts(value).some((wanted) => wanted.trim() === text.trim());
      return toResult(isEqual, isEqual ? EQUAL : toOtherThan(showValue(value), showValue(text.trim())));
    }
    case 'max-graphemes': {
      const count = countGraphemes(text);
      return toResult(count <= Number(value), toCount(count, Number(value), 'character', '자'));
    }
    case 'min-graphemes': {
      const count = countGraphemes(text);
      return toResult(count >= Number(value), toCount(count, Number(value), 'character', '자'));
    }
    case 'max-sentences': {
      const count = countSentences(text);
      return toResult(count <= Number(value), toCount(count, Number(value), 'sentence', '문장'));
    }
    case 'json':
      return withJson(text, () => toResult(true, { en: 'valid JSON', ko: '올바른 JSON입니다.' }));
    case 'json-schema':
      return withJson(text, (json) => checkSchema(value, json));
    case 'json-field':
      return withJson(text, (json) => checkField(value, check.value, json));
    case 'finish-reason': {
      const isOne = toTexts(value).includes(completion.finishReason);
      return toResult(isOne, isOne ? EQUAL : toOtherThan(showValue(value), completion.finishReason));
    }
    default:
      check.type satisfies never;
      throw new Error(`no check of type ${String(check.type)}`);
  }
}

const EQUAL: Text = { en: 'as wanted', ko: '기대한 값과 같습니다.' };

function toResult(pass: boolean, detail: Text): CheckResult {
  return { pass, detail };
}

function toTexts(value: Value): string[] {
  return [value].flat().map(String);
}

function toLacking(parts: string[]): Text {
  const shown = parts.map(showValue).join(', ');
  return { en: `lacks ${shown}`, ko: `${shown} 텍스트가 없습니다.` };
}

function toFound(parts: string[]): Text {
  const shown = parts.map(showValue).join(', ');
  return { en: `has ${shown}`, ko: `${shown} 텍스트가 있습니다.` };
}

function toOtherThan(wanted: string, found: string): Text {
  return { en: `expected ${wanted}, found ${found}`, ko: `기대한 값은 ${wanted}, 실제 값은 ${found}입니다.` };
}

function toCount(count: number, bound: number, en: string, ko: string): Text {
  const counted = count === 1 ? en : `${en}s`;
  const [n, most] = [groupDigits(count), groupDigits(bound)];
  return { en: `${n} ${counted} (bound ${most})`, ko: `${n}${ko} (기준 ${most}${ko})` };
}

function checkPattern(written: string, text: string, wanted: boolean): CheckResult {
  const pattern = toPattern(written);
  if (pattern instanceof Error) {
    const fault = toPatternFault(pattern.message);
    return {
      pass: null,
      detail: {
        en: `not a valid regular expression: ${fault.en}`,
        ko: `올바른 정규식이 아닙니다: ${fault.ko}`,
      },
    };
  }
  const isFound = pattern.test(text);
  if (isFound === null) {
    return {
      pass: null,
      detail: {
        en: 'the answer is too long for a pattern with a lookahead or a back reference',
        ko: '전방 탐색이나 역참조가 있는 정규식을 쓰기에는 답변이 너무 깁니다.',
      },
    };
  }
  const shown = showValue(written);
  return toResult(
    isFound === wanted,
    isFound
      ? { en: `matches ${shown}`, ko: `일치하는 곳이 있습니다: 정규식 ${shown}` }
      : { en: `nothing matches ${shown}`, ko: `일치하는 곳이 없습니다: 정규식 ${shown}` },
  );
}

function withJson(text: string, then: (json: unknown) => CheckResult): CheckResult {
  const read = readJson(text);
  if ('value' in read) return then(read.value);
  const words = read.fault.text;
  const isFenced = text.trimStart().startsWith('```');
  return toResult(false, {
    en: isFenced ? 'not JSON: it stands in a code fence' : `not JSON: ${words.en}`,
    ko: isFenced ? 'JSON이 아닙니다: 코드 펜스로 감싸져 있습니다.' : `JSON이 아닙니다: ${words.ko}`,
  });
}

function checkSchema(schema: Value, json: unknown): CheckResult {
  let errors;
  try {
    const written = typeof schema === 'boolean' ? schema : (schema as Schema);
    errors = new Validator(written, '2020-12', false).validate(json).errors;
  } catch (error) {
    const fault = toUnusableSchema(error);
    return {
      pass: null,
      detail: { en: `not a usable schema: ${fault.en}`, ko: `쓸 수 없는 스키마입니다: ${fault.ko}` },
    };
  }
  if (errors.length === 0) return toResult(true, { en: 'fits the schema', ko: '스키마에 맞습니다.' });
  return toResult(false, toSchemaFault(errors));
}

function checkField(value: Value, written: Value, json: unknown): CheckResult {
  if (!isMap(value) || !isMap(written)) throw new Error('a json-field check without a map');
  const path = String(value['path']);
  const found = valueAtPath(json, path);
  if (found === undefined) {
    return toResult(false, { en: `there is no ${path}`, ko: `${path} 항목이 없습니다.` });
  }
  if (!('equals' in value)) return toResult(true, { en: `there is ${path}`, ko: `${path} 항목이 있습니다.` });
  const wanted = value['equals'] ?? null;
  const isEqual =
    toCanonicalJson(found) === toCanonicalJson(wanted) ||
    // A row's variables are texts, whatever the answer's type.
    (typeof written['equals'] === 'string' && isTemplate(written['equals']) && String(found) === wanted);
  return toResult(isEqual, isEqual ? EQUAL : toOtherThan(showValue(wanted), showValue(found)));
}

function isMap(value: Value): value is Record<string, Value> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function renderValue(value: Value, vars: Record<string, string>): Value {
  if (typeof value === 'string') return renderTemplate(value, vars);
  if (Array.isArray(value)) return value.map((member) => renderValue(member, vars));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, renderValue(member, vars)]));
}

function toEscaped(vars: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(vars).map(([name, value]) => [name, escapePattern(value)]));
}
