import { Context, Liquid, LiquidError, type Template } from 'liquidjs';
import { toSuggestion } from './nearest.ts';
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

/** Whether a text is a template at all: any other text is what it is. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
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
  const text = variable === null ? toSyntaxText(words) : toVariableText(variable, known);
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

function toSyntaxText(words: string): Text {
  const filter = /^undefined filter: (.*)$/s.exec(words)?.[1];
  if (filter !== undefined) {
    const more = toSuggestion(filter, Object.keys(liquid.filters));
    return {
      en: `there is no filter '${filter}'${more.en}`,
      ko: `'${filter}' 필터가 없습니다.${more.ko}`,
    };
  }
  const tag = /^tag "(.*)" not found$/s.exec(words)?.[1];
  if (tag !== undefined) {
    return {
      en: `there is no tag '${tag}' here; to send {% as text, put it between {% raw %} and {% endraw %}`,
      ko: `여기에 쓸 수 있는 '${tag}' 태그가 없습니다. {%를 글자 그대로 보내려면 {% raw %}와 {% endraw %} 사이에 쓰세요.`,
    };
  }
  const open = /^output "(.*)" not closed$/s.exec(words)?.[1];
  if (open !== undefined) {
    return {
      en: `this is never closed with }}: ${open} — to send {{ as text, put it between {% raw %} and {% endraw %}`,
      ko: `닫는 }}가 없습니다: ${open} — {{를 글자 그대로 보내려면 {% raw %}와 {% endraw %} 사이에 쓰세요.`,
    };
  }
  if (words.endsWith('not closed')) {
    return {
      en: `${words.replace(/^tag (?:"(.*)"|(.*)) not closed$/s, '$1$2 is never closed')}; to send {{ or {% as text, put it between {% raw %} and {% endraw %}`,
      ko: `닫히지 않았습니다: ${words.replace(/^tag (?:"(.*)"|(.*)) not closed$/s, '$1$2')} — {{나 {%를 글자 그대로 보내려면 {% raw %}와 {% endraw %} 사이에 쓰세요.`,
    };
  }
  if (words.endsWith('limit exceeded')) {
    return { en: `this template does too much: ${words}`, ko: `템플릿이 너무 많은 일을 합니다: ${words}` };
  }
  return { en: `not a valid template: ${words}`, ko: `템플릿 문법 오류: ${toKorean(words)}` };
}

/** What the engine says of a syntax, in Korean where it is said often. */
const KOREAN: [RegExp, string][] = [
  [/^invalid value expression: "(.*)"$/s, "'$1'에 값이 없습니다. {{이름}}처럼 쓰세요."],
  [/^illegal tag: (.*)$/s, '잘못 쓴 태그입니다: $1'],
  [/^expected variable name.*$/s, '변수 이름이 빠졌습니다.'],
  [/^unexpected token (.*)$/s, '올 수 없는 문자입니다: $1'],
  [/^expect(?:ed)? (.*)$/s, '빠진 것이 있습니다: $1'],
];

function toKorean(words: string): string {
  const known = KOREAN.find(([pattern]) => pattern.test(words));
  return known ? words.replace(...known) : words;
}
