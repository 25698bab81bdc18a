import { readFileSync } from 'node:fs';
import path from 'node:path';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { parseSync, Visitor, type ESTree, type Plugin } from 'vite';

/** What the first visit shows comes with its words, in `src/web`. */
export const FIRST_SCREEN = ['main.ts', 'page/app.ts', 'page/first/tour.ts'];

/** What a module says, by the ids of its messages, and the modules that come with it. */
interface Module {
  said: string[];
  imports: string[];
}

/** The id of a message, as `msg` reckons it when it is said. */
function idOf(said: ESTree.Argument | undefined, file: string): string {
  switch (said?.type) {
    case 'Literal':
      if (typeof said.value === 'string') return generateMsgId(said.value, false);
      break;
    case 'TemplateLiteral':
      if (said.expressions.length === 0) return generateMsgId(textsOf(said), false);
      break;
    case 'TaggedTemplateExpression':
      return generateMsgId(textsOf(said.quasi), said.tag.type === 'Identifier' && said.tag.name === 'html');
    default:
  }
  throw new Error(`${file}: msg takes a text, str\`…\` or html\`…\``);
}

function textsOf({ quasis }: ESTree.TemplateLiteral): string[] {
  return quasis.map(({ value }) => value.cooked ?? '');
}

function read(file: string): Module {
  const code = readFileSync(file, 'utf8');
  const { program, module, errors } = parseSync(file, code);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const said: string[] = [];
  new Visitor({
    CallExpression({ callee, arguments: [text] }) {
      if (callee.type === 'Identifier' && callee.name === 'msg') said.push(idOf(text, file));
    },
  }).visit(program);
  const imports = module.staticImports
    .filter(({ start }) => !/^import\s+type\b/.test(code.slice(start, start + 20)))
    .map(({ moduleRequest }) => moduleRequest.value)
    .filter((name) => name.startsWith('.') && name.endsWith('.ts'))
    .map((name) => path.resolve(path.dirname(file), name));
  return { said, imports };
}

/** The ids of all messages of these modules, and of those that come with them without being asked for. */
export function wordsOf(entries: readonly string[]): Set<string> {
  const words = new Set<string>();
  const seen = new Set(entries);
  for (const file of seen) {
    const { said, imports } = read(file);
    for (const id of said) words.add(id);
    for (const next of imports) seen.add(next);
  }
  return words;
}

/** The templates of a language's file, each by its id, as they are written. */
function templatesOf(code: string): Map<string, string> {
  const templates = new Map<string, string>();
  new Visitor({
    Property({ key, start, end }) {
      if (key.type === 'Literal' && typeof key.value === 'string')
        templates.set(key.value, code.slice(start, end));
    },
  }).visit(parseSync('words.ts', code).program);
  return templates;
}

/** A language's file with only some of its messages. */
export function keepWords(code: string, isKept: (id: string) => boolean): string {
  const kept = [...templatesOf(code)].flatMap(([id, template]) => (isKept(id) ? [template] : []));
  return `import { html } from 'lit';\nimport { str } from '@lit/localize';\nexport const templates = {\n${kept.join(',\n')},\n};\n`;
}

/**
 * Gives a language's file the words of {@link FIRST_SCREEN} and of all that comes with that, and `-late.ts` beside it the others.
 */
export function splitWords(web: string, locale: string): Plugin {
  const file = path.join(web, 'locales', `${locale}.ts`);
  const late = path.join(web, 'locales', `${locale}-late.ts`);
  return {
    name: 'gamut-split-words',
    load: {
      filter: { id: [file, late] },
      handler(id) {
        const words = wordsOf(FIRST_SCREEN.map((name) => path.join(web, name)));
        return keepWords(readFileSync(file, 'utf8'), (word) => words.has(word) === (id === file));
      },
    },
  };
}
