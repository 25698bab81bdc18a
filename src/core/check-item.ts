import { isAlias, isCollection, isMap, isNode, isScalar, parseDocument, type Pair, type YAMLMap } from 'yaml';
import type { Value } from './trial.ts';
import { setYamlKey, toFlowYaml } from './yaml-edit.ts';
import { endOfValue } from './yaml-items.ts';

// An item of a YAML list is one map behind a dash: `- { id: short, ... }`, or its keys below each other. Each of these takes its lines
// and gives them back changed; null where they are not written in a way that can be changed in place.

/** The item with some keys set to values and others taken out. */
export function setInItem(
  own: string,
  keys: Readonly<Record<string, Value>>,
  without: readonly string[],
): string | null {
  return inside(own, (body) => {
    let now: string | null = body;
    const changes: [string, Value | undefined][] = [
      ...Object.entries(keys),
      ...without.map((key): [string, undefined] => [key, undefined]),
    ];
    for (const [key, value] of changes) {
      const map: YAMLMap | null = now === null ? null : toMap(now);
      if (now === null || !map) return null;
      now = map.flow === true ? setInFlow(now, map, key, value) : setYamlKey(now, key, value);
    }
    return now;
  });
}

/** The item with another YAML text as its `value`. A text of several lines stands below its key. */
export function setTextInItem(own: string, written: string): string | null {
  const text = written
    .replace(/\n+$/, '')
    .replace(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll('\t', '  '));
  return inside(own, (body) => {
    const map = toMap(body);
    if (!map) return null;
    const isOneLine = !text.includes('\n') && !/^[^{["']*:(?: |$)/.test(text);
    if (map.flow === true) {
      const unfolded = isOneLine ? body : unfold(body, map);
      const inBlock = unfolded === null ? null : toMap(unfolded);
      if (unfolded === null || !inBlock) return null;
      return putText(unfolded, inBlock, text, isOneLine);
    }
    return putText(body, map, text, isOneLine);
  });
}

function putText(body: string, map: YAMLMap, text: string, isOneLine: boolean): string | null {
  const pair = findPair(map, 'value');
  const below = (indent: string): string =>
    text
      .split('\n')
      .map((line) => (line.trim() === '' ? '' : indent + line))
      .join('\n');
  if (!pair) {
    if (map.flow === true) {
      const added = setInFlow(body, map, 'value', '');
      const now = added === null ? null : toMap(added);
      return added === null || !now ? null : putText(added, now, text, isOneLine);
    }
    const apart = body.endsWith('\n') ? '' : '\n';
    return isOneLine ? `${body}${apart}value: ${text}` : `${body}${apart}value:\n${below('  ')}`;
  }
  const span = spanOf(body, pair);
  if (!span) return null;
  const { colon, from, to } = span;
  const isBelow = body.slice(colon, from).includes('\n');
  if (isOneLine) {
    const start = isBelow && !body.slice(colon, from).includes('#') ? colon : from;
    return `${body.slice(0, start)}${start === colon ? ' ' : ''}${text}${body.slice(to)}`;
  }
  if (!isBelow) return `${body.slice(0, colon)}\n${below('  ')}${body.slice(to)}`;
  const line = body.lastIndexOf('\n', from - 1) + 1;
  return body.slice(0, line) + below(body.slice(line, from)) + body.slice(to);
}

/** A map between braces as one with a line for each key, values as they are written. */
function unfold(body: string, map: YAMLMap): string | null {
  const lines: string[] = [];
  for (const pair of map.items) {
    const span = spanOf(body, pair);
    const key = isNode(pair.key) ? pair.key.range : null;
    if (!span || !key) return null;
    const value = body.slice(span.from, span.to);
    if (value.includes('\n')) return null;
    lines.push(`${body.slice(key[0], key[1])}: ${value}`);
  }
  const rest = body.slice(map.range?.[1] ?? body.length).trim();
  return [...(rest === '' ? [] : [rest]), ...lines].join('\n');
}

function setInFlow(body: string, map: YAMLMap, key: string, value: Value | undefined): string | null {
  const pair = findPair(map, key);
  const spans = map.items.map((one) => spanOf(body, one));
  if (spans.some((span) => span === null)) return null;
  if (!pair) {
    if (value === undefined) return body;
    const written = `${key}: ${toFlowYaml(value)}`;
    const last = spans.at(-1);
    if (last) return `${body.slice(0, last.to)}, ${written}${body.slice(last.to)}`;
    const open = map.range?.[0] ?? 0;
    return `${body.slice(0, open)}{ ${written} }${body.slice(map.range?.[1] ?? open)}`;
  }
  const at = map.items.indexOf(pair);
  const span = spans[at];
  if (!span) return null;
  if (value !== undefined) {
    const apart = span.from === span.colon ? ' ' : '';
    return body.slice(0, span.from) + apart + toFlowYaml(value) + body.slice(span.to);
  }
  const before = spans[at - 1];
  if (before) return body.slice(0, before.to) + body.slice(span.to);
  const next = map.items[1];
  const own = isNode(pair.key) ? pair.key.range?.[0] : undefined;
  const start = next && isNode(next.key) ? next.key.range?.[0] : span.to;
  return own === undefined || start === undefined ? null : body.slice(0, own) + body.slice(start);
}

/** Does something with the map of an item, as a text of its own. */
function inside(own: string, change: (body: string) => string | null): string | null {
  const match = /^([ \t]*)-([ \t]*)/.exec(own);
  if (!match) return null;
  const [dash, indent = '', space = ''] = match;
  const rest = own.slice(dash.length);
  const isBelow = /^[ \t]*(?:#[^\n]*)?\n/.test(rest);
  if (isBelow || space === '') return null;
  const column = ' '.repeat(indent.length + 1 + space.length);
  const outer = new RegExp(`^ {0,${column.length}}`);
  const [first = '', ...others] = rest.split('\n');
  const changed = change([first, ...others.map((line) => line.replace(outer, ''))].join('\n'));
  if (changed === null) return null;
  const [head = '', ...lines] = changed.split('\n');
  return [dash + head, ...lines.map((line) => (line === '' ? line : column + line))].join('\n');
}

/** The map that a text is; null where it is none, or where parts of it stand for others. */
function toMap(body: string): YAMLMap | null {
  const document = parseDocument(body);
  const map = document.contents;
  if (document.errors.length > 0 || !isMap(map) || map.anchor) return null;
  const isPlain = map.items.every(
    ({ value }) =>
      !isAlias(value) && !(isScalar(value) && value.anchor) && !(isCollection(value) && value.anchor),
  );
  return isPlain ? map : null;
}

function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((one) => isScalar(one.key) && String(one.key.value) === key);
}

/** Where a pair's colon ends, and where its value stands; null where that cannot be told. */
function spanOf(body: string, { key, value }: Pair): { colon: number; from: number; to: number } | null {
  const keyEnd = isNode(key) ? key.range?.[1] : undefined;
  const colonAt = keyEnd === undefined ? -1 : body.indexOf(':', keyEnd);
  if (colonAt === -1) return null;
  const colon = colonAt + 1;
  const range = isNode(value) ? value.range : null;
  const to = endOfValue(body, value);
  if (!range || to === null || to <= range[0]) return { colon, from: colon, to: colon };
  return { colon, from: range[0], to };
}
