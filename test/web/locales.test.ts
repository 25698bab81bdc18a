import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const localize = path.join(root, 'node_modules/.bin/lit-localize');

/** The translation units of an XLIFF file: id to whether it has a target. */
function unitsOf(xliff: string): Map<string, boolean> {
  const units = new Map<string, boolean>();
  for (const [, id = '', body = ''] of xliff.matchAll(/<trans-unit id="([^"]+)">([\s\S]*?)<\/trans-unit>/g)) {
    units.set(id, /<target>[\s\S]*\S[\s\S]*<\/target>/.test(body));
  }
  return units;
}

describe('the texts of the page', () => {
  it('are all there in Korean, and the built file holds just them', { timeout: 240_000 }, async () => {
    const file = path.join(root, 'src/web/locales/ko.xlf');
    const before = await readFile(file, 'utf8');
    // Extraction keeps what is translated and adds what is new: a text without a target is one that nobody translated.
    execFileSync(localize, ['extract'], { cwd: root, stdio: 'pipe' });
    const after = await readFile(file, 'utf8');
    const missing = [...unitsOf(after)].filter(([, isTranslated]) => !isTranslated).map(([id]) => id);
    expect(missing).toEqual([]);
    expect(after, 'run npm run localize and commit src/web/locales').toBe(before);
    const built = await readFile(path.join(root, 'src/web/locales/ko.ts'), 'utf8');
    const ids = [...built.matchAll(/^\s*'([^']+)':/gm)].map(([, id]) => id);
    expect(ids.sort()).toEqual([...unitsOf(after).keys()].sort());
  });
});
