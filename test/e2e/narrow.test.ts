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

/** The first sample with its nine answers. */
async function openSample(options: { width: number; height: number }, more = '') {
  const opened = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, { locale: 'ko', ...options });
  const { page } = opened;
  const done = page.locator('gamut-card[data-status="done"]');
  const run = page.locator('gamut-header [data-run]');
  await expect.poll(async () => (await run.isEnabled()) || (await done.count()) === 9).toBe(true);
  if (await run.isEnabled()) await run.click();
  await expect.poll(() => done.count(), { timeout: 60_000 }).toBe(9);
  if (more) await page.evaluate((hash) => (location.hash = hash), more);
  return opened;
}

const frame = (page: Page) => page.locator('gamut-card-grid .frame').first();

describe('columns of answers', () => {
  it('share the width while there is room for them, as on a laptop', async () => {
    const { page, context, faults } = await openSample({ width: 1280, height: 720 });
    await expect.poll(() => frame(page).evaluate((at) => at.scrollWidth - at.clientWidth)).toBe(0);
    const boxes = await page
      .locator('gamut-card')
      .evaluateAll((cards) => cards.slice(0, 3).map((card) => card.getBoundingClientRect().width));
    expect(Math.min(...boxes)).toBeGreaterThanOrEqual(264);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each([900, 1024])('share %d px, with the notebooks and the outline out of the way', async (width) => {
    const { page, context, faults } = await openSample({ width, height: 800 });
    await expect.poll(() => frame(page).evaluate((at) => at.scrollWidth - at.clientWidth)).toBe(0);
    const widths = await page
      .locator('gamut-card')
      .evaluateAll((cards) => cards.slice(0, 3).map((card) => card.getBoundingClientRect().width));
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(238);
    expect(await page.locator('gamut-more-columns button').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that are beyond the edge are told of, and come in when that is pressed', async () => {
    const { page, context, faults } = await openSample({ width: 700, height: 800 });
    await frame(page).scrollIntoViewIfNeeded();
    const more = page.locator('gamut-more-columns').first().getByRole('button');
    await expect.poll(() => more.innerText()).toContain('1개 더');
    const isWhole = (at: number) =>
      frame(page).evaluate((element, place) => {
        const head = element.querySelectorAll('.heads .head')[place]?.getBoundingClientRect();
        return head !== undefined && head.right <= element.getBoundingClientRect().right + 1;
      }, at);
    expect(await isWhole(1)).toBe(true);
    expect(await isWhole(2)).toBe(false);
    await more.click();
    await expect.poll(() => isWhole(2)).toBe(true);
    await expect.poll(() => more.count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on a phone are one at a time, each read whole, with the head of the row above its answer', async () => {
    const { page, context, faults } = await openSample({ width: 390, height: 844 });
    const first = page.locator('gamut-card').first();
    await first.scrollIntoViewIfNeeded();
    const place = async (selector: string) =>
      page
        .locator(`gamut-card-grid ${selector}`)
        .first()
        .evaluate((at) => {
          const { left, right, top, bottom } = at.getBoundingClientRect();
          return { left, right, top, bottom };
        });
    const box = await place('.frame');
    const text = await place('gamut-card [part="text"]');
    expect(text.left).toBeGreaterThanOrEqual(box.left);
    expect(text.right).toBeLessThanOrEqual(box.right);
    const head = await place('.row .first');
    expect(head.bottom).toBeLessThanOrEqual(text.top);
    // The next column comes whole as well.
    await page.locator('gamut-card').nth(1).scrollIntoViewIfNeeded();
    await frame(page).evaluate((at) => at.scrollTo({ left: at.clientWidth, behavior: 'instant' }));
    const second = () =>
      page
        .locator('gamut-card')
        .nth(1)
        .evaluate((at) => Math.round(at.getBoundingClientRect().left));
    await expect.poll(second).toBeLessThanOrEqual(box.left + 3);
    expect((await place('.row .first')).left).toBeGreaterThanOrEqual(box.left);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the notebooks and the outline in a narrow window', () => {
  it('close when the window becomes narrow, and again by Escape or beside them', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, {});
    const panel = page.locator('gamut-side-panel');
    const toggle = page.getByRole('button', { name: 'Notebooks and outline' });
    await panel.waitFor();
    await page.setViewportSize({ width: 800, height: 800 });
    await expect.poll(() => panel.isVisible()).toBe(false);
    await toggle.click();
    await panel.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => panel.isVisible()).toBe(false);
    await toggle.click();
    await panel.waitFor();
    await page.mouse.click(700, 500);
    await expect.poll(() => panel.isVisible()).toBe(false);
    // Wide again, it stands beside the notebook as before.
    await page.setViewportSize({ width: 1440, height: 900 });
    await panel.waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('at 320 px', () => {
  it('the titles of the palette are read whole, beside their keys', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, {
      width: 320,
      height: 640,
    });
    await page.locator('gamut-notebook li').first().waitFor();
    await page.keyboard.press('Control+k');
    const items = page.locator('gamut-palette [role="option"]');
    await expect.poll(() => items.count()).toBeGreaterThan(10);
    const faultsOf = () =>
      items.evaluateAll((all) =>
        all.flatMap((item) => {
          const title = item.querySelector('.title');
          const keys = item.querySelector('.caps')?.getBoundingClientRect();
          if (!title) return ['no title'];
          const { right } = title.getBoundingClientRect();
          const isCut = title.scrollWidth > title.clientWidth;
          return isCut || (keys && right > keys.left) ? [title.textContent] : [];
        }),
      );
    expect(await faultsOf()).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a presentation is as wide as the screen, with the way out in sight', async () => {
    const { page, context, faults } = await openPage(
      browser,
      `${gamut.url}/#/04-support-bot.gamut.md?present=2`,
      {
        width: 320,
        height: 640,
      },
    );
    const leave = page.getByRole('button', { name: 'Leave (Esc)' });
    await leave.waitFor();
    await page.locator('gamut-presentation gamut-card').first().waitFor();
    const right = () =>
      page
        .locator('gamut-presentation')
        .evaluate((at) =>
          Math.max(
            ...[...(at.shadowRoot?.querySelectorAll('.slide, footer, footer *') ?? [])].map(
              (one) => one.getBoundingClientRect().right,
            ),
          ),
        );
    expect(await right()).toBeLessThanOrEqual(320);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a presentation on a small screen', () => {
  it('is gone through by one key: what is further down comes before the next screen', async () => {
    const { page, context, faults } = await openSample(
      { width: 1100, height: 420 },
      '#/01-tone.gamut.md?present=2',
    );
    // Steps that do not glide: each has come to rest before the next key.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const screen = page.locator('gamut-presentation');
    const cards = screen.locator('gamut-card');
    await expect.poll(() => cards.count()).toBe(9);
    // Where the page itself is, right after a key: what the browser tells of its address may come later.
    const slide = async () => /present(?:=(\d+))?/.exec(await page.evaluate(() => location.hash))?.[1] ?? '1';
    const isSeen = () =>
      cards.last().evaluate((at) => {
        const { top, height } = at.getBoundingClientRect();
        return top + Math.min(height, 60) <= innerHeight;
      });
    expect(await isSeen()).toBe(false);
    let wasSeen = false;
    let presses = 0;
    while ((await slide()) === '2' && presses < 30) {
      wasSeen = await isSeen();
      await page.keyboard.press(['ArrowRight', 'PageDown', ' ', 'ArrowDown'][presses++ % 4] ?? '');
    }
    expect(await slide()).toBe('3');
    expect(presses).toBeGreaterThan(1);
    expect(wasSeen).toBe(true);
    // Back to where it was left: at the end of the results.
    await expect.poll(() => cards.count()).toBe(0);
    while ((await slide()) === '3' && presses++ < 60) await page.keyboard.press('PageUp');
    await expect.poll(slide).toBe('2');
    await expect.poll(isSeen).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });
});
