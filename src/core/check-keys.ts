import { checkSchema, isCheckType } from './check-type.ts';
import { letterDistance } from './nearest.ts';
import type { Report } from './report.ts';
import type { Text } from './text.ts';
import type { Value } from './trial.ts';
import type { YamlBody, YamlPath } from './yaml-body.ts';

/** Of a check, and of what a `json-field` check compares with. */
const FIELD_KEYS = ['path', 'equals'];

/** Tells of keys of a check as it is written that mean nothing, which leave it as it is; false where one stands in the place of a key
 * that is needed, and the check is none without. */
export function reportCheckKeys(written: Value, index: number, body: YamlBody, report: Report): boolean {
  if (!isMap(written)) return true;
  const { type, value } = written;
  const known = typeof type === 'string' && isCheckType(type) ? type : null;
  const keys = Object.keys(checkSchema.shape).filter(
    (key) => key !== 'flags' || known === null || known === 'regex' || known === 'not-regex',
  );
  const needed = known === 'json' ? ['id', 'type'] : ['id', 'type', 'value'];
  const place = { path: [index], body, report };
  const isWhole = reportKeys(written, { ...place, keys, needed, of: toCheckName(known) });
  if (known !== 'json-field' || !isMap(value)) return isWhole;
  const of: Text = { en: 'the value of a json-field check', ko: 'json-field 검사의 값' };
  const field = { ...place, path: [index, 'value'], keys: FIELD_KEYS, needed: ['path'], of };
  return reportKeys(value, field) && isWhole;
}

function reportKeys(
  written: Record<string, Value>,
  {
    keys,
    needed,
    of,
    path,
    body,
    report,
  }: { keys: string[]; needed: string[]; of: Text; path: YamlPath; body: YamlBody; report: Report },
): boolean {
  let isWhole = true;
  for (const key of Object.keys(written)) {
    if (keys.includes(key)) continue;
    const meant = keys.find((name) => !Object.hasOwn(written, name) && letterDistance(name, key) <= 2);
    const isNeeded = meant !== undefined && needed.includes(meant);
    isWhole &&= !isNeeded;
    const known = keys.join(', ');
    report(isNeeded ? 'error' : 'warning', body.offsetOfKey(key, path), {
      en: `'${key}' means nothing in ${of.en}; ${meant === undefined ? `there is: ${known}` : `did you mean '${meant}'?`}`,
      ko: `'${key}' 항목은 ${of.ko}에 쓰이지 않습니다. ${meant === undefined ? `쓸 수 있는 항목: ${known}.` : `'${meant}' 항목을 쓰려던 것은 아닌지 확인하세요.`}`,
    });
  }
  return isWhole;
}

function toCheckName(type: string | null): Text {
  return type === null ? { en: 'a check', ko: '검사' } : { en: `a ${type} check`, ko: `${type} 검사` };
}

function isMap(value: Value | undefined): value is Record<string, Value> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
