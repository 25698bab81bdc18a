import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const folder = path.join(import.meta.dirname, 'screenshots');
let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  [browser, gamut] = await Promise.all([launch(), startGamut()]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

describe('pictures of the samples, to be looked at', () => {
  for (const [width, height] of [
    [1440, 900],
    [900, 1000],
  ] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const locale of ['en', 'ko'] as const) {
        it(`takes the first sample at ${width} px, ${theme}, ${locale}: nothing is wider than the window`, async () => {
          const { page, context, faults } = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, {
            width,
            height,
            theme,
            locale,
          });
          const done = page.locator('gamut-card[data-status="done"]');
          const run = page.locator('gamut-header [data-run]');
          await run.waitFor();
          await page.locator('gamut-card').first().waitFor();
          // What there is to run is known once the plan is.
          await expect.poll(async () => (await run.isEnabled()) || (await done.count()) === 9).toBe(true);
          if (await run.isEnabled()) await run.click();
          await expect.poll(() => done.count(), { timeout: 60_000 }).toBe(9);
          const name = `${width}-${theme}-${locale}`;
          await page.locator('gamut-results').scrollIntoViewIfNeeded();
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: path.join(folder, `${name}-results.png`) });
          await page.locator('main').evaluate((main) => main.scrollTo(0, 0));
          await page.screenshot({ path: path.join(folder, `${name}-top.png`) });
          await page.locator('gamut-chart').last().scrollIntoViewIfNeeded();
          await page.locator('gamut-chart canvas').last().waitFor();
          await page.screenshot({ path: path.join(folder, `${name}-charts.png`) });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow).toBeLessThanOrEqual(0);
          expect(faults).toEqual([]);
          await context.close();
        });
      }
    }
  }

  it('takes the picture that README.md shows (npm run readme-picture puts it there)', async () => {
    const { page, context } = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, {
      locale: 'en',
    });
    await page.locator('gamut-card[data-status="done"]').nth(8).waitFor();
    // The cell around it leaves room above.
    await page
      .locator('li[data-kind="view"]')
      .evaluate((element) => element.scrollIntoView({ block: 'start' }));
    const token = page.locator('gamut-card').nth(2).locator('[part="text"] span').first();
    const told = page.locator('gamut-token-popover').getByText('%').first();
    // What comes in meanwhile may move it away from the pointer.
    await expect
      .poll(async () => {
        await page.mouse.move(5, 5);
        await token.hover();
        await told.waitFor({ timeout: 3000 }).catch(() => {});
        return told.isVisible();
      })
      .toBe(true);
    await page.screenshot({ path: path.join(folder, 'newest-readme.png') });
    await context.close();
  });
});
