import { Context, Liquid, LiquidError, type Template } from 'liquidjs';
import { toSuggestion } from './nearest.ts';
import { toTemplateFault } from './template-fault.ts';
import { isTemplate } from './template-mark.ts';
import { particle, type Text } from './text.ts';

/** What is wrong in a template. Line and column are 1-based, of the template's own text. */
export class TemplateError extends Error {
  override name = 'TemplateError';
  readonly line: number;
  readonly column: number;
  readonly text: Text;
  /** The variable that is not defined; null where something else is wrong. */
  readonly variable: string | null;

  constructor(text: Text, place: { line: number; column: number }, variable: string | null, cause?: unknown) {
    super(text.en, { cause });
    this.text = text;
    this.line = place.line;
    this.column = place.column;
    this.variable = variable;
  }
}

/** Characters that a template may have, objects that rendering may make, and outputs and tags that it may run (no time:
 * that would be another limit on every machine). A template that needs more is a mistake. */
const LIMITS = { parse: 1_000_000, memory: 2_000_000, steps: 100_000 };

/** Templates that read files, and filters whose result is another one tomorrow or elsewhere (chance, clock, time zone):
 * the same row must always make the same request. */
const REMOVED_TAGS = ['include', 'render', 'layout', 'block'];
const REMOVED_FILTERS = [
  'sample',
  'date',
  'date_to_xmlschema',
  'date_to_rfc822',
  'date_to_string',
  'date_to_long_string',
];

const CACHED_TEMPLATES = 500;

const liquid = createLiquid();
const parsed = new Map<string, Template[]>();

function createLiquid(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    ownPropertyOnly: true,
    templates: {},
    parseLimit: LIMITS.parse,
    memoryLimit: LIMITS.memory,
  });
  for (const tag of REMOVED_TAGS) delete engine.tags[tag];
  for (const filter of REMOVED_FILTERS) delete engine.filters[filter];
  return engine;
}

/** A Liquid template with its variables put in. Text that is no template comes back unchanged. Throws {@link TemplateError}
 * for a syntax error, an unknown filter and a variable that is not defined (except in `if` and before `default`). */
export function renderTemplate(template: string, vars: Record<string, string>): string {
  if (!isTemplate(template)) return template;
  try {
    const rendered: unknown = liquid.renderSync(parse(template), createContext(vars));
    return String(rendered);
  } catch (error) {
    throw toTemplateError(error, Object.keys(vars));
  }
}

/** Names of the variables that a template takes, in order of first use. Throws {@link TemplateError} for a syntax error. */
export function templateVariables(template: string): string[] {
  if (!isTemplate(template)) return [];
  try {
    return liquid.globalVariablesSync(parse(template));
  } catch (error) {
    throw toTemplateError(error, []);
  }
}

/** The engine asks at every step whether there is time left: here it is the steps that are counted. */
function createContext(vars: Record<string, string>): Context {
  const context = new Context(vars, liquid.options, { sync: true }, { liquid });
  let steps = 0;
  context.renderLimit.check = () => {
    steps += 1;
    if (steps > LIMITS.steps) throw new Error('step limit exceeded');
  };
  return context;
}

function parse(template: string): Template[] {
  const known = parsed.get(template);
  if (known) return known;
  const fresh = liquid.parse(template);
  const oldest = parsed.size < CACHED_TEMPLATES ? undefined : parsed.keys().next().value;
  if (oldest !== undefined) parsed.delete(oldest);
  parsed.set(template, fresh);
  return fresh;
}

function toTemplateError(error: unknown, known: string[]): TemplateError {
  const place = LiquidError.is(error) ? error.token.getPosition() : [];
  const words = toWords(error);
  const variable = /^undefined variable: (.*)$/s.exec(words)?.[1] ?? null;
  const text =
    variable === null ? toTemplateFault(words, Object.keys(liquid.filters)) : toVariableText(variable, known);
  return new TemplateError(text, { line: place[0] ?? 1, column: place[1] ?? 1 }, variable, error);
}

function toWords(error: unknown): string {
  if (LiquidError.is(error) && error.originalError) return error.originalError.message;
  return (error instanceof Error ? error.message : String(error)).replace(/, line:\d+, col:\d+$/s, '');
}

function toVariableText(variable: string, known: string[]): Text {
  const more = toSuggestion(variable, known);
  return {
    en: `variable '${variable}' is not defined${more.en}`,
    ko: `변수 '${variable}'${particle(variable, '이', '가')} 정의되어 있지 않습니다.${more.ko}`,
  };
}
