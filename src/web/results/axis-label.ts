import { msg, str } from '@lit/localize';
import { NO_PERSONA } from '../../core/cell-kind.ts';
import { DEFAULT_LEVEL } from '../../core/show-value.ts';
import { isolate } from '../../core/isolate.ts';
import { cellsOf, type Notebook } from '../../core/notebook.ts';
import { partName } from '../../core/part-name.ts';
import { rowLabel } from '../../core/seen-from.ts';
import { toCanonicalJson, type Value, type Variant } from '../../core/trial.ts';
import { shorten } from '../look/shorten.ts';

/** An axis's name for a person; a parameter keeps the APIs' own. */
export function axisLabel(name: string): string {
  switch (name) {
    case 'persona':
      return msg('persona');
    case 'prompt':
      return msg('prompt');
    case 'model':
      return msg('model');
    case 'row':
      return msg('data row');
    default:
      return name;
  }
}

const modelNames = new WeakMap<Notebook, Map<string, number>>();

function shortModel(model: string): string {
  return model.slice(model.indexOf('/') + 1);
}

/** How many models of a notebook have the same name at different providers. */
function countOfName(notebook: Notebook, name: string): number {
  let counts = modelNames.get(notebook);
  if (!counts) {
    counts = new Map();
    const models = new Set(cellsOf(notebook, 'matrix').flatMap((matrix) => matrix.models));
    for (const model of models) counts.set(shortModel(model), (counts.get(shortModel(model)) ?? 0) + 1);
    modelNames.set(notebook, counts);
  }
  return counts.get(name) ?? 0;
}

/** A label has at most so many characters: a name that is none, but a text, has its beginning and its end. */
const MOST = 60;

/** A level for a person: a persona's or prompt's name, a model without its provider unless two have the same name, a
 * value as it is written; what is long is shortened. */
export function levelLabel(notebook: Notebook, axis: string, value: Value): string {
  return isolate(shorten(plainLabel(notebook, axis, value), MOST));
}

/** As {@link levelLabel}, however long. */
export function wholeLevelLabel(notebook: Notebook, axis: string, value: Value): string {
  return isolate(plainLabel(notebook, axis, value));
}

function plainLabel(notebook: Notebook, axis: string, value: Value): string {
  if (axis === 'persona' && value === NO_PERSONA) return msg('no persona');
  if ((axis === 'persona' || axis === 'prompt') && typeof value === 'string')
    return partName(notebook, axis, value);
  if (axis === 'model' && typeof value === 'string') {
    const name = shortModel(value);
    return countOfName(notebook, name) > 1 ? value : name;
  }
  if (axis === 'row' && typeof value === 'string') return rowLabel(notebook, value);
  if (value === DEFAULT_LEVEL) return msg('default');
  return typeof value === 'string' ? value : toCanonicalJson(value);
}

/** A level that may stand alone, where its axis is not in sight: a bare number or switch says whose it is. */
export function fullLevelLabel(notebook: Notebook, axis: string, value: Value): string {
  const label = levelLabel(notebook, axis, value);
  const speaksForItself = ['persona', 'prompt', 'model', 'row'].includes(axis);
  return speaksForItself ? label : msg(str`${axis} ${label}`);
}

/** What a rule says of one axis, for a person: its level, or several of them. */
function saidLabel(notebook: Notebook, axis: string, said: Value): string {
  if (!Array.isArray(said)) return fullLevelLabel(notebook, axis, said);
  const [first = null, ...others] = said;
  return [
    fullLevelLabel(notebook, axis, first),
    ...others.map((level) => levelLabel(notebook, axis, level)),
  ].join(', ');
}

/** A rule of `exclude` for a person, by names: `Chef · temperature 1.5, 2`. */
export function ruleLabel(notebook: Notebook, rule: Readonly<Record<string, Value>>): string {
  return Object.entries(rule)
    .map(([axis, said]) => saidLabel(notebook, axis, said))
    .join(' · ');
}

/** Several levels in one line. */
export function variantLine(notebook: Notebook, variant: Variant, names: readonly string[]): string {
  return names
    .flatMap((name) => (name in variant ? [fullLevelLabel(notebook, name, variant[name] ?? null)] : []))
    .join(' · ');
}
