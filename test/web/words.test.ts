import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { afterAll, describe, expect, it } from 'vitest';
import { FIRST_SCREEN, keepWords, wordsOf } from '../../vite-words.ts';

const WEB = path.resolve(import.meta.dirname, '../../src/web');
const FIRST = FIRST_SCREEN.map((name) => path.join(WEB, name));

const dir = mkdtempSync(path.join(tmpdir(), 'gamut-words-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const write = (name: string, code: string): string => {
  writeFileSync(path.join(dir, name), code);
  return path.join(dir, name);
};
const id = (...texts: string[]) => generateMsgId(texts, false);

describe('the words of the first screen', () => {
  it('are those of its modules and of what comes with them, not of what comes late', () => {
    write('late.ts', "import { msg } from '@lit/localize';\nexport const late = () => msg('Late');\n");
    write(
      'types.ts',
      "import { msg } from '@lit/localize';\nmsg('Of a type');\nexport interface Type { a: 1 }\n",
    );
    write(
      'part.ts',
      "import { msg, str } from '@lit/localize';\nexport const said = (n: number) => msg(str`${n} rows`);\n",
    );
    const page = write(
      'page.ts',
      [
        "import { html } from 'lit';",
        "import { msg } from '@lit/localize';",
        "import type { Type } from './types.ts';",
        "import { said } from './part.ts';",
        "export const one = [said, (x: Type) => msg('It’s \\'here\\''), msg(`Plain`)];",
        'export const two = (n: unknown) => msg(html`Is <b>${n}</b> here?`);',
        "export const load = () => import('./late.ts');",
      ].join('\n'),
    );
    expect([...wordsOf([page])].sort()).toEqual(
      [id('', ' rows'), id("It’s 'here'"), id('Plain'), generateMsgId(['Is <b>', '</b> here?'], true)].sort(),
    );
  });

  it('cannot be told where they are made up as the page goes', () => {
    const page = write(
      'made-up.ts',
      "import { msg } from '@lit/localize';\nexport const f = (a: string) => msg(a);\n",
    );
    expect(() => wordsOf([page])).toThrow(/made-up\.ts/);
  });

  it('and those of the parts that come late are all there are, each once', () => {
    const first = wordsOf(FIRST);
    const code = readFileSync(path.join(WEB, 'locales/ko.ts'), 'utf8');
    const idsOf = (text: string) =>
      [...text.matchAll(/^\s*'([hs][0-9a-f]{16})':/gm)].map(([, found]) => found);
    const all = idsOf(code);
    const early = idsOf(keepWords(code, (word) => first.has(word)));
    const late = idsOf(keepWords(code, (word) => !first.has(word)));
    expect([...early, ...late].sort()).toEqual(all.sort());
    // All that the first screen says is said in Korean.
    expect([...first].filter((word) => !early.includes(word))).toEqual([]);
    expect(late.length).toBeGreaterThan(early.length / 4);
  });
});
