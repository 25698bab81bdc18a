import { isAlias, isMap, isNode, isScalar, isSeq, parse, parseDocument, type Pair } from 'yaml';
import { toCanonicalJson, type Value } from './trial.ts';

/** A YAML map with one key set to a value, added at the end where it was not there, or (with undefined) taken out. Comments
 * and all other keys stay as written, byte for byte. Throws where the text is no valid YAML map. */
export function setYamlKey(body: string, key: string, value: Value | undefined): string {
  const document = parseDocument(body);
  const contents = document.contents;
  if (document.errors[0] || (contents !== null && !isMap(contents) && !isEmptyScalar(contents))) {
    throw new Error(`not a YAML map: ${document.errors[0]?.message ?? body.slice(0, 40)}`);
  }
  const before: unknown = document.toJS() ?? {};
  const wanted: unknown =
    value === undefined ? without(before, key) : { ...(before as Record<string, unknown>), [key]: value };
  const spliced = isMap(contents)
    ? setInMap(body, contents.items, contents.flow === true, key, value)
    : value === undefined
      ? body
      : append(body, `${toYamlScalar(key)}: ${toFlowYaml(value)}`);
  if (spliced !== null && parsesTo(spliced, wanted)) return spliced;
  if (value === undefined) document.delete(key);
  else document.set(key, value);
  return document.toString({ lineWidth: 0 }).replace(/\n$/, body.endsWith('\n') ? '\n' : '');
}

/** A YAML map with one key set to a list of maps, one a line; items that are there already stay as written, comments and
 * all. An empty list takes the key out. Throws where the text is no valid YAML map. */
export function setYamlList(body: string, key: string, items: readonly Value[]): string {
  if (items.length === 0) return setYamlKey(body, key, undefined);
  const document = parseDocument(body);
  const pair = isMap(document.contents)
    ? document.contents.items.find((one) => isScalar(one.key) && String(one.key.value) === key)
    : undefined;
  if (document.errors.length > 0 || (isMap(document.contents) && document.contents.flow === true))
    return setYamlKey(body, key, [...items]);
  const written = new Map<string, string>();
  const list = pair?.value;
  if (isSeq(list) && list.flow !== true)
    for (const item of list.items) {
      if (!isNode(item) || !item.range) continue;
      const from = body.lastIndexOf('\n', item.range[0] - 1) + 1;
      const lines = body.slice(from, item.range[2]).replace(/\n[ \t]*(?=\n|$)/g, '');
      written.set(toCanonicalJson(item.toJS(document) as Value), lines.replace(/\s+$/, ''));
    }
  const indent = /^([ \t]*)-/.exec([...written.values()][0] ?? '')?.[1] ?? '  ';
  const lines = items.map((item) => written.get(toCanonicalJson(item)) ?? `${indent}- ${toFlowYaml(item)}`);
  const block = `${toYamlScalar(key)}:\n${lines.join('\n')}`;
  const before = pair ? setYamlKey(body, key, undefined) : body;
  const at = pair && isNode(pair.key) ? body.lastIndexOf('\n', pair.key.range?.[0] ?? 0) + 1 : null;
  const spliced =
    at === null || at >= before.length
      ? append(before === '' && body.endsWith('\n') ? '\n' : before, block).replace(/^\n/, '')
      : `${before.slice(0, at)}${block}\n${before.slice(at)}`;
  const wanted = { ...((document.toJS() ?? {}) as Record<string, unknown>), [key]: items };
  return parsesTo(spliced, wanted) ? spliced : setYamlKey(body, key, [...items]);
}

/** A value in YAML's flow style, on one line: `[0.3, 0.7]`, `{ persona: chef }`. Texts are quoted where they must be. */
export function toFlowYaml(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(toFlowYaml).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).map(
      ([key, member]) => `${toYamlScalar(key)}: ${toFlowYaml(member)}`,
    );
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return typeof value === 'string' ? toYamlScalar(value) : JSON.stringify(value);
}

function toYamlScalar(text: string): string {
  const isPlain =
    /^[\p{L}\p{N}_](?:[\p{L}\p{N}_ ./@+-]|:(?=[\p{L}\p{N}_/]))*$/u.test(text) && !text.endsWith(' ');
  return isPlain && parse(text) === text ? text : JSON.stringify(text);
}

function isEmptyScalar(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}

function without(map: unknown, key: string): unknown {
  const entries = Object.entries((map ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([name]) => name !== key));
}

function parsesTo(body: string, wanted: unknown): boolean {
  const document = parseDocument(body);
  if (document.errors.length > 0) return false;
  return toCanonicalJson(document.toJS() ?? {}) === toCanonicalJson(wanted);
}

function append(body: string, line: string): string {
  if (body === '') return line;
  return body.endsWith('\n') ? `${body}${line}\n` : `${body}\n${line}`;
}

/** The spliced text; null where the map is not written in a way that can be spliced. */
function setInMap(
  body: string,
  pairs: Pair[],
  isFlow: boolean,
  key: string,
  value: Value | undefined,
): string | null {
  if (isFlow) return null;
  const pair = pairs.find((one) => isScalar(one.key) && String(one.key.value) === key);
  const first = pairs[0]?.key;
  if (!pair) {
    if (value === undefined) return body;
    const start = isNode(first) ? (first.range?.[0] ?? 0) : 0;
    const indent = body.slice(body.lastIndexOf('\n', start - 1) + 1, start);
    if (indent.trim() !== '') return null;
    return append(body, `${indent}${toYamlScalar(key)}: ${toFlowYaml(value)}`);
  }
  const keyEnd = isNode(pair.key) ? pair.key.range?.[1] : undefined;
  if (keyEnd === undefined) return null;
  const colon = body.indexOf(':', keyEnd);
  const node = pair.value;
  const range = isNode(node) ? node.range : null;
  if (isNode(node) && (isAlias(node) || ('anchor' in node && node.anchor) || node.tag?.startsWith('!')))
    return null;
  const from = range?.[0] ?? colon + 1;
  const to = from + body.slice(from, range?.[1] ?? from).trimEnd().length;
  if (value === undefined)
    return removeLines(body, body.lastIndexOf('\n', keyEnd) + 1, Math.max(to, colon + 1));
  const isInline = from > colon && !body.slice(colon + 1, from).includes('\n') && to > from;
  return isInline
    ? body.slice(0, from) + toFlowYaml(value) + body.slice(to)
    : `${body.slice(0, colon + 1)} ${toFlowYaml(value)}${body.slice(Math.max(to, colon + 1))}`;
}

/** The text without the lines from one offset to the line that holds the other. */
function removeLines(body: string, from: number, to: number): string {
  const end = body.indexOf('\n', to);
  if (end !== -1) return body.slice(0, from) + body.slice(end + 1);
  return body.slice(0, Math.max(0, from - 1));
}
