import { isMap, isNode, isScalar, isSeq, parseDocument, type Document, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { showValue } from './show-value.ts';
import type { Report } from './report.ts';
import { josa, type Text } from './text.ts';
import type { Value } from './trial.ts';

/** A path into a YAML value. */
export type YamlPath = readonly (string | number)[];

/** A YAML text, read, with the places of its parts. */
export interface YamlBody {
  value: Value;
  /** Offset in the file of the value at a path; of the nearest part around it where there is none. */
  offsetOf(path: YamlPath): number;
  /** Offset in the file of a key of the outermost map. */
  offsetOfKey(key: string): number;
}

const KOREAN: Partial<Record<YAMLError['code'], string>> = {
  ALIAS_PROPS: '별칭(*)에는 앵커나 태그를 붙일 수 없습니다.',
  BAD_ALIAS: '별칭(*)이 가리키는 앵커(&)가 없습니다.',
  BAD_COLLECTION_TYPE: '태그와 컬렉션의 종류가 다릅니다.',
  BAD_DQ_ESCAPE: '큰따옴표 안의 이스케이프 문자가 잘못되었습니다.',
  BAD_INDENT: '들여쓰기가 맞지 않거나 괄호가 닫히지 않았습니다.',
  BAD_SCALAR_START: '값이 이 문자로 시작할 수 없습니다. 따옴표로 감싸세요.',
  BLOCK_AS_IMPLICIT_KEY: '한 줄에 키를 두 번 쓸 수 없습니다. 줄을 나누거나 값을 따옴표로 감싸세요.',
  BLOCK_IN_FLOW: '괄호 안에는 여러 줄 목록이나 맵을 쓸 수 없습니다.',
  DUPLICATE_KEY: '같은 키가 두 번 있습니다.',
  IMPOSSIBLE: '읽을 수 없는 YAML입니다.',
  MISSING_CHAR: '있어야 할 문자가 없습니다. 따옴표, 괄호, 쉼표, 콜론 뒤의 공백을 확인하세요.',
  MULTILINE_IMPLICIT_KEY: '키는 한 줄에 써야 합니다. 콜론이 빠지지 않았는지 확인하세요.',
  MULTIPLE_DOCS: '문서가 둘 이상입니다. `---`를 지우세요.',
  TAB_AS_INDENT: '들여쓰기에는 탭 대신 공백을 쓰세요.',
  UNEXPECTED_TOKEN: '이곳에 올 수 없는 문자가 있습니다.',
};

/** Reads YAML that stands at an offset of the file. Its first error is reported there; null then. */
export function readYaml(text: string, offset: number, report: Report): YamlBody | null {
  const [document, value, fault] = parseYaml(text);
  const [error] = document?.errors ?? [];
  if (error) {
    const told = toBoundText(error.message);
    report('error', offset + Math.min(error.pos[0], text.length), {
      en: `not valid YAML: ${told?.en ?? error.message}`,
      ko: `YAML 문법 오류: ${told?.ko ?? KOREAN[error.code] ?? error.message}`,
    });
    return null;
  }
  if (!document) {
    const told = toBoundText(fault);
    report('error', offset, {
      en: `not usable YAML: ${told?.en ?? fault}`,
      ko: `쓸 수 없는 YAML입니다: ${told?.ko ?? fault}`,
    });
    return null;
  }
  for (const warning of document.warnings) {
    report('warning', offset + Math.min(warning.pos[0], text.length), {
      en: `YAML: ${warning.message}`,
      ko: `YAML 경고: ${warning.message}`,
    });
  }
  return {
    // Without custom tags, YAML's core schema holds what JSON does, NaN and the infinities aside.
    value: (value ?? null) as Value,
    offsetOf: (path) => offset + findOffset(document, path),
    offsetOfKey: (key) => offset + findKeyOffset(document, key),
  };
}

/** The bounds that the parser tells of in the words of an engine. */
function toBoundText(message: string): Text | null {
  if (/call stack/i.test(message)) return { en: 'nested too deep', ko: '너무 깊이 중첩되어 있습니다.' };
  if (/alias count/i.test(message))
    return {
      en: 'its aliases (*name) stand for too much',
      ko: '별칭(*이름)이 가리키는 내용이 너무 많습니다.',
    };
  return null;
}

/** The parser throws for what is nested too deep, and for aliases that would make too much of little. */
function parseYaml(text: string): [Document | null, unknown, string] {
  try {
    const document = parseDocument(text, { prettyErrors: false });
    return [document, document.errors.length > 0 ? null : document.toJS({ maxAliasCount: 100 }), ''];
  } catch (error) {
    return [null, null, error instanceof Error ? error.message : String(error)];
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

function findKeyOffset(document: Document, key: string): number {
  const map = document.contents;
  if (!isMap(map)) return isSeq(map) ? (map.range?.[0] ?? 0) : 0;
  for (const { key: node } of map.items) {
    if (isScalar(node) && String(node.value) === key) return node.range?.[0] ?? 0;
  }
  return map.range?.[0] ?? 0;
}
