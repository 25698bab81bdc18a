import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { FIRST_SCREEN } from '../../vite-words.ts';

const WEB = path.resolve(import.meta.dirname, '../../src/web');

/** What makes words or figures of the page's language. */
const SAYS = /\b(?:msg|inLocale|failureWords|formatCount|formatMs|formatMoment|formatTime)\(/;

const elements = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
  .map((file) => ({ file, text: readFileSync(path.join(WEB, file), 'utf8') }))
  .filter(({ text }) => text.includes('@customElement('));

it('every element that says something hears of another language', () => {
  expect(elements.length).toBeGreaterThan(50);
  const deaf = elements.filter(({ text }) => SAYS.test(text) && !text.includes('@localized()'));
  expect(deaf.map(({ file }) => file)).toEqual([]);
});

// Decorators are applied from the last to the first, and one that stands in the page already is made when its name is given.
it('also one that stood in the page before its code came: it is to hear before it has its name', () => {
  const late = elements.filter(({ text }) => /@localized\(\)\s*@customElement/.test(text));
  expect(late.map(({ file }) => file)).toEqual([]);
});

// The words of the first screen come first, those of all parts that come late in one file: with the first of them.
it('what the first screen loads later comes after its words', () => {
  const first = new Set<string>();
  const follow = (file: string): void => {
    if (first.has(file)) return;
    first.add(file);
    const text = readFileSync(path.join(WEB, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/^(?:import|\} from)\b(?!\s+type\b)[^']*'(\.[^']+\.ts)'/gm)) {
      const next = path.posix.join(path.posix.dirname(file), name);
      if (!next.startsWith('..')) follow(next);
    }
  };
  follow('page/app.ts');
  expect(first.size).toBeGreaterThan(100);
  const early = [...first].flatMap((file) => {
    const text = readFileSync(path.join(WEB, file), 'utf8');
    return [...text.matchAll(/.*\bimport\('([^']+)'\)/g)]
      .filter(([line, name = '']) => !/\bpart\(\(\) => import/.test(line) && !name.includes('/core/'))
      .map(([line]) => `${file}: ${line.trim()}`);
  });
  // What says its words without waiting has them with the first ones.
  const unwaited = [...first].flatMap((file) =>
    [
      ...readFileSync(path.join(WEB, file), 'utf8').matchAll(
        /import\('([^']+)'\), \{[^}]*isOfFirstVisit: true/g,
      ),
    ].map(([, name = '']) => path.posix.join(path.posix.dirname(file), name)),
  );
  expect(FIRST_SCREEN).toEqual(['main.ts', 'page/app.ts', ...unwaited]);
  expect(
    early.filter((line) => !/locales\/ko(-late)?\.ts|import\('\.\/note-cleaner\.ts'\)/.test(line)),
  ).toEqual([]);
});
