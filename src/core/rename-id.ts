import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { isId, namingKey, NO_PERSONA } from './cell-kind.ts';
import { replaceBody, replaceInfo } from './edit.ts';
import type { Cell, Notebook } from './notebook.ts';
import { toFlowYaml } from './yaml-edit.ts';

/** Why a word cannot be the id of a cell. */
export type IdFault = 'no-word' | 'reserved' | 'taken';

/** Why a word cannot be the id of a cell; null where it can. */
export function idFault({ cells }: Pick<Notebook, 'cells'>, cell: Cell, id: string): IdFault | null {
  const kind = kindOf(cell);
  if (!isId(id)) return 'no-word';
  if (kind === 'persona' && id === NO_PERSONA) return 'reserved';
  const isTaken = cells.some(
    (one) => one.index !== cell.index && kindOf(one) === kind && one.info['id'] === id,
  );
  return isTaken ? 'taken' : null;
}

/** Where the YAML of other cells names a cell of a kind: paths of keys, lists on the way looked through. */
const NAMED_AT: Partial<Record<string, Partial<Record<Cell['kind'], string[][]>>>> = {
  persona: {
    matrix: [['persona'], ['exclude', 'persona']],
    view: [['baseline', 'persona']],
  },
  prompt: {
    matrix: [['prompt'], ['exclude', 'prompt']],
    view: [['baseline', 'prompt']],
  },
  dataset: { matrix: [['data']] },
};

/**
 * The text with another id for a cell, there and wherever other cells name it. Of two cells with one id the names mean the
 * first. `notebook` is the reading of the text. All else stays as written, byte for byte.
 */
export function renameId(text: string, { cells }: Pick<Notebook, 'cells'>, cell: Cell, id: string): string {
  const from = cell.info['id'];
  const kind = kindOf(cell);
  if (from === undefined || from === id) return text;
  const isMeant = cells.find((one) => kindOf(one) === kind && one.info['id'] === from)?.index === cell.index;
  let renamed = text;
  // From the last to the first: what stands before a change keeps its place.
  for (const one of cells.toReversed()) {
    if (one.index === cell.index) renamed = replaceInfo(renamed, one, { id });
    else if (isMeant) renamed = renameIn(renamed, one, { kind, from, id });
  }
  return renamed;
}

function renameIn(
  text: string,
  cell: Cell,
  { kind, from, id }: { kind: string; from: string; id: string },
): string {
  if (cell.kind === 'note' || cell.kind === 'other') return text;
  if (kind === 'matrix') {
    const key = namingKey(cell.kind, cell.info);
    return key !== 'id' && cell.info[key] === from ? replaceInfo(text, cell, { [key]: id }) : text;
  }
  const paths = NAMED_AT[kind]?.[cell.kind] ?? [];
  const body = paths.reduce((now, path) => renameAt(now, path, from, id), cell.body);
  return replaceBody(text, cell, body);
}

/** A YAML text with another word where a path leads to `from`, or to a list that has it. */
function renameAt(body: string, path: readonly string[], from: string, to: string): string {
  const document = parseDocument(body, { logLevel: 'error' });
  if (document.errors.length > 0) return body;
  const found: [number, number][] = [];
  const look = (node: unknown, [key, ...rest]: readonly string[]): void => {
    if (isSeq(node)) {
      for (const item of node.items) look(item, key === undefined ? [] : [key, ...rest]);
    } else if (key === undefined) {
      if (isScalar(node) && node.range && String(node.value) === from)
        found.push([node.range[0], node.range[1]]);
    } else if (isMap(node)) {
      for (const pair of node.items)
        if (isScalar(pair.key) && String(pair.key.value) === key) look(pair.value, rest);
    }
  };
  look(document.contents, path);
  return found
    .toSorted(([one], [other]) => other - one)
    .reduce((now, [start, end]) => now.slice(0, start) + toFlowYaml(to) + now.slice(end), body);
}

/** The kind of a cell, or that which a broken one was to be. */
function kindOf(cell: Cell): string {
  return cell.kind === 'other' ? cell.language : cell.kind;
}
