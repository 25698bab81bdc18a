import type { Axis, MatrixCell } from './notebook.ts';
import { isExcludedLevel } from './excluded-level.ts';
import { toCanonicalJson, type Value } from './trial.ts';

/** What a matrix leaves out, made ready: for each rule, the levels that it means, by axis. */
interface Rule {
  levels: Map<string, Set<string>>;
}

/** Tells whether a variant is left out of a matrix: one rule of `exclude` has all of its values. */
export function createExclusion(
  matrix: Pick<MatrixCell, 'exclude' | 'params'>,
  axes: Axis[],
): (variant: Record<string, Value>) => boolean {
  const rules = toRules(matrix, axes);
  if (rules.length === 0) return () => false;
  return (variant) =>
    rules.some(({ levels }) =>
      [...levels].every(([name, meant]) => meant.has(toCanonicalJson(variant[name]))),
    );
}

/** How many variants are left out, without making any: levels that the same rules mean are counted together, so that it
 * takes steps by the number of rules, not of variants. */
export function countExcluded(matrix: Pick<MatrixCell, 'exclude' | 'params'>, axes: Axis[]): number {
  const rules = toRules(matrix, axes);
  const sizes = axes.map((axis) => axis.levels.length);
  const known = new Map<string, number>();
  const productFrom = (index: number): number => sizes.slice(index).reduce((all, size) => all * size, 1);
  const count = (index: number, alive: number[]): number => {
    if (alive.length === 0) return 0;
    const rest = axes.slice(index);
    // A rule that says nothing of the axes to come leaves out all that is left.
    if (alive.some((at) => rest.every((axis) => !rules[at]?.levels.has(axis.name))))
      return productFrom(index);
    const [axis] = rest;
    if (!axis) return 0;
    const key = `${index}:${alive.join(',')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const groups = new Map<string, { alive: number[]; levels: number }>();
    for (const level of axis.levels) {
      const text = toCanonicalJson(level);
      const left = alive.filter((at) => rules[at]?.levels.get(axis.name)?.has(text) ?? true);
      const group = groups.get(left.join(','));
      if (group) group.levels += 1;
      else groups.set(left.join(','), { alive: left, levels: 1 });
    }
    let sum = 0;
    for (const group of groups.values()) sum += group.levels * count(index + 1, group.alive);
    known.set(key, sum);
    return sum;
  };
  return count(
    0,
    rules.map((_, at) => at),
  );
}

/** Whether a rule of `exclude` can mean anything: each value that it names is one that its axis or parameter has. */
export function canExclude(
  said: Record<string, Value>,
  { params }: Pick<MatrixCell, 'params'>,
  axes: readonly Axis[],
): boolean {
  return Object.entries(said).every(([name, value]) =>
    levelsOf(name, params, axes).some((level) => isExcludedLevel(value, level)),
  );
}

function levelsOf(name: string, params: Record<string, Value>, axes: readonly Axis[]): readonly Value[] {
  const axis = axes.find((one) => one.name === name);
  return axis?.levels ?? (name in params ? [params[name] ?? null] : []);
}

/** A rule that names a value which a parameter never has, or always has, is settled here. */
function toRules({ exclude, params }: Pick<MatrixCell, 'exclude' | 'params'>, axes: Axis[]): Rule[] {
  return exclude
    .filter((said) => canExclude(said, { params }, axes))
    .map((said) => {
      const levels = new Map<string, Set<string>>();
      for (const [name, value] of Object.entries(said)) {
        const axis = axes.find((one) => one.name === name);
        const meant = axis?.levels.filter((level) => isExcludedLevel(value, level)) ?? [];
        if (axis) levels.set(name, new Set(meant.map(toCanonicalJson)));
      }
      return { levels };
    });
}
