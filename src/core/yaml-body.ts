import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit, type Document } from 'yaml';
import type { z } from 'zod';
import { showValue } from './show-value.ts';
import type { Report } from './report.ts';
import { josa, type Text } from './text.ts';
import type { Value } from './trial.ts';
import { toThrownYamlFault, toYamlFault } from './yaml-fault.ts';

/** A path into a YAML value. */
export type YamlPath = readonly (string | number)[];

/** A YAML text, read, with the places of its parts. */
export interface YamlBody {
  value: Value;
  /** Offset in the file of the value at a path; of the nearest part around it where there is none. */
  offsetOf(path: YamlPath): number;
  /** Offset in the file of a key of the outermost map, or of the map at a path. */
  offsetOfKey(key: string, path?: YamlPath): number;
}

/** Reads YAML that stands at an offset of the file. Its first error is reported there; null then. */
export function readYaml(text: string, offset: number, report: Report): YamlBody | null {
  const [document, value, fault] = parseYaml(text);
  const [error] = document?.errors ?? [];
  if (error) {
    const told = toYamlFault(error);
    report('error', offset + Math.min(error.pos[0], text.length), {
      en: `not valid YAML: ${told.en}`,
      ko: `YAML 문법 오류: ${told.ko}`,
    });
    return null;
  }
  if (!document) {
    report('error', offset, {
      en: `not usable YAML: ${fault.en}`,
      ko: `쓸 수 없는 YAML입니다: ${fault.ko}`,
    });
    return null;
  }
  const merge = findMerge(text, document);
  if (merge !== null) {
    report('error', offset + merge, {
      en: 'a merge key (<<) is not understood here; write the keys that it stands for in its place, as key: value',
      ko: '병합 키(<<)는 쓸 수 없습니다. 가져오려던 키를 이 자리에 "키: 값"으로 직접 쓰세요.',
    });
    return null;
  }
  for (const warning of document.warnings) {
    const told = toYamlFault(warning);
    report('warning', offset + Math.min(warning.pos[0], text.length), {
      en: `YAML: ${told.en}`,
      ko: `YAML 경고: ${told.ko}`,
    });
  }
  return {
    // Without custom tags, YAML's core schema holds what JSON does, NaN and the infinities aside.
    value: (value ?? null) as Value,
    offsetOf: (path) => offset + findOffset(document, path),
    offsetOfKey: (key, path = []) => offset + findKeyOffset(document, key, path),
  };
}

const NO_FAULT: Text = { en: '', ko: '' };

/** The parser throws for what is nested too deep, and for aliases that would make too much of little. */
function parseYaml(text: string): [Document | null, unknown, Text] {
  try {
    const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
    return [document, document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 100 }), NO_FAULT];
  } catch (error) {
    return [null, null, toThrownYamlFault(error)];
  }
}

/** Checks a YAML value against a schema. What is wrong is reported where it stands, in the words of `expected`, by the
 * outermost key (or `''` for the whole); null then. */
export function readSchema<T>(
  body: YamlBody,
  schema: z.ZodType<T>,
  expected: Record<string, Text>,
  report: Report,
): T | null {
  const result = schema.safeParse(body.value);
  if (result.success) return result.data;
  const told = new Set<string>();
  for (const issue of result.error.issues) {
    const path = deepestPath(issue);
    const key = typeof path[0] === 'string' ? path[0] : '';
    if (told.has(key)) continue;
    told.add(key);
    const found = valueAt(body.value, path);
    const wanted = expected[key] ?? { en: 'another value', ko: '다른 값' };
    report('error', body.offsetOf(path), toExpectation(key, wanted, found));
  }
  return null;
}

/** "temperature: expected a number, not 'warm'"; "model: expected ..., and there is none" where nothing was written. */
export function toExpectation(key: string, expected: Text, found: Value | undefined): Text {
  const name = key === '' ? '' : `${key}: `;
  const object = josa(expected.ko, '을', '를');
  if (found === undefined || found === null) {
    return { en: `${name}expected ${expected.en}, and there is none`, ko: `${name}${object} 쓰세요.` };
  }
  return {
    en: `${name}expected ${expected.en}, not ${showValue(found)}`,
    ko: `${name}${showValue(found)} 대신 ${object} 쓰세요.`,
  };
}

function deepestPath(issue: z.core.$ZodIssue): (string | number)[] {
  const own = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code !== 'invalid_union') return own;
  const inner = issue.errors.flat().map(deepestPath);
  const deepest = inner.reduce<(string | number)[]>(
    (best, path) => (path.length > best.length ? path : best),
    [],
  );
  return [...own, ...deepest];
}

function valueAt(value: Value, path: YamlPath): Value | undefined {
  let at: Value | undefined = value;
  for (const part of path) {
    if (at === null || typeof at !== 'object') return undefined;
    at = Array.isArray(at) ? at[Number(part)] : Object.hasOwn(at, part) ? at[String(part)] : undefined;
  }
  return at;
}

function findOffset(document: Document, path: YamlPath): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function findKeyOffset(document: Document, key: string, path: YamlPath): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(map)) return findOffset(document, path);
  for (const { key: node } of map.items) {
    if (isScalar(node) && String(node.value) === key) return node.range?.[0] ?? 0;
  }
  return map.range?.[0] ?? 0;
}

/** Where a map takes in the keys of another one, which YAML 1.2 no longer has; null for nowhere. */
function findMerge(text: string, document: Document): number | null {
  if (!text.includes('<<')) return null;
  let found: number | null = null;
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.value !== '<<' || key.type !== 'PLAIN') return undefined;
      const isOfOthers = isAlias(value) || (isSeq(value) && value.items.some(isAlias)) || isMap(value);
      if (!isOfOthers) return undefined;
      found = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}
