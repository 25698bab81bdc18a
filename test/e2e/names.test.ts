import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const [RLO, FSI, PDI] = ['\u202e', '\u2068', '\u2069'];
const TURNED = `${RLO}gpj.report`;
const NOTEBOOK = `---
gamut: 1
title: "${TURNED}"
---
\`\`\`persona id=turned name="${TURNED}"
You are a chef.
\`\`\`

\`\`\`persona id=other name="שף"
You are another chef.
\`\`\`

\`\`\`prompt id=ask
What goes with rice?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [turned, other]
model: sandbox/tiny
max_tokens: 5
\`\`\`

\`\`\`view of=main layout=grid
\`\`\`
`;

let browser: Browser;
let gamut: GamutProcess;
const folder = () => path.join(gamut.folder, 'experiments');

beforeAll(async () => {
  [browser, gamut] = await Promise.all([
    launch(),
    startGamut({ notebooks: { 'plain.gamut.md': '# Plain' } }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

describe('a name that turns the direction of writing', () => {
  it('turns no sentence of the page: it stands in an isolate of its own', async () => {
    await writeFile(path.join(folder(), 'turned.gamut.md'), NOTEBOOK);
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/turned.gamut.md`);
    const apart = (name: string) => `${FSI}${name}${PDI}`;
    await expect.poll(() => page.title()).toBe(`${apart(TURNED)} · Gamut`);
    const list = page.locator('gamut-notebook-list');
    await list.getByRole('button', { name: `Actions on ${apart(TURNED)}` }).waitFor();
    const heads = page.locator('gamut-card-grid [role="columnheader"]');
    await heads.first().scrollIntoViewIfNeeded();
    const shown = (await heads.allInnerTexts()).join(' ');
    expect(shown).toContain(apart(TURNED));
    expect(shown).toContain(apart('שף'));
    await list.getByRole('button', { name: `Actions on ${apart(TURNED)}` }).click();
    await list.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText(`“${apart(TURNED)}” is in the trash`).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a new notebook', () => {
  it.each([
    ['a long Korean title', `말투가 조언을 바꾸는지 ${'여러 온도에서 '.repeat(40)}비교하기`],
    ['a title of pictures', '👩‍🍳'.repeat(100)],
  ])('with %s gets a short file name, and keeps the whole title', async (_what, title) => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/plain.gamut.md`);
    const before = new Set(await readdir(folder()));
    for (const _of of ['one', 'another of the same title']) {
      await page.getByRole('button', { name: 'New notebook' }).click();
      await page.getByRole('textbox', { name: 'Title of the new notebook' }).fill(title);
      await page.keyboard.press('Enter');
      await expect
        .poll(async () => (await page.locator('gamut-header .title').innerText()).trim())
        .toBe(title);
      await expect.poll(() => page.url()).not.toContain('plain');
    }
    const fresh = async () =>
      (await readdir(folder())).filter((name) => name.endsWith('.gamut.md') && !before.has(name));
    await expect.poll(async () => (await fresh()).length).toBe(2);
    for (const name of await fresh()) {
      expect(Buffer.byteLength(name)).toBeLessThan(140);
      expect(name.isWellFormed()).toBe(true);
      expect(await readFile(path.join(folder(), name), 'utf8')).toContain(`# ${title}\n`);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});
