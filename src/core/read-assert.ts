import { isId } from './cell-kind.ts';
import { reportCheckKeys } from './check-keys.ts';
import { CHECK_TYPES, CHECK_TYPE_NAMES, checkSchema, isCheckType } from './check-type.ts';
import { toSuggestion } from './nearest.ts';
import type { Check } from './notebook.ts';
import { toPatternFault } from './pattern-fault.ts';
import { hasNestedRepetition, patternFault } from './pattern-syntax.ts';
import type { Report } from './report.ts';
import { schemaGrammarFault, toSchemaGrammarText } from './schema-grammar.ts';
import { isTemplate } from './template-mark.ts';
import { particle } from './text.ts';
import type { Value } from './trial.ts';
import { toExpectation, type YamlBody } from './yaml-body.ts';

/** Reads an assert's body: a list of checks. Wrong ones are reported; null where there is any. */
export function readAssert(body: YamlBody, report: Report): Check[] | null {
  if (!Array.isArray(body.value)) {
    const expected = {
      en: 'a list of checks such as - { id: short, type: max-graphemes, value: 600 }',
      ko: '- { id: short, type: max-graphemes, value: 600 }와 같은 검사 목록',
    };
    report('error', body.offsetOf([]), toExpectation('', expected, body.value));
    return null;
  }
  const checks: Check[] = [];
  let usable = true;
  for (const [index, written] of body.value.entries()) {
    const check = readCheck(written, index, body, report);
    if (!check) usable = false;
    else if (checks.some((earlier) => earlier.id === check.id)) {
      report('error', body.offsetOf([index, 'id']), {
        en: `two checks have the id '${check.id}'`,
        ko: `id가 '${check.id}'인 검사가 둘입니다.`,
      });
      usable = false;
    } else checks.push(check);
  }
  return usable ? checks : null;
}

function readCheck(written: Value, index: number, body: YamlBody, report: Report): Check | null {
  if (!reportCheckKeys(written, index, body, report)) return null;
  const result = checkSchema.safeParse(written);
  if (!result.success) {
    const path = result.error.issues[0]?.path.map(String) ?? [];
    const expected = {
      en: 'a check such as { id: short, type: max-graphemes, value: 600 }',
      ko: '{ id: short, type: max-graphemes, value: 600 }와 같은 검사',
    };
    report('error', body.offsetOf([index, ...path]), toExpectation('', expected, written));
    return null;
  }
  const { id, type, value, flags } = result.data;
  if (!isId(id)) {
    report('error', body.offsetOf([index, 'id']), {
      en: `the id '${id}' is not a word of letters, digits, _ and -`,
      ko: `id '${id}'${particle(id, '은', '는')} 글자, 숫자, _, -로만 써야 합니다.`,
    });
    return null;
  }
  if (!isCheckType(type)) {
    const more = toSuggestion(type, CHECK_TYPE_NAMES);
    report('error', body.offsetOf([index, 'type']), {
      en: `there is no check of type '${type}'${more.en}`,
      ko: `'${type}' 유형의 검사가 없습니다.${more.ko}`,
    });
    return null;
  }
  const used = CHECK_TYPES[type].value.safeParse(value);
  if (!used.success) {
    const path = used.error.issues[0]?.path.map(String) ?? [];
    const expected = CHECK_TYPES[type].expected;
    report('error', body.offsetOf([index, 'value', ...path]), toExpectation(`${id}`, expected, value));
    return null;
  }
  const misspelt = type === 'json-schema' ? schemaGrammarFault(value) : null;
  if (misspelt) {
    const told = toSchemaGrammarText(misspelt);
    report('error', body.offsetOf([index, 'value', ...misspelt.path]), {
      en: `${id}: not a valid JSON Schema: ${told.en}`,
      ko: `${id}: 올바른 JSON 스키마가 아닙니다: ${told.ko}`,
    });
    return null;
  }
  const risky = type === 'json-schema' ? findRiskyPattern(value) : null;
  if (risky !== null) {
    report('error', body.offsetOf([index, 'value']), {
      en: `${id}: the pattern '${risky}' repeats a repetition and could run forever`,
      ko: `${id}: '${risky}' 정규식은 반복 안에 반복이 있어 끝나지 않을 수 있습니다.`,
    });
    return null;
  }
  const check: Check = { id, type, value: used.data as Value };
  if (type !== 'regex' && type !== 'not-regex') return check;
  const source = flags === undefined ? String(value) : `/${String(value)}/${flags}`;
  const fault = isTemplate(source) ? null : patternFault(source);
  if (fault !== null) {
    const told = toPatternFault(fault);
    report('error', body.offsetOf([index, 'value']), {
      en: `${id}: not a valid regular expression: ${told.en}`,
      ko: `${id}: 올바른 정규식이 아닙니다: ${told.ko}`,
    });
    return null;
  }
  return { ...check, value: source };
}

/** A pattern in a schema that could run forever, as the validator runs them by backtracking; null for none. */
export function findRiskyPattern(schema: Value): string | null {
  if (schema === null || typeof schema !== 'object') return null;
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'pattern' && typeof value === 'string' && hasNestedRepetition(value)) return value;
    if (key === 'patternProperties' && value !== null && typeof value === 'object') {
      const name = Object.keys(value).find(hasNestedRepetition);
      if (name !== undefined) return name;
    }
    const inner = findRiskyPattern(value as Value);
    if (inner !== null) return inner;
  }
  return null;
}
