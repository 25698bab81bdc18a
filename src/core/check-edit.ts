import { isMap, isSeq, parseDocument, type Document, type YAMLSeq } from 'yaml';
import { splitPattern } from './check-field.ts';
import { setInItem, setTextInItem } from './check-item.ts';
import { cutItems, endOfValue, joinItems, type Items } from './yaml-items.ts';
import { toCanonicalJson, type Value } from './trial.ts';
import { toFlowYaml } from './yaml-edit.ts';

/** What is done with the list of checks that an assert cell's body is. Checks count from 0. */
export type CheckEdit =
  /** Some of a check's keys get other values, some are taken out; all else of it stays as it is written. */
  | { do: 'set'; at: number; keys: Record<string, Value>; without?: readonly string[] }
  /** What a check compares with gets another YAML text, with its comments. */
  | { do: 'text'; at: number; text: string }
  | { do: 'add'; check: Record<string, Value> }
  /** A copy comes behind a check, under another id. */
  | { do: 'duplicate'; at: number; id: string }
  | { do: 'move'; at: number; to: number }
  | { do: 'remove'; at: number };

/**
 * The body with an edit done: comments, unknown keys and the other checks stay as they are written, byte for byte wherever the list
 * is written one check a line or more. A comment above a check goes where the check goes. The body as it was where there is no such
 * check; throws where it is no YAML list.
 */
export function editChecks(body: string, asked: CheckEdit): string {
  const document = parseDocument(body, { keepSourceTokens: true });
  const list = document.contents;
  const isNothing = list === null || (!isSeq(list) && document.toJS() === null);
  if (document.errors[0] || (!isNothing && !isSeq(list)))
    throw new Error(`not a YAML list: ${document.errors[0]?.message ?? body.slice(0, 40)}`);
  const before = (isNothing ? [] : document.toJS()) as Value[];
  const edit = withFlags(before, asked);
  const wanted = toWanted(before, edit);
  if (wanted === null) return body;
  const spliced = splice(body, isSeq(list) ? list : null, edit);
  if (spliced !== null && parsesTo(spliced, wanted)) return spliced;
  return rewrite(document, edit, wanted).replace(/\n$/, body.endsWith('\n') ? '\n' : '');
}

/** The YAML text of what a check compares with, without the indentation that it stands in; null where there is none, or where it
 * cannot be told. */
export function checkValueText(body: string, at: number): string | null {
  const document = parseDocument(body);
  if (document.errors.length > 0) return null;
  const item = document.getIn([at], true);
  const node = isMap(item) ? item.get('value', true) : undefined;
  const to = endOfValue(body, node);
  if (!node?.range || to === null) return null;
  const [from] = node.range;
  const column = from - (body.lastIndexOf('\n', from - 1) + 1);
  const lines = body.slice(from, to).split('\n');
  const outer = new RegExp(`^[ \\t]{0,${column}}`);
  return [lines[0], ...lines.slice(1).map((line) => line.replace(outer, ''))].join('\n');
}

/** A check that has its pattern's flags apart keeps them so. */
function withFlags(before: readonly Value[], edit: CheckEdit): CheckEdit {
  if (edit.do !== 'set') return edit;
  const { value } = edit.keys;
  const check = before[edit.at] as Record<string, Value> | null | undefined;
  if (typeof value !== 'string' || check?.['flags'] === undefined || edit.without?.includes('flags'))
    return edit;
  const { source, flags } = splitPattern(value);
  return flags === ''
    ? { ...edit, without: [...(edit.without ?? []), 'flags'] }
    : { ...edit, keys: { ...edit.keys, value: source, flags } };
}

/** What the list then is; null where the edit means nothing. */
function toWanted(before: readonly Value[], edit: CheckEdit): Value[] | null {
  if (edit.do === 'add') return [...before, edit.check];
  const check = before[edit.at];
  if (check === undefined) return null;
  const map = (check ?? {}) as Record<string, Value>;
  switch (edit.do) {
    case 'set': {
      const now = { ...map, ...edit.keys };
      for (const key of edit.without ?? []) delete now[key];
      return before.with(edit.at, now);
    }
    case 'text':
      return before.with(edit.at, { ...map, value: parseDocument(edit.text).toJS() as Value });
    case 'duplicate':
      return before.toSpliced(edit.at + 1, 0, { ...map, id: edit.id });
    case 'move':
      if (edit.to === edit.at || edit.to < 0 || edit.to >= before.length) return null;
      return before.toSpliced(edit.at, 1).toSpliced(edit.to, 0, check);
    case 'remove':
      return before.toSpliced(edit.at, 1);
    default:
      edit satisfies never;
      return null;
  }
}

