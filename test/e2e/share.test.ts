import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut()]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

async function openWithResults(locale: 'en' | 'ko' = 'en') {
  const opened = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, { locale });
  const { page, context } = opened;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const done = page.locator('gamut-card[data-status="done"]');
  const run = page.locator('gamut-header [data-run]');
  await expect.poll(async () => (await run.isEnabled()) || (await done.count()) === 9).toBe(true);
  if (await run.isEnabled()) await run.click();
  await expect.poll(() => done.count(), { timeout: 60_000 }).toBe(9);
  return opened;
}

async function save(page: Page, act: () => Promise<unknown>): Promise<{ download: Download; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { download, bytes: await readFile(await download.path()) };
}

describe('taking results elsewhere', () => {
  it('gives the exact request as code, the answer as Markdown and as a picture', async () => {
    const { page, context, faults } = await openWithResults();
    const card = page.locator('gamut-card').first();
    const text = (await card.locator('[part="text"]').innerText()).trim();
    await card.locator('[part="text"]').dblclick();
    const inspector = page.locator('gamut-inspector');

    await inspector.getByRole('tab', { name: 'Code' }).click();
    const code = inspector.locator('gamut-code pre');
    await expect.poll(() => code.textContent()).toContain('/chat/completions');
    expect(await code.textContent()).toContain('"temperature": 0.3');
    expect(await code.textContent()).toMatch(/[가-힣]/);
    await inspector.getByRole('button', { name: 'Python' }).click();
    await expect.poll(() => code.textContent()).toContain('from openai import OpenAI');
    await inspector.locator('gamut-code [data-copy]').click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('from openai');

    await inspector.getByRole('tab', { name: 'Text' }).click();
    await inspector.getByRole('button', { name: 'Copy as Markdown' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(text);
    const { download, bytes } = await save(page, () => inspector.locator('[data-picture]').click());
    expect(download.suggestedFilename()).toMatch(/\.png$/);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    // 640 CSS pixels at twice the size.
    expect(bytes.readUInt32BE(16)).toBe(1280);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('saves a report that opens without the server, with answers, heat maps and charts', async () => {
    const { page, context, faults } = await openWithResults('ko');
    const first = page.locator('gamut-card').first();
    await first.scrollIntoViewIfNeeded();
    const figures = (await first.locator('.figures .figure').allInnerTexts()).join(' · ');
    expect(figures).toMatch(/토큰 · .*(ms|초)$/);
    const { download, bytes } = await save(page, async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: /검색/ }).fill('보고서');
      await page.getByRole('option', { name: /보고서 저장/ }).waitFor();
      await page.keyboard.press('Enter');
    });
    expect(download.suggestedFilename()).toBe('01-tone.report.html');
    expect(faults).toEqual([]);

    const reader = await context.newPage();
    const asked: string[] = [];
    reader.on('request', (request) => asked.push(request.url()));
    await reader.route('**/*', (route) => route.abort());
    const html = bytes.toString('utf8');
    await reader.setContent(html);
    expect(await reader.locator('table.pivot td .text').count()).toBe(9);
    // Figures are written as the page writes them.
    expect(await reader.locator('table.pivot td .foot').first().innerText()).toContain(figures);
    if (process.env.SHOTS)
      await reader.screenshot({ path: path.join(process.env.SHOTS, 'report.png'), fullPage: true });
    expect(await reader.locator('.text span[class^="h"]').count()).toBeGreaterThan(0);
    expect(await reader.locator('figure img[src^="data:image/png"]').count()).toBeGreaterThan(0);
    const isDrawn = (image: HTMLImageElement) => image.complete && image.naturalWidth > 0;
    await expect.poll(() => reader.locator('figure img').first().evaluate(isDrawn)).toBe(true);
    // As large as on the page: a picture has two pixels for one, and is never blown up.
    const light = reader.locator('figure img.light');
    for (const image of await light.all()) {
      const { shown, natural } = await image.evaluate((at: HTMLImageElement) => ({
        shown: at.clientWidth,
        natural: at.naturalWidth,
      }));
      expect(shown).toBeLessThanOrEqual(natural / 2);
      expect(shown).toBeGreaterThan(300);
    }
    // Whoever reads in the dark sees the dark ones, and paper is white all the same.
    const dark = reader.locator('figure img.dark');
    expect(await dark.count()).toBe(await light.count());
    expect(await dark.first().isVisible()).toBe(false);
    await reader.emulateMedia({ colorScheme: 'dark' });
    expect(await dark.first().isVisible()).toBe(true);
    expect(await light.first().isVisible()).toBe(false);
    await reader.emulateMedia({ colorScheme: 'dark', media: 'print' });
    expect(await dark.first().isVisible()).toBe(false);
    expect(await light.first().isVisible()).toBe(true);
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([]);
    expect(html).not.toMatch(/<script/i);
    await context.close();
  });

  it('gives the notebook and its pinned answers as two files that, imported together, show the answers', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/04-support-bot.gamut.md`);
    const share = page.getByRole('button', { name: 'Share', exact: true });
    const menu = page.locator('gamut-share-menu');
    const take = async (name: RegExp) => {
      await share.click();
      const { download, bytes } = await save(page, () => menu.getByRole('button', { name }).click());
      return { name: download.suggestedFilename(), mimeType: 'text/plain', buffer: bytes };
    };
    const files = [await take(/Download the notebook/), await take(/Download the pinned answers/)];
    expect(files.map(({ name }) => name)).toEqual([
      '04-support-bot.gamut.md',
      '04-support-bot.results.jsonl',
    ]);
    for (const { name, buffer } of files)
      expect(buffer.equals(await readFile(path.join(gamut.folder, 'experiments', name)))).toBe(true);

    const stem = `from-a-friend-${Date.now()}`;
    const sent = files.map((file) => ({ ...file, name: file.name.replace('04-support-bot', stem) }));
    await page.locator('gamut-notebook-list input[type="file"]').setInputFiles(sent);
    await expect.poll(() => new URL(page.url()).hash).toBe(`#/${stem}.gamut.md`);
    await page.locator('gamut-results').first().scrollIntoViewIfNeeded();
    await page.locator('gamut-card[data-status="done"] [data-pinned]').first().waitFor();

    // What has no pinned answers has no file of them.
    await page
      .getByRole('navigation', { name: 'Notebooks' })
      .locator('[data-name="01-tone.gamut.md"]')
      .click();
    await expect.poll(() => new URL(page.url()).hash).toBe('#/01-tone.gamut.md');
    await share.click();
    await menu.getByRole('button', { name: /Download the notebook/ }).waitFor();
    await expect.poll(() => menu.getByRole('button', { name: /pinned answers/ }).count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});
