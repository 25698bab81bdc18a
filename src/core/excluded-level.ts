import { toCanonicalJson, type Value } from './trial.ts';

/** Whether a level is meant by what an `exclude` says of its axis: the same value, or one of a list of them. An id that
 * YAML took for a number is still the id. */
export function isExcludedLevel(said: Value, level: Value): boolean {
  const wanted = toCanonicalJson(level);
  const isLevel = (one: Value): boolean =>
    toCanonicalJson(one) === wanted || (typeof one === 'number' && String(one) === level);
  return isLevel(said) || (Array.isArray(said) && said.some(isLevel));
}
