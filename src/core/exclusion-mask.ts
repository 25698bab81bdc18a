import type { Axis } from './notebook.ts';
import { isExcludedLevel } from './excluded-level.ts';
import { toCanonicalJson, type Value } from './trial.ts';

/** A rule of `exclude`: what has all of its values is left out. */
export type Rule = Record<string, Value>;

/** What `exclude` says of two axes, as a grid. `out[row][col]` is whether all of that combination is left out. */
export interface Mask {
  out: boolean[][];
  /** How many other rules leave out a part of a combination: those that name further axes. */
  parts: number[][];
}

/** Whether a rule speaks of these two axes alone, so that the grid of the two shows all of it. */
export function isOfMask(rule: Rule, rows: Axis, cols: Axis): boolean {
  const names = Object.keys(rule);
  return names.length > 0 && names.every((name) => name === rows.name || name === cols.name);
}

/** Reads the rules as a grid of two axes. */
export function toMask(exclude: readonly Rule[], rows: Axis, cols: Axis): Mask {
  const means = (rule: Rule, axis: Axis, level: Value): boolean => {
    const said = rule[axis.name];
    return said === undefined || isExcludedLevel(said, level);
  };
  const own = exclude.filter((rule) => isOfMask(rule, rows, cols));
  const others = exclude.filter((rule) => !isOfMask(rule, rows, cols));
  const at = (rules: readonly Rule[], row: Value, col: Value): number =>
    rules.filter((rule) => means(rule, rows, row) && means(rule, cols, col)).length;
  return {
    out: rows.levels.map((row) => cols.levels.map((col) => at(own, row, col) > 0)),
    parts: rows.levels.map((row) => cols.levels.map((col) => at(others, row, col))),
  };
}

/**
 * The rules that leave out exactly a grid's combinations, and keep every rule that speaks of other axes as it is, in its
 * place. They are as few as people would write: a level that is out with everything is named alone, levels that are out
 * with the same others stand in one rule.
 */
export function fromMask(
  out: readonly (readonly boolean[])[],
  exclude: readonly Rule[],
  rows: Axis,
  cols: Axis,
): Rule[] {
  const others = exclude.filter((rule) => !isOfMask(rule, rows, cols));
  const byRow = toRules(out, rows, cols);
  const byCol = toRules(
    cols.levels.map((_, col) => rows.levels.map((__, row) => out[row]?.[col] ?? false)),
    cols,
    rows,
  );
  const rules = weigh(byCol) < weigh(byRow) ? byCol : byRow;
  // A rule that stays as it is keeps its place among the others.
  const kept = exclude.filter((rule) => others.includes(rule) || rules.some((one) => isSame(one, rule)));
  return [...kept, ...rules.filter((rule) => !kept.some((one) => isSame(one, rule)))];
}

/** Rules one for each pattern of a line, by lines: first the lines that are out altogether, then across, the levels that
 * are out in every line, then what is left. */
function toRules(out: readonly (readonly boolean[])[], lines: Axis, across: Axis): Rule[] {
  const isFull = (line: readonly boolean[]): boolean => line.every(Boolean);
  const full = lines.levels.filter((_, at) => isFull(out[at] ?? []));
  const rules: Rule[] = [];
  if (full.length > 0) rules.push({ [lines.name]: toSaid(full) });
  const rest = lines.levels.flatMap((level, at) =>
    isFull(out[at] ?? []) ? [] : [{ level, line: out[at] ?? [] }],
  );
  if (rest.length === 0) return rules;
  const always = across.levels.map((_, at) => rest.every(({ line }) => line[at] === true));
  const alwaysOut = across.levels.filter((_, at) => always[at]);
  if (alwaysOut.length > 0) rules.push({ [across.name]: toSaid(alwaysOut) });
  const groups = new Map<string, { levels: Value[]; across: Value[] }>();
  for (const { level, line } of rest) {
    const meant = across.levels.filter((_, at) => line[at] === true && !always[at]);
    if (meant.length === 0) continue;
    const key = toCanonicalJson(meant);
    const group = groups.get(key);
    if (group) group.levels.push(level);
    else groups.set(key, { levels: [level], across: meant });
  }
  for (const group of groups.values())
    rules.push({ [lines.name]: toSaid(group.levels), [across.name]: toSaid(group.across) });
  return rules;
}

/** One level stands alone, unless it is a list itself. */
function toSaid(levels: Value[]): Value {
  const [only = null] = levels;
  return levels.length === 1 && !Array.isArray(only) ? only : levels;
}

/** Few rules before few values. */
function weigh(rules: readonly Rule[]): number {
  return rules.length * 1000 + rules.reduce((sum, rule) => sum + Object.values(rule).flat().length, 0);
}

function isSame(one: Rule, other: Rule): boolean {
  return toCanonicalJson(one) === toCanonicalJson(other);
}
