import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startHostileVendor, type HostileVendor } from './hostile-vendor.ts';
import { openPage } from './open-page.ts';

const FENCE = '```';
const SYSTEM = '당신은 따뜻한 상담사입니다. You listen first. '.repeat(200).slice(0, 4990).trim();
const WORDY = `길고 긴 이름 ${'a very long name that goes on '.repeat(160)}`.trim();

/** A persona of 5,000 characters, one whose name has as many, a row whose id is a text, and a chart of every kind. */
const NOTEBOOK = `---
gamut: 1
title: Long names
---
# Long names

${FENCE}persona id=calm name="상담사"
${SYSTEM}
${FENCE}

${FENCE}persona id=wordy name="${WORDY}"
Short.
${FENCE}

${FENCE}prompt id=ask
{{question}}
${FENCE}

${FENCE}dataset id=people format=csv
id,question
${'무릎이 아픕니다 '.repeat(80).trim()},무릎이 아파요
tofu,두부를 볶을까요?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: [calm, wordy]
model: vendor/yes
data: people
max_tokens: 4
exclude:
  - { persona: wordy, row: tofu }
${FENCE}

${FENCE}assert for=main
- { id: some, type: min-graphemes, value: 1 }
${FENCE}

${FENCE}view of=main layout=pivot
rows: row
cols: persona
${FENCE}

${['tokens', 'latency', 'pass', 'ratings'].map((kind) => `${FENCE}chart of=main kind=${kind}\nby: persona\nsplit: row\n${FENCE}`).join('\n\n')}
`;

let browser: Browser;
let gamut: GamutProcess;
let vendor: HostileVendor;

beforeAll(async () => {
  vendor = await startHostileVendor(['yes']);
  const config = `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`;
  const notebooks = { 'long.gamut.md': NOTEBOOK };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

async function openWithAnswers(options: Parameters<typeof openPage>[2]) {
  await writeFile(path.join(gamut.folder, 'experiments', 'long.gamut.md'), NOTEBOOK);
  const opened = await openPage(browser, `${gamut.url}/#/long.gamut.md`, options);
  const { page } = opened;
  const run = page.locator('gamut-header [data-run]');
  const done = page.locator('gamut-card[data-status="done"]');
  await expect.poll(async () => (await run.isEnabled()) || (await done.count()) === 3).toBe(true);
  if (await run.isEnabled()) await run.click();
  await expect.poll(() => done.count(), { timeout: 60_000 }).toBe(3);
  return opened;
}

/** Points at something until what stands behind it is told: what comes in meanwhile may move it away, and what was told of
 * something else may still be in sight. */
async function pointAt(page: Page, at: Locator, behind: string): Promise<void> {
  const text = page.locator('gamut-text-hint .text');
  await expect
    .poll(async () => {
      await page.mouse.move(5, 5);
      await at.hover();
      await text.waitFor({ timeout: 3000 }).catch(() => {});
      return (await text.isVisible()) ? text.innerText() : '';
    })
    .toBe(behind);
}

/** The tallest of what a name stands in, CSS pixels. */
const tallest = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .evaluateAll((all) => Math.max(0, ...all.map((one) => one.getBoundingClientRect().height)));

describe('names of thousands of characters', () => {
  it.each([
    { width: 1440, theme: 'light', locale: 'ko' },
    { width: 320, theme: 'dark', locale: 'en' },
  ] as const)('are never a wall of text, at $width px, $theme, $locale', async ({ width, theme, locale }) => {
    const { page, context, faults } = await openWithAnswers({ width, theme, locale });
    expect(await tallest(page, 'gamut-matrix-cell .chip')).toBeLessThan(60);
    expect(await tallest(page, 'gamut-card-grid .heads .head')).toBeLessThan(120);
    expect(await tallest(page, 'gamut-exclude-grid .rule')).toBeLessThan(130);
    for (const chart of await page.locator('gamut-chart').all()) {
      await chart.scrollIntoViewIfNeeded();
      await chart.locator('.sentence, .lack').waitFor();
      expect((await chart.boundingBox())?.height).toBeLessThan(900);
    }
    const sideways = await page.evaluate(() => {
      const main = document.querySelector('gamut-app')?.shadowRoot?.querySelector('main');
      return main ? main.scrollWidth - main.clientWidth : -1;
    });
    expect(sideways).toBeLessThanOrEqual(0);
    expect(await findAxeFaults(page, 'moderate')).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('stand whole, with the text behind them, where one points or rests with the keys', async () => {
    const { page, context, faults } = await openWithAnswers({});
    const hint = page.locator('gamut-text-hint');
    const chip = page.locator('gamut-matrix-cell .chip', { hasText: '상담사' });
    await pointAt(page, chip, SYSTEM);
    // It can be moved onto, and Escape takes it away.
    await hint.locator('.text').hover();
    await page.mouse.wheel(0, 200);
    await expect.poll(() => hint.locator('.text').evaluate((text) => text.scrollTop)).toBeGreaterThan(0);
    expect(await hint.locator('header').innerText()).toMatch(/상담사\s+4,\d+ characters/);
    expect(await findAxeFaults(page, 'moderate')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => hint.isVisible()).toBe(false);

    const head = page.locator('gamut-card-grid .heads .head').nth(1).locator('[data-level]');
    await pointAt(page, head, `${WORDY}\n\nShort.`);
    await page.mouse.move(5, 5);
    await expect.poll(() => hint.isVisible()).toBe(false);

    await chip.focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(() => hint.isVisible()).toBe(true);
    expect(await hint.locator('b').innerText()).toBe('상담사');
    await page.keyboard.press('Tab');
    const row = page.locator('gamut-card-grid .row .first [data-level]').last();
    await pointAt(page, row, 'question: 두부를 볶을까요?');
    expect(faults).toEqual([]);
    await context.close();
  });
});