function parsesTo(body: string, wanted: readonly Value[]): boolean {
  const document = parseDocument(body);
  if (document.errors.length > 0) return false;
  return toCanonicalJson((document.toJS() ?? []) as Value) === toCanonicalJson([...wanted]);
}

/** The body with only the lines of what is meant changed; null where it is not written in lines. */
function splice(body: string, list: YAMLSeq | null, edit: CheckEdit): string | null {
  if (!list || list.items.length === 0) {
    if (edit.do !== 'add') return null;
    const line = `- ${toFlowYaml(edit.check)}`;
    if (list?.range) return body.slice(0, list.range[0]) + line + body.slice(list.range[1]);
    return body.trim() === '' ? line : `${body.trimEnd()}\n${line}`;
  }
  const items = cutItems(body, list);
  if (!items) return null;
  const { chunks } = items;
  switch (edit.do) {
    case 'add': {
      const chunk = { lead: '', indent: items.indent, own: `${items.indent}- ${toFlowYaml(edit.check)}` };
      return joinItems({ ...items, chunks: [...chunks, chunk], gaps: [...items.gaps, '\n'] });
    }
    case 'set':
    case 'text': {
      const chunk = chunks[edit.at];
      if (!chunk) return null;
      const own =
        edit.do === 'text'
          ? setTextInItem(chunk.own, edit.text)
          : setInItem(chunk.own, edit.keys, edit.without ?? []);
      return own === null ? null : joinItems({ ...items, chunks: chunks.with(edit.at, { ...chunk, own }) });
    }
    case 'duplicate': {
      const chunk = chunks[edit.at];
      const own = chunk ? setInItem(chunk.own, { id: edit.id }, []) : null;
      if (!chunk || own === null) return null;
      return joinItems({
        ...items,
        chunks: chunks.toSpliced(edit.at + 1, 0, { ...chunk, lead: '', own }),
        gaps: items.gaps.toSpliced(edit.at, 0, '\n'),
      });
    }
    case 'move': {
      const chunk = chunks[edit.at];
      if (!chunk) return null;
      return joinItems({ ...items, chunks: chunks.toSpliced(edit.at, 1).toSpliced(edit.to, 0, chunk) });
    }
    case 'remove':
      return withoutItem(items, edit.at);
    default:
      edit satisfies never;
      return null;
  }
}

/** What stands above the first check may be of all of them: it stays, as does whatever else is between checks. */
function withoutItem(items: Items, at: number): string {
  const { head, chunks, gaps, tail } = items;
  const left = chunks.toSpliced(at, 1);
  const lead = at === 0 ? (chunks[0]?.lead ?? '') : '';
  if (left.length === 0) return `${head}${lead}[]${tail}`;
  if (at === 0) {
    const gap = (gaps[0] ?? '').trim() === '' ? '' : (gaps[0] ?? '').replace(/^\n+/, '');
    return joinItems({ ...items, head: head + lead + gap, chunks: left, gaps: gaps.slice(1) });
  }
  const before = gaps[at - 1] ?? '\n';
  const after = gaps[at];
  if (after === undefined) {
    const kept = before.trim() === '' ? '' : before.replace(/\n+$/, '');
    return joinItems({ ...items, chunks: left, gaps: gaps.slice(0, -1), tail: kept + tail });
  }
  const gap = after.trim() === '' ? before : before.trim() === '' ? after : before + after.replace(/^\n/, '');
  return joinItems({ ...items, chunks: left, gaps: gaps.toSpliced(at - 1, 2, gap) });
}

/** The list written anew by the YAML library, which keeps comments but not the layout. */
function rewrite(document: Document, edit: CheckEdit, wanted: readonly Value[]): string {
  if (!isSeq(document.contents)) document.contents = document.createNode([]);
  const list = document.contents as YAMLSeq;
  switch (edit.do) {
    case 'set':
      for (const [key, value] of Object.entries(edit.keys)) document.setIn([edit.at, key], value);
      for (const key of edit.without ?? []) document.deleteIn([edit.at, key]);
      break;
    case 'text':
      document.setIn([edit.at, 'value'], parseDocument(edit.text).contents);
      break;
    case 'add':
      list.add(document.createNode(edit.check, { flow: true }));
      break;
    case 'duplicate':
      list.items.splice(edit.at + 1, 0, document.createNode(wanted[edit.at + 1]));
      break;
    case 'move':
      list.items.splice(edit.to, 0, ...list.items.splice(edit.at, 1));
      break;
    case 'remove':
      list.items.splice(edit.at, 1);
      break;
    default:
      edit satisfies never;
  }
  return document.toString({ lineWidth: 0 });
}
