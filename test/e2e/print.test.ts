import type { Browser, Page } from 'playwright-core';
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

/** The first sample with its nine answers; where the browser would ask for the printer, it only counts. */
async function openWithResults(width = 1440) {
  const opened = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, {
    locale: 'ko',
    width,
    height: 720,
  });
  const { page, context } = opened;
  // In every frame that is still to come.
  await context.addInitScript(() => {
    window.print = () => {
      const { dataset } = document.documentElement;
      dataset['printed'] = String(Number(dataset['printed'] ?? 0) + 1);
    };
  });
  const done = page.locator('gamut-card[data-status="done"]');
  const run = page.locator('gamut-header [data-run]');
  await expect.poll(async () => (await run.isEnabled()) || (await done.count()) === 9).toBe(true);
  if (await run.isEnabled()) await run.click();
  await expect.poll(() => done.count(), { timeout: 60_000 }).toBe(9);
  return opened;
}

/** How many sheets of paper there are in a PDF. */
function countSheets(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

/** The texts of all answers on the page. */
async function answers(page: Page): Promise<string[]> {
  const texts = await page.locator('gamut-card [part="text"]').allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

describe('on paper', () => {
  it('Ctrl+P prints the report: all cells and answers, in its own style, and nothing is left behind', async () => {
    const { page, context, faults } = await openWithResults();
    const texts = await answers(page);
    await page.keyboard.press('Control+p');
    const element = page.locator('iframe[data-print]');
    const report = page.frameLocator('iframe[data-print]');
    await report.locator('html[data-printed="1"]').waitFor({ state: 'attached' });
    const shown = (await report.locator('table.pivot').innerText()).replaceAll(/\s+/g, ' ');
    for (const text of texts) expect(shown).toContain(text);
    await expect.poll(() => report.locator('figure img').count()).toBeGreaterThan(0);
    // Its style is there, which the page's rules keep out of a <style> of another.
    expect(await report.locator('table.pivot').evaluate((at) => getComputedStyle(at).borderCollapse)).toBe(
      'collapse',
    );
    const heat = report.locator('.text .h3, .text .h4, .text .h5').first();
    expect(await heat.evaluate((at) => getComputedStyle(at).backgroundColor)).not.toBe('rgba(0, 0, 0, 0)');

    // The same on paper: taken out, as a test cannot look at what the printer gets.
    const handle = await element.elementHandle();
    const frame = await handle?.contentFrame();
    const { html, css } = (await frame?.evaluate(() => ({
      html: document.documentElement.outerHTML.replaceAll(/<link[^>]*>/g, ''),
      css: document.adoptedStyleSheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)),
    }))) ?? { html: '', css: [] };
    const reader = await context.newPage();
    await reader.setContent(html);
    await reader.addStyleTag({ content: css.join('\n') });
    const pdf = await reader.pdf({ format: 'A4' });
    expect(countSheets(pdf)).toBeGreaterThan(1);
    await reader.close();

    await frame?.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect.poll(() => element.count()).toBe(0);

    // The same again, by its name.
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /검색/ }).fill('인쇄');
    await page.getByRole('option', { name: /인쇄/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await report.locator('html[data-printed="1"]').waitFor({ state: 'attached' });
    expect(await element.count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a menu in the header offers the report, printing, presenting and the notebook’s file', async () => {
    const { page, context, faults } = await openWithResults();
    const button = page.getByRole('button', { name: '공유' });
    await button.focus();
    await page.keyboard.press('Enter');
    const menu = page.locator('gamut-share-menu');
    await menu.locator('button:focus').waitFor();
    expect(await menu.getByRole('button').count()).toBe(4);
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(download.suggestedFilename()).toBe('01-tone.report.html');

    await button.click();
    await menu.locator('button:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('iframe[data-print]').waitFor({ state: 'attached' });

    await button.click();
    await menu.locator('button:focus').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => menu.isVisible()).toBe(false);
    await button.click();
    await menu.getByRole('button', { name: /발표/ }).click();
    await page.locator('gamut-presentation').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('the page itself, printed by the menu of the browser, flows over sheets with all cells and answers', async () => {
    const { page, context, faults } = await openWithResults(1280);
    const advice = page.getByText(/Share, Print \(Ctrl\+P/).or(page.getByText(/공유의 인쇄\(/));
    expect(await advice.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await advice.isVisible()).toBe(true);
    const chrome = page.locator('gamut-header, gamut-side-panel');
    await expect.poll(() => chrome.filter({ visible: true }).count()).toBe(0);
    for (const card of await page.locator('gamut-card').all()) {
      const isClipped = await card
        .locator('.scroll')
        .first()
        .evaluate((at) => getComputedStyle(at).overflowY !== 'visible' && at.scrollHeight > at.clientHeight);
      expect(isClipped).toBe(false);
    }
    // Every column is on the sheet, and so is the last cell.
    await page.setViewportSize({ width: 700, height: 990 });
    const right = () =>
      page
        .locator('gamut-card')
        .evaluateAll((cards) => Math.max(...cards.map((card) => card.getBoundingClientRect().right)));
    await expect.poll(right).toBeLessThanOrEqual(700);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeGreaterThan(990);
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.emulateMedia({ media: null });
    expect(countSheets(await page.pdf({ format: 'A4' }))).toBeGreaterThan(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});
