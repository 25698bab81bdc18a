import type { Axis } from '../../core/notebook.ts';
import { toCanonicalJson, type Value, type Variant } from '../../core/trial.ts';

/** The members that have the same levels of some axes. */
export interface LevelGroup<T> {
  levels: Variant;
  members: T[];
}

/** What tells levels apart; plain values stand for themselves, since a hundred thousand trials are gone through. */
function toKey(value: Value): Value {
  return typeof value === 'object' && value !== null ? toCanonicalJson(value) : value;
}

/** Groups by the levels of axes, in the order of their levels, the first axis changing slowest. Without axes: one group. */
export function groupByLevels<T extends { variant: Variant }>(
  members: readonly T[],
  axes: readonly Axis[],
): LevelGroup<T>[] {
  const places = axes.map(({ levels }) => new Map(levels.map((level, index) => [toKey(level), index])));
  const groups = new Map<number, LevelGroup<T>>();
  for (const member of members) {
    let key = 0;
    for (const [at, axis] of axes.entries()) {
      const place = places[at]?.get(toKey(member.variant[axis.name] ?? null)) ?? -1;
      key = key * (axis.levels.length + 1) + place + 1;
    }
    let group = groups.get(key);
    if (!group) {
      const levels = Object.fromEntries(axes.map(({ name }) => [name, member.variant[name] ?? null]));
      groups.set(key, (group = { levels, members: [] }));
    }
    group.members.push(member);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** Whether a variant has all these levels. */
export function hasLevels(variant: Variant, only: Variant): boolean {
  for (const name in only) {
    if (toKey(variant[name] ?? null) !== toKey(only[name] ?? null)) return false;
  }
  return true;
}

/** The axes that are not null. */
export function presentAxes(...axes: (Axis | null)[]): Axis[] {
  return axes.filter((axis) => axis !== null);
}
