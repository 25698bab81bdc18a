import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FENCE = '```';
const FIRST = '#/01-tone.gamut.md';
const PARTS = 2;

/** Cells of every kind that is written, and no heading of the first level among them. */
const BARE = `---\ngamut: 1\ntitle: 제목만 있는 노트북\n---\n${Array.from(
  { length: PARTS },
  (_, n) => `## 부분 ${n}

글 *강조*와 [링크](https://example.com/${n}).

${FENCE}persona id=p${n} name="사람 ${n}"
당신은 ${n}번입니다.
${FENCE}

${FENCE}prompt id=q${n}
질문 {{x}} ${n}
${FENCE}

${FENCE}dataset id=d${n} format=csv
id,x
1,하나
${FENCE}
`,
).join('\n')}`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut()]);
  await writeFile(path.join(gamut.folder, 'experiments', 'bare.gamut.md'), BARE);
  const { page, context } = await openPage(browser, `${gamut.url}/${FIRST}`);
  await page.locator('gamut-header [data-run]:not([disabled])').click();
  await page.locator('gamut-card[data-status="done"]').nth(8).waitFor({ timeout: 60_000 });
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

const firstAnswer = (page: Page): Locator => page.locator('gamut-card[data-status="done"]').first();

async function ask(page: Page, command: string): Promise<void> {
  await page.evaluate((id) => {
    const intent = Object.assign(new Event('gamut-command'), { command: id });
    document.querySelector('gamut-app')?.dispatchEvent(intent);
  }, command);
}

describe.each([
  { theme: 'light', locale: 'ko' },
  { theme: 'dark', locale: 'en' },
] as const)('axe finds nothing moderate or worse, $theme, $locale', (options) => {
  const clean = async (page: Page, screen: string, within?: [string, string, ...string[]]) =>
    expect((await findAxeFaults(page, 'moderate', within)).map((fault) => `${screen}: ${fault}`)).toEqual([]);

  const open = async (hash = FIRST) => {
    const opened = await openPage(browser, `${gamut.url}/${hash}`, options);
    await opened.page.locator('gamut-header').waitFor();
    return opened;
  };

  it('on the menus while they are open', async () => {
    const { page, context, faults } = await open();
    await firstAnswer(page).waitFor();
    for (const opener of ['[data-filters]', '[data-csv]', '[data-pin]', 'gamut-cell-menu button.open']) {
      await page.locator(opener).first().focus();
      await page.keyboard.press('Enter');
      await page.locator('[popover]:popover-open').first().waitFor();
      await clean(page, opener);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('[popover]:popover-open').count()).toBe(0);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on what stands over an answer: large, compared, and what is said of it', async () => {
    const { page, context, faults } = await open();
    const place = page
      .locator('gamut-card-grid .cell', { has: page.locator('[data-status="done"]') })
      .first();
    for (const keys of [['f'], ['n'], ['a', 'ArrowRight', 'b', '=']]) {
      await place.focus();
      for (const key of keys) await page.keyboard.press(key);
      await page.locator('dialog[open]').waitFor();
      await clean(page, keys.join(' '));
      await page.keyboard.press('Escape');
      await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on every tab of the inspector', async () => {
    const { page, context, faults } = await open();
    await firstAnswer(page).dblclick();
    const tabs = page.locator('gamut-inspector [role="tab"]');
    await tabs.first().waitFor();
    for (let at = 0; at < (await tabs.count()); at++) {
      await tabs.nth(at).click();
      await expect.poll(() => tabs.nth(at).getAttribute('aria-selected')).toBe('true');
      await clean(page, await tabs.nth(at).innerText(), ['gamut-app', 'aside']);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on a notebook without a heading of the first level, which its title is then, and on its file as text', async () => {
    const { page, context, faults } = await open('#/bare.gamut.md');
    await page.getByRole('heading', { level: 1, name: '제목만 있는 노트북' }).waitFor();
    await expect.poll(() => page.locator('li[data-kind]').count()).toBe(4 * PARTS);
    await clean(page, 'cells');
    await ask(page, 'file-source');
    await page.locator('gamut-file-source textarea').waitFor();
    await clean(page, 'file as text');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on the page of the API', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/api/docs`, options);
    await page.locator('h1').waitFor();
    await clean(page, 'api docs');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on a report that is opened from the disk, with the network off', async () => {
    const { page, context, faults } = await open();
    await firstAnswer(page).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), ask(page, 'report')]);
    expect(faults).toEqual([]);
    const file = path.join(gamut.folder, `${options.theme}.report.html`);
    await download.saveAs(file);
    await context.setOffline(true);
    const reader = await context.newPage();
    const asked: string[] = [];
    reader.on('request', (request) => asked.push(request.url()));
    await reader.goto(pathToFileURL(file).href);
    expect(await reader.locator('table.pivot td .text').count()).toBe(9);
    await reader.locator('figure summary').first().click();
    await clean(reader, 'report');
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href]);
    await context.close();
  });
});
