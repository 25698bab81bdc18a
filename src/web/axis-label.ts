import { msg, str } from '@lit/localize';
import { findCell, type Notebook } from '../core/notebook.ts';
import { toCanonicalJson, type Value, type Variant } from '../core/trial.ts';

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

/** A level for a person: a persona's or prompt's name, a model without its provider, a value as it is written. */
export function levelLabel(notebook: Notebook, axis: string, value: Value): string {
  if (axis === 'persona' && value === 'none') return msg('no persona');
  if ((axis === 'persona' || axis === 'prompt') && typeof value === 'string') {
    return findCell(notebook, axis, value)?.name ?? value;
  }
  if (axis === 'model' && typeof value === 'string') return value.slice(value.indexOf('/') + 1);
  if (value === 'default') return msg('default');
  return typeof value === 'string' ? value : toCanonicalJson(value);
}

/** A level that may stand alone, where its axis is not in sight: a bare number or switch says whose it is. */
export function fullLevelLabel(notebook: Notebook, axis: string, value: Value): string {
  const label = levelLabel(notebook, axis, value);
  const speaksForItself = ['persona', 'prompt', 'model', 'row'].includes(axis);
  return speaksForItself ? label : msg(str`${axis} ${label}`);
}

/** Several levels in one line. */
export function variantLine(notebook: Notebook, variant: Variant, names: readonly string[]): string {
  return names
    .flatMap((name) => (name in variant ? [fullLevelLabel(notebook, name, variant[name] ?? null)] : []))
    .join(' · ');
}
