import { nearest } from './nearest.ts';
import { renderTemplate, TemplateError, templateVariables } from './template.ts';

/** A variable that a template cannot do without and that no column gives. */
export interface MissingVariable {
  name: string;
  /** The column that was most likely meant; null where none is like it. */
  meant: string | null;
}

/** The variables of some templates that no column gives, in order of first use. Those that a template can do without (in
 * `if`, before `default`) are not among them, nor are those of a template that is broken. */
export function missingVariables(
  templates: readonly string[],
  columns: readonly string[],
): MissingVariable[] {
  const missing = new Map<string, MissingVariable>();
  for (const template of templates) {
    const names = variablesOf(template);
    for (const name of names) {
      if (columns.includes(name) || missing.has(name) || !needs(template, name, names)) continue;
      missing.set(name, { name, meant: nearest(name, columns) });
    }
  }
  return [...missing.values()];
}

/** A template's variables; none where it is broken. */
export function variablesOf(template: string): string[] {
  try {
    return templateVariables(template);
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}

/** The template with another name for a variable, wherever an output or a tag takes it; texts in quotes stay. */
export function renameVariable(template: string, from: string, to: string): string {
  const name = from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const use = new RegExp(`"[^"]*"|'[^']*'|(?<![\\p{L}\\p{N}_.'"-])${name}(?![\\p{L}\\p{N}_-])`, 'gu');
  return template.replace(/\{\{[^]*?\}\}|\{%[^]*?%\}/g, (part) =>
    part.replace(use, (found) => (found === from ? to : found)),
  );
}

function needs(template: string, name: string, all: readonly string[]): boolean {
  const vars = Object.fromEntries(all.filter((one) => one !== name).map((one) => [one, '']));
  try {
    renderTemplate(template, vars);
    return false;
  } catch (error) {
    return error instanceof TemplateError && error.variable === name;
  }
}
