import type { TrialRow } from './result-api.ts';
import type { Axis } from './notebook.ts';
import { toCanonicalJson, type Value, type Variant } from './trial.ts';

/** Which axes go down and which go across; the first of a list changes slowest. */
export interface PivotSpec {
  rows: string[];
  cols: string[];
}

/** The head of a row or column: one level of each of its axes. */
export interface PivotHead {
  key: string;
  levels: Variant;
}

/** The trials that share a place: repeats of one variant, in order. */
export interface PivotSlot {
  variant: Variant;
  trialIds: string[];
}

export interface PivotRow extends PivotHead {
  /** One place a column; null where the matrix has no such variant. */
  slots: (PivotSlot | null)[];
}

export interface Pivot {
  rows: PivotRow[];
  cols: PivotHead[];
}

/** A case's axes: what was asked. The rest is what is compared. */
const CASE_AXES = ['prompt', 'row'];
const FIRST_COLS = ['temperature', 'model', 'persona', 'prompt', 'row'];
const FIRST_ROWS = ['persona', 'prompt', 'row', 'model'];

/** What tells levels apart; plain values stand for themselves, since thousands of trials are gone through. */
function toLevelKey(value: Value): Value {
  return typeof value === 'object' && value !== null ? `\u0000${toCanonicalJson(value)}` : value;
}

/** The axes along which these trials really differ, levels in the order of `axes` where given, else of appearance. */
export function variedAxes(trials: readonly Pick<TrialRow, 'variant'>[], axes: readonly Axis[] = []): Axis[] {
  const seen = new Map<string, Map<Value, Value>>();
  for (const { variant } of trials) {
    for (const name in variant) {
      const value = variant[name] ?? null;
      let levels = seen.get(name);
      if (!levels) seen.set(name, (levels = new Map()));
      levels.set(toLevelKey(value), value);
    }
  }
  return [...seen].flatMap(([name, levels]) => {
    if (levels.size < 2) return [];
    const ordered = (axes.find((axis) => axis.name === name)?.levels ?? []).filter((value) =>
      levels.has(toLevelKey(value)),
    );
    return [{ name, levels: ordered.length === levels.size ? ordered : [...levels.values()] }];
  });
}

/** Cases down, everything that is compared across. */
export function gridSpec(axes: readonly Axis[]): PivotSpec {
  const names = axes.map((axis) => axis.name);
  return {
    rows: names.filter((name) => CASE_AXES.includes(name)),
    cols: names.filter((name) => !CASE_AXES.includes(name)),
  };
}

/**
 * One axis across, all others down: the wished one first, the split last, so that what is split stands together. Wishes
 * that name no axis are left out. Without wishes: temperature or else a parameter across, persona or else the case down.
 */
export function pivotSpec(
  axes: readonly Axis[],
  wish: { rows: string | null; cols: string | null; split: string | null } = {
    rows: null,
    cols: null,
    split: null,
  },
): PivotSpec {
  const names = axes.map((axis) => axis.name);
  const known = (name: string | null) => (name !== null && names.includes(name) ? name : null);
  const parameters = names.filter((name) => !FIRST_COLS.includes(name));
  const wishedRows = known(wish.rows);
  const split = known(wish.split);
  const isFree = (name: string) => names.includes(name) && name !== wishedRows && name !== split;
  const cols =
    known(wish.cols) ?? ['temperature', ...parameters, ...FIRST_COLS.slice(1)].find(isFree) ?? null;
  const rest = names.filter((name) => name !== cols);
  const rows =
    (wishedRows !== cols ? wishedRows : null) ??
    [...FIRST_ROWS, ...parameters].find((name) => rest.includes(name) && name !== split) ??
    null;
  const last = split !== cols && split !== rows ? split : null;
  const between = rest.filter((name) => name !== rows && name !== last);
  return {
    rows: [rows, ...between, last].filter((name) => name !== null),
    cols: cols === null ? [] : [cols],
  };
}

interface HeadNode {
  head: PivotHead | null;
  next: Map<Value | undefined, HeadNode>;
}

/** Gives the head of a variant, the same one for the same levels: of a hundred thousand trials there are few. */
function createHeads(names: readonly string[]): (variant: Variant) => PivotHead {
  const root: HeadNode = { head: null, next: new Map() };
  return (variant) => {
    let node = root;
    for (const name of names) {
      const level = variant[name];
      const key = level === undefined ? undefined : toLevelKey(level);
      let next = node.next.get(key);
      if (!next) node.next.set(key, (next = { head: null, next: new Map() }));
      node = next;
    }
    return (node.head ??= toHead(variant, names));
  };
}

function toHead(variant: Variant, names: readonly string[]): PivotHead {
  const levels: Variant = {};
  for (const name of names) if (name in variant) levels[name] = variant[name] ?? null;
  return { key: toCanonicalJson(levels), levels };
}

function sortHeads<T extends PivotHead>(heads: T[], names: readonly string[], axes: readonly Axis[]): T[] {
  const places = new Map(
    axes.map((axis) => [
      axis.name,
      new Map(axis.levels.map((level, index) => [toCanonicalJson(level), index])),
    ]),
  );
  const placeOf = (head: T, name: string) =>
    places.get(name)?.get(toCanonicalJson(head.levels[name] ?? null)) ?? -1;
  return heads.sort((a, b) => {
    for (const name of names) {
      const difference = placeOf(a, name) - placeOf(b, name);
      if (difference !== 0) return difference;
    }
    return 0;
  });
}

/** Lays trials out in rows and columns. What is not in `spec` does not part them: repeats share a place. */
export function buildPivot(
  trials: readonly Pick<TrialRow, 'trialId' | 'variant'>[],
  spec: PivotSpec,
  axes: readonly Axis[],
): Pivot {
  const cols = new Set<PivotHead>();
  const rows = new Map<PivotHead, PivotHead & { byCol: Map<PivotHead, PivotSlot> }>();
  const [colOf, rowOf] = [createHeads(spec.cols), createHeads(spec.rows)];
  for (const { trialId, variant } of trials) {
    const col = colOf(variant);
    cols.add(col);
    const head = rowOf(variant);
    let row = rows.get(head);
    if (!row) rows.set(head, (row = { ...head, byCol: new Map() }));
    const slot = row.byCol.get(col);
    if (slot) slot.trialIds.push(trialId);
    else row.byCol.set(col, { variant, trialIds: [trialId] });
  }
  const sortedCols = sortHeads([...cols], spec.cols, axes);
  return {
    cols: sortedCols,
    rows: sortHeads([...rows.values()], spec.rows, axes).map(({ key, levels, byCol }) => ({
      key,
      levels,
      slots: sortedCols.map((col) => byCol.get(col) ?? null),
    })),
  };
}
