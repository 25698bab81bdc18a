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

/** The first sample with all its answers. */
async function openAnswered() {
  const opened = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`);
  const { page } = opened;
  const cards = page.locator('gamut-card[data-status="done"]');
  const run = page.locator('gamut-header [data-run]');
  await expect.poll(() => run.innerText()).toMatch(/Run \d|All done/);
  if (await run.isEnabled()) await run.click();
  await expect.poll(() => cards.count(), { timeout: 60_000 }).toBe(9);
  return { ...opened, cards };
}

/** Which cell of the grid has the focus, `row,col`; null where none has. */
function focusedCell(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!(element instanceof HTMLElement) || !element.matches('.cell')) return null;
    return `${element.dataset['row']},${element.dataset['col']}`;
  });
}

describe('the inspector, from the grid', () => {
  it('opens from the card that was pressed, stands beside it, and gives the focus back', async () => {
    const { page, context, faults, cards } = await openAnswered();
    const inspector = page.locator('gamut-inspector');

    await cards.nth(2).locator('[part="text"]').click();
    await expect.poll(() => focusedCell(page)).toBe('0,2');
    await page.keyboard.press('Enter');
    await inspector.waitFor();
    const isBeside = async () => {
      const [card, panel] = await Promise.all([cards.nth(2).boundingBox(), inspector.boundingBox()]);
      return card !== null && panel !== null && card.x + card.width <= panel.x;
    };
    await expect.poll(isBeside).toBe(true);
    await expect.poll(() => inspector.locator('[data-finish]').textContent()).toContain('stop');

    await page.keyboard.press('Escape');
    await expect.poll(() => inspector.count()).toBe(0);
    await expect.poll(() => focusedCell(page)).toBe('0,2');

    await cards.nth(4).locator('[part="text"]').dblclick();
    await inspector.waitFor();
    await inspector.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => focusedCell(page)).toBe('1,1');

    // Pressed twice beside the text it opens, too, and selects nothing.
    await cards.nth(4).locator('[data-figure="time"]').dblclick();
    await inspector.waitFor();
    const selected = await cards.nth(4).evaluate((card) => {
      const root = card.shadowRoot as (ShadowRoot & { getSelection?: () => Selection | null }) | null;
      return root?.getSelection?.()?.toString() ?? '';
    });
    expect(selected).toBe('');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('has one answer made anew, by its button or by R, and keeps the ones before in its history', async () => {
    const { page, context, faults, cards } = await openAnswered();
    await page.locator('gamut-pivot [role=gridcell][tabindex="0"]').first().focus();
    await page.keyboard.press('Enter');
    const inspector = page.locator('gamut-inspector');
    await inspector.getByRole('tab', { name: 'History' }).click();
    const results = inspector.locator('li[data-record]');
    await results.first().waitFor();
    const before = await results.count();
    await inspector.getByRole('button', { name: 'Re-run', exact: true }).click();
    await expect.poll(() => results.count()).toBe(before + 1);
    // Once that run is over: the same again within a moment is one wish.
    await page.locator('gamut-header [data-run]').waitFor();
    await expect.poll(() => cards.count()).toBe(9);
    await page.waitForTimeout(1600);
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedCell(page)).toBe('0,0');
    await page.keyboard.press('r');
    await page.keyboard.press('Enter');
    await inspector.getByRole('tab', { name: 'History' }).click();
    await expect.poll(() => results.count()).toBe(before + 2);
    await expect.poll(() => cards.count()).toBe(9);
    expect(faults).toEqual([]);
    await context.close();
  });
});
