import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allCommands } from '../../src/web/page/commands/all-commands.ts';

const root = join(import.meta.dirname, '../..');
const [english = '', korean = ''] = readFileSync(join(root, 'README.md'), 'utf8').split(/^## 한국어$/m);
const xlf = readFileSync(join(root, 'src/web/locales/ko.xlf'), 'utf8');

/** What the page can say in one language. */
const saying = (tag: 'source' | 'target') =>
  new Set([...xlf.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map((match) => match[1]));

/** Names that a part of the README has in bold, but for those of no language and for what is stressed. */
const namesIn = (text: string) =>
  [...text.matchAll(/\*\*([^*]+)\*\*/g)]
    .map((match) => (match[1] ?? '').replace(/\s+/g, ' '))
    .filter((name) => !['CSV', 'skipped with the reason', 'unknown'].includes(name));

it.each([
  { language: 'en', text: english, said: saying('source') },
  { language: 'ko', text: korean, said: saying('target') },
] as const)('the README in $language calls things by the words of the page', ({ language, text, said }) => {
  const names = namesIn(text);
  expect(names.length).toBeGreaterThan(8);
  const commands = allCommands.map(({ title }) => title[language].split(': ')[0]);
  expect(names.filter((name) => !said.has(name) && !commands.includes(name))).toEqual([]);
});
