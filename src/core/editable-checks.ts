import { parseDocument } from 'yaml';
import { isCheckType } from './check-type.ts';
import { checkValueFault } from './check-field.ts';
import type { AssertCell, Cell, Check } from './notebook.ts';
import { findRiskyPattern } from './read-assert.ts';
import type { Text } from './text.ts';
import type { Value } from './trial.ts';
import { toThrownYamlFault, toYamlFault } from './yaml-fault.ts';

/** Checks that cannot be used as they stand, because of their ids or values alone, as their form shows them: what is wrong is told at
 * its field. null for any other cell, and for what only its source can mend. */
export function toEditableChecks(cell: Cell): AssertCell | null {
  if (cell.kind !== 'other' || !cell.broken || cell.language !== 'assert') return null;
  const { language: _, broken: __, kind: ___, ...source } = cell;
  const of = source.info['for'] ?? source.info['of'] ?? '';
  if (of === '') return null;
  const list = readList(source.body);
  const checks = list?.map(toCheck);
  if (!checks || checks.includes(null)) return null;
  return { ...source, kind: 'assert', of, checks: checks.filter((check) => check !== null) };
}

/** A body as a list; nothing written is an empty one. null where it is none. */
function readList(body: string): Value[] | null {
  try {
    const document = parseDocument(body, { logLevel: 'silent' });
    if (document.errors.length > 0) return null;
    const value = (document.toJS({ maxAliasCount: 100 }) ?? []) as Value;
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function toCheck(written: Value): Check | null {
  if (written === null || typeof written !== 'object' || Array.isArray(written)) return null;
  const { id = '', type, value = null, flags } = written;
  if (typeof type !== 'string' || !isCheckType(type)) return null;
  if (typeof id !== 'string' && typeof id !== 'number') return null;
  const isFlagged = typeof flags === 'string' && (type === 'regex' || type === 'not-regex');
  return { id: String(id), type, value: isFlagged ? `/${String(value)}/${flags}` : value };
}

/** What somebody has written as a JSON Schema, in JSON or YAML: what is wrong with it, null where nothing is. */
export function schemaTextFault(written: string): Text | null {
  try {
    const document = parseDocument(written.replaceAll('\t', '  '), {
      prettyErrors: false,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error) {
      const { en, ko } = toYamlFault(error);
      const line = written.slice(0, error.pos[0]).split('\n').length;
      return { en: `line ${line}: ${en}`, ko: `${line}번째 줄: ${ko}` };
    }
    const value = (document.toJS({ maxAliasCount: 100 }) ?? null) as Value;
    const fault = checkValueFault({ type: 'json-schema', value });
    const risky = fault ? null : findRiskyPattern(value);
    if (risky === null) return fault;
    return {
      en: `the pattern '${risky}' repeats a repetition and could run forever`,
      ko: `'${risky}' 정규식은 반복 안에 반복이 있어 끝나지 않을 수 있습니다.`,
    };
  } catch (error) {
    return toThrownYamlFault(error);
  }
}
