import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startHostileVendor, type HostileVendor } from './hostile-vendor.ts';
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

const ANSWER = `Save ${RLO}gpj.exe${'\u202c'} and add خبز.`;
const ANSWERED = `# Bread ${RLO}daerb

\`\`\`prompt id=ask
${ANSWER}
\`\`\`

\`\`\`matrix id=main
prompt: ask
model: vendor/yes
temperature: 0.TRY
top_logprobs: 2
\`\`\`
`;

let browser: Browser;
let tries = 0;
let vendor: HostileVendor;
let gamut: GamutProcess;
const folder = () => path.join(gamut.folder, 'experiments');

beforeAll(async () => {
  vendor = await startHostileVendor(['yes']);
  const config = `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`;
  [browser, gamut] = await Promise.all([
    launch(),
    startGamut({ notebooks: { 'plain.gamut.md': '# Plain' }, config }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

describe('a name that turns the direction of writing', () => {
  it('turns no sentence of the page: it stands in an isolate of its own', async () => {
    await writeFile(path.join(folder(), 'turned.gamut.md'), NOTEBOOK);
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/turned.gamut.md`);
    const apart = (name: string) => `${FSI}${name}${PDI}`;
    await expect.poll(() => page.title()).toBe(`${apart(TURNED)} · Gamut`);
    const list = page.locator('gamut-notebook-list');
    await list.getByRole('button', { name: `Actions on ${apart(TURNED)}` }).waitFor();
    // It is told of the title and of the persona; a name in Hebrew is not.
    const told = page.getByText(/invisible characters that turn the direction/);
    await expect.poll(() => told.count()).toBe(2);
    for (const text of await told.allInnerTexts()) expect(text).toContain('(U+202E)');
    const heads = page.locator('gamut-card-grid [role="columnheader"]');
    await heads.first().scrollIntoViewIfNeeded();
    const shown = (await heads.allInnerTexts()).join(' ');
    expect(shown).toContain(apart(TURNED));
    expect(shown).toContain(apart('שף'));
    // What is asked of a notebook that is gone is refused: all is answered before.
    await page.locator('gamut-header [data-run]:not([disabled])').waitFor();
    await list.getByRole('button', { name: `Actions on ${apart(TURNED)}` }).click();
    await list.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText(`“${apart(TURNED)}” is in the trash`).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('an answer that turns the direction of writing', () => {
  it('turns nothing where its tokens are shown: each character that would is seen by its number', async () => {
    // What no earlier try has had answered.
    tries += 1;
    await writeFile(path.join(folder(), 'answered.gamut.md'), ANSWERED.replace('TRY', String(tries)));
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/answered.gamut.md`);
    await page.getByText(/invisible characters that turn the direction of text \(U\+202E\)/).waitFor();
    await page.getByRole('button', { name: /^Run/ }).first().click();
    const card = page.locator('gamut-card[data-status="done"]').first();
    await card.scrollIntoViewIfNeeded();
    const marks = card.locator('[part="text"] .turning');
    await expect
      .poll(() => marks.evaluateAll((all) => all.map((mark) => mark.getAttribute('data-code'))))
      .toEqual(['U+202E', 'U+202C']);
    expect(await card.locator('[part="text"]').evaluate((text) => text.textContent)).toBe(ANSWER);
    // What follows the mark stands to the right of it: nothing has turned.
    const places = await card.locator('[part="text"]').evaluate((text) => {
      const mark = text.querySelector('.turning')?.getBoundingClientRect();
      const after = [...text.querySelectorAll('span[data-i]')].find((one) => one.textContent.includes('and'));
      return [mark?.left ?? NaN, after?.getBoundingClientRect().left ?? NaN];
    });
    expect(places[0]).toBeLessThan(places[1] ?? 0);
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
