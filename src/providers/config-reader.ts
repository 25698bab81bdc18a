import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { z } from 'zod';
import { nearest, toSuggestion } from '../core/nearest.ts';
import type { Problem } from '../core/notebook.ts';
import type { Text } from '../core/text.ts';
import { toYamlFault } from '../core/yaml-fault.ts';

/** Reads parts of a YAML text, each by its own schema, and gathers what is wrong with line and column. */
export interface ConfigReader {
  /** What stands at the top; null for an empty text or one that is not YAML. */
  readonly root: Node | null;
  readonly problems: Problem[];
  /** Adds a problem at a node (or an offset); an `error` unless said otherwise. */
  report(at: Node | number | null, message: Text, severity?: Problem['severity']): void;
  /** The value of a key; null where it is absent or nothing. */
  child(node: Node, key: string): Node | null;
  /** The entries of a list; none where it is absent, with a problem where it is something else. */
  items(node: Node | null, name: string): Node[];
  /** A mapping read by its schema; null, and problems, where it does not fit. Unknown keys are warned of. */
  read<Shape extends z.ZodRawShape>(
    node: Node,
    shape: Shape,
    name: string,
  ): z.infer<z.ZodObject<Shape>> | null;
  /** A single value read by its schema; null, and a problem, where it does not fit. */
  readValue<T>(node: Node, schema: z.ZodType<T>, name: string): T | null;
  /** Warns of keys that are not known. One that seems to mean a key of `grave` is an error; returns whether there is one. */
  warnUnknownKeys(node: Node, known: readonly string[], grave?: readonly string[]): boolean;
}

/** Makes a reader. `expected` says, for each key, what must stand there: "X must be ...". */
export function createConfigReader(yamlText: string, expected: Record<string, Text>): ConfigReader {
  const lines = new LineCounter();
  const document = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const problems: Problem[] = [];

  const report: ConfigReader['report'] = (at, message, severity = 'error') => {
    const offset = typeof at === 'number' ? at : (at?.range?.[0] ?? 0);
    const { line, col } = lines.linePos(offset);
    problems.push({ severity, line: Math.max(1, line), column: Math.max(1, col), cell: null, message });
  };

  const reportExpected = (at: Node, name: string, key: string | null) => {
    const wanted = expected[key ?? name] ?? { en: 'something else', ko: '다른 값' };
    const where = key ?? name;
    report(at, {
      en: `${where} must be ${wanted.en}.`,
      ko: `${where} 값이 올바르지 않습니다. 필요한 값: ${wanted.ko}.`,
    });
  };

  const child: ConfigReader['child'] = (node, key) => {
    const value = isMap(node) ? node.get(key, true) : null;
    return isNode(value) && !(isScalar(value) && value.value === null) ? value : null;
  };

  const warnUnknownKeys: ConfigReader['warnUnknownKeys'] = (node, known, grave = []) => {
    if (!isMap(node)) return false;
    let isGrave = false;
    for (const { key } of node.items) {
      if (!isScalar(key) || known.includes(String(key.value))) continue;
      const name = String(key.value);
      const hitsGrave = grave.includes(nearest(name, known) ?? '');
      isGrave ||= hitsGrave;
      const suggestion = toSuggestion(name, known);
      report(
        key,
        {
          en: `The key '${name}' is unknown${suggestion.en}`,
          ko: `'${name}' 키를 알 수 없습니다.${suggestion.ko}`,
        },
        hitsGrave ? 'error' : 'warning',
      );
    }
    return isGrave;
  };

  // What follows the first error is mostly of its making.
  for (const error of document.errors.slice(0, 1)) {
    const fault = toYamlFault(error);
    report(error.pos[0], { en: `This is not YAML: ${fault.en}.`, ko: `YAML 문법 오류: ${fault.ko}` });
  }
  const contents = document.errors.length === 0 ? document.contents : null;

  return {
    root: contents !== null && !(isScalar(contents) && contents.value === null) ? contents : null,
    problems,
    report,
    child,
    warnUnknownKeys,

    items(node, name) {
      if (node === null) return [];
      if (isSeq(node)) return node.items.filter((item) => isNode(item));
      reportExpected(node, name, null);
      return [];
    },

    readValue(node, schema, name) {
      const read = schema.safeParse(toValue(node));
      if (read.success) return read.data;
      reportExpected(node, name, null);
      return null;
    },

    read(node, shape, name) {
      if (!isMap(node)) {
        reportExpected(node, name, `${name} entry`);
        return null;
      }
      warnUnknownKeys(node, Object.keys(shape));
      const read = z.object(shape).safeParse(toValue(node));
      if (read.success) return read.data;
      const keys = new Set(read.error.issues.map((issue) => String(issue.path[0])));
      for (const key of keys) reportExpected(child(node, key) ?? node, name, key);
      return null;
    },
  };

  /** Aliases are resolved by the document; a text that multiplies itself by them throws, and is then no value. */
  function toValue(node: Node): unknown {
    try {
      return node.toJS(document);
    } catch {
      return undefined;
    }
  }
}
