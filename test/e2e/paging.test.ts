import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILLED_CONFIG, fillStore, toFilledNotebook } from '../bench/filled-project.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FILL = { rows: 2, tokens: 260, withChecks: true };

let browser: Browser;
let gamut: GamutProcess;
let trials = 0;

beforeAll(async () => {
  const notebooks = { 'bench.gamut.md': toFilledNotebook(FILL) };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config: FILLED_CONFIG })]);
  trials = fillStore(gamut.folder, FILL);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

/** Notes the trials whose full results the page asks for. */
function watchAsked(page: Page): Set<string> {
  const asked = new Set<string>();
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (!pathname.endsWith('/results')) return;
    for (const id of searchParams.get('ids')?.split(',') ?? []) asked.add(id);
  });
  return asked;
}

describe('a matrix of a thousand answers', () => {
  it('is summed up whole, though only the texts in sight are read', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/`);
    const asked = watchAsked(page);
    await page.goto(`${gamut.url}/#/bench.gamut.md`);
    await page.locator('gamut-results').scrollIntoViewIfNeeded();
    const read = page.locator('gamut-card[data-status="done"]:not([data-loading])');
    await expect.poll(() => read.count()).toBeGreaterThan(3);
    const foots = page.locator('gamut-column-summary [title="answers"]');
    const sum = async () =>
      (await foots.allInnerTexts()).reduce((all, text) => all + Number(/n ([\d,]+)/.exec(text)?.[1]), 0);
    await expect.poll(sum).toBe(trials);
    const first = read.first().locator('[part="text"]');
    await expect.poll(async () => (await first.innerText()).length).toBeGreaterThan(300);
    expect(asked.size).toBeGreaterThan(0);
    expect(asked.size).toBeLessThan(trials / 4);

    // At the other end the texts come as the cards do.
    const before = asked.size;
    await page.locator('gamut-card-grid .frame').evaluate((frame) => (frame.scrollTop = frame.scrollHeight));
    const last = page.locator('gamut-card-grid [aria-rowindex="41"] gamut-card').first();
    await last.waitFor();
    await expect.poll(() => last.getAttribute('data-loading')).toBeNull();
    await expect
      .poll(async () => (await last.locator('[part="text"]').innerText()).length)
      .toBeGreaterThan(300);
    expect(asked.size).toBeGreaterThan(before);
    expect(asked.size).toBeLessThan(trials / 2);

    expect(faults).toEqual([]);
    await context.close();
  });

  it('has the whole of every answer in the page once the scrolling rests', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/bench.gamut.md`);
    const frame = page.locator('gamut-card-grid .frame');
    await frame.hover();
    const rows = page.locator('gamut-card-grid .row');
    await expect.poll(() => rows.count()).toBeGreaterThan(1);
    for (let step = 0; step < 8; step++) await page.mouse.wheel(0, 500);
    await expect.poll(() => frame.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(500);

    // To the last word of it, and those beside the window too.
    const texts = page.locator('gamut-card-grid gamut-card [part="text"]');
    const lengths = async () => {
      const words = await texts.allTextContents();
      return { whole: words.filter((text) => text.endsWith('.')).length, all: (await rows.count()) * 5 };
    };
    await expect
      .poll(async () => {
        const { whole, all } = await lengths();
        return all > 0 && whole === all;
      })
      .toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('says what a check found once a card is pointed at', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/bench.gamut.md`);
    const card = page.locator('gamut-card[data-status="done"]:not([data-loading])').first();
    await card.scrollIntoViewIfNeeded();
    const told = card.locator('[data-checks][title*="short: "]');
    // What comes in meanwhile may move it away from the pointer.
    await expect
      .poll(async () => {
        await page.mouse.move(5, 5);
        await card.locator('[part="text"]').hover();
        await told.waitFor({ timeout: 3000 }).catch(() => {});
        return told.isVisible();
      })
      .toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });
});
