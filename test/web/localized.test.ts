import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

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
