import type { Value } from './trial.ts';

/** What a model takes of one parameter. */
export interface ParameterRule {
  supported: boolean;
  /** Least and greatest value; null where nothing is known of one. */
  min: number | null;
  max: number | null;
  /** How many texts a list may have; null where nothing is known. */
  maxItems: number | null;
  /** Taken only together with this value of another parameter; null for always. */
  onlyWith: { name: string; value: Value } | null;
  /** Refused together with this other parameter; null for none. */
  notWith: string | null;
}

/** Rules by the parameter's name. */
export type Rules = Record<string, ParameterRule>;

/** A parameter that is taken, whatever its value. */
export const TAKEN: ParameterRule = {
  supported: true,
  min: null,
  max: null,
  maxItems: null,
  onlyWith: null,
  notWith: null,
};

/** A parameter that is never taken. */
export const REFUSED: ParameterRule = { ...TAKEN, supported: false };

/** A number that is taken from a least to a greatest value. */
export function within(min: number, max: number, more: Partial<ParameterRule> = {}): ParameterRule {
  return { ...TAKEN, min, max, ...more };
}

/** Rules for parameters that are taken, whatever their values. */
export function taking(...names: string[]): Rules {
  return Object.fromEntries(names.map((name) => [name, TAKEN]));
}

/** Rules for parameters that are never taken. */
export function refusing(...names: string[]): Rules {
  return Object.fromEntries(names.map((name) => [name, REFUSED]));
}
