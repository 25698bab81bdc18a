import { isId } from './cell-kind.ts';
import { CHECK_WORDS } from './check-words.ts';
import type { Check } from './notebook.ts';
import { toPatternFault } from './pattern-fault.ts';
import { patternFault } from './pattern-syntax.ts';
import { schemaGrammarFault, toSchemaGrammarText } from './schema-grammar.ts';
import { isTemplate } from './template-mark.ts';
import type { Text } from './text.ts';
import { particle } from './text.ts';
import type { FinishReason, Value } from './trial.ts';

// What a form needs to know of checks while they are written: no parser is needed for any of it.

/** Why a model can have stopped, as `finish-reason` names it. */
export const FINISH_REASONS: readonly FinishReason[] = [
  'stop',
  'length',
  'content_filter',
  'refusal',
  'tool_calls',
  'other',
];

const NO_TEXT: Text = { en: 'write a text', ko: '텍스트를 쓰세요.' };
const NO_PATTERN: Text = { en: 'write a pattern', ko: '정규식을 쓰세요.' };
const NO_COUNT: Text = { en: 'write a whole number from 0', ko: '0 이상의 정수를 쓰세요.' };
const NO_PATH: Text = { en: 'write a path such as label', ko: 'label과 같은 경로를 쓰세요.' };
const NO_SCHEMA: Text = {
  en: 'write a JSON Schema such as type: object',
  ko: 'JSON 스키마를 쓰세요. 예: type: object',
};
const NO_REASON: Text = { en: 'choose a reason', ko: '사유를 고르세요.' };

/** What is wrong with the id of a check; null where nothing is. `taken`: ids of the other checks of its matrix. */
export function checkIdFault(id: string, taken: readonly string[]): Text | null {
  if (!isId(id)) return { en: 'letters, digits, _ and - only', ko: '글자, 숫자, _, -만 쓰세요.' };
  if (!taken.includes(id)) return null;
  return {
    en: `another check is named '${id}'`,
    ko: `'${id}'${particle(id, '이라', '라')}는 검사가 이미 있습니다.`,
  };
}

/** What is wrong with what a check compares with; null where nothing is. */
export function checkValueFault({ type, value }: Pick<Check, 'type' | 'value'>): Text | null {
  switch (CHECK_WORDS[type].takes) {
    case 'pattern': {
      if (typeof value !== 'string' || value === '') return NO_PATTERN;
      const fault = isTemplate(value) ? null : patternFault(value);
      return fault === null ? null : toPatternFault(fault);
    }
    case 'texts': {
      const texts = toCheckTexts(value);
      // Nothing is in every text, but an answer can be nothing.
      return texts.length === 0 || (type !== 'equals' && texts.includes('')) ? NO_TEXT : null;
    }
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? null : NO_COUNT;
    case 'nothing':
      return null;
    case 'schema': {
      if (!isRecord(value) && typeof value !== 'boolean') return NO_SCHEMA;
      const fault = schemaGrammarFault(value);
      return fault && toSchemaGrammarText(fault);
    }
    case 'field':
      return isRecord(value) && typeof value['path'] === 'string' && value['path'] !== '' ? null : NO_PATH;
    case 'reasons':
      return toCheckTexts(value).length === 0 ? NO_REASON : null;
    default:
      throw new Error(`no check of type ${String(type)}`);
  }
}

/** The texts that a check compares with, one or several. */
export function toCheckTexts(value: Value): string[] {
  return [value]
    .flat()
    .flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []));
}

/** Texts as a check's value: one stands alone. */
export function fromCheckTexts(texts: readonly string[]): Value {
  return texts.length === 1 ? (texts[0] ?? '') : [...texts];
}

/** What was written as a number; null where it is none. */
export function fromCountField(written: string): number | null {
  const text = written.trim();
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Any value as it is written in a field: a text as it is, unless it reads as something else; all else as JSON. */
export function toScalarField(value: Value): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return fromScalarField(value) === value ? value : JSON.stringify(value);
}

/** What was written in a field: JSON where it reads as that (`3`, `true`, `"3"`), else the text itself. */
export function fromScalarField(written: string): Value {
  try {
    return JSON.parse(written) as Value;
  } catch {
    return written;
  }
}

/** Whether capitals count in a pattern, by its flags. */
export function ignoresCase(pattern: string): boolean {
  return splitPattern(pattern).flags.includes('i');
}

/** The pattern with capitals that count, or do not. */
export function withIgnoredCase(pattern: string, isIgnored: boolean): string {
  const { source, flags } = splitPattern(pattern);
  const others = flags.replace('i', '');
  const now = isIgnored ? `${others}i` : others;
  return now === '' ? source : `/${source}/${now}`;
}

/** A pattern as checks write it, in its parts: what stands between slashes, and the flags after them. */
export function splitPattern(pattern: string): { source: string; flags: string } {
  const slashed = /^\/(.*)\/([a-z]*)$/s.exec(pattern);
  return slashed ? { source: slashed[1] ?? '', flags: slashed[2] ?? '' } : { source: pattern, flags: '' };
}

function isRecord(value: Value): value is Record<string, Value> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
