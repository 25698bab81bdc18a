import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILLED_CONFIG, fillStore, toFilledNotebook } from '../bench/filled-project.ts';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FILL = { rows: 2, tokens: 12, topLogprobs: 2, withChecks: true };

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  const notebooks = { 'bench.gamut.md': toFilledNotebook(FILL) };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config: FILLED_CONFIG })]);
  expect(fillStore(gamut.folder, FILL)).toBe(1000);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

const LAYOUTS = [
  ['pivot', 'gamut-card-grid gamut-card[data-status="done"]:not([data-loading])'],
  ['grid', 'gamut-card-grid gamut-card[data-status="done"]:not([data-loading])'],
  ['list', 'gamut-list [role="row"][aria-rowindex="2"]'],
] as const;

describe.each([
  { theme: 'light', locale: 'ko' },
  { theme: 'dark', locale: 'en' },
] as const)('of a thousand answers axe finds nothing moderate or worse, $theme, $locale', (options) => {
  const clean = async (page: Page, screen: string) =>
    expect((await findAxeFaults(page, 'moderate')).map((fault) => `${screen}: ${fault}`)).toEqual([]);

  it('in any layout, and with the inspector beside it', { timeout: 240_000 }, async () => {
    await writeFile(path.join(gamut.folder, 'experiments', 'bench.gamut.md'), toFilledNotebook(FILL));
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/bench.gamut.md`, {
      width: 1280,
      height: 720,
      ...options,
    });
    for (const [layout, shown] of LAYOUTS) {
      const choice = page.locator(`gamut-layout-switch [data-layout="${layout}"]`);
      await choice.scrollIntoViewIfNeeded();
      await choice.click();
      await expect.poll(() => choice.getAttribute('aria-pressed')).toBe('true');
      // Rows are made where they are in sight.
      await choice.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      await page.locator(shown).first().waitFor();
      await clean(page, layout);
    }

    await page.locator('gamut-layout-switch [data-layout="pivot"]').click();
    await page.locator(LAYOUTS[0][1]).first().dblclick();
    const tabs = page.locator('gamut-inspector [role="tab"]');
    // The history: its headings stand below those of a page that has none but its title.
    const history = tabs.nth(4);
    await history.click();
    await expect.poll(() => history.getAttribute('aria-selected')).toBe('true');
    await page.locator('gamut-trial-history h2').first().waitFor();
    await clean(page, 'beside the inspector');
    expect(faults).toEqual([]);
    await context.close();
  });
});
