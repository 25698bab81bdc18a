import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { useDesk } from './desk.ts';

const FENCE = '```';
const PARTS = Array.from(
  { length: 30 },
  (_, n) => `## Part ${n + 1}\n\n${FENCE}persona id=p${n + 1}\nTalk as ${n + 1}.\n${FENCE}\n`,
).join('\n');

/** Two dozen notebooks, each with an outline that is longer than a window. */
const desk = useDesk({
  notebooks: Object.fromEntries(
    Array.from({ length: 24 }, (_, n) => [
      `study-${String(n + 1).padStart(2, '0')}.gamut.md`,
      `---\ngamut: 1\ntitle: Study ${n + 1}\n---\n# Study ${n + 1}\n\n${PARTS}`,
    ]),
  ),
});

const list = (page: Page) => page.getByRole('navigation', { name: 'Notebooks' });
const outline = (page: Page) => page.getByRole('navigation', { name: 'Outline' });
const current = (page: Page) => list(page).locator('.item[aria-current="true"]');

/** Whether all of an item can be seen: it is what is found at its top and at its bottom. */
function isSeen(item: Locator): Promise<boolean> {
  return item.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const root = element.getRootNode() as ShadowRoot;
    return [top + 3, bottom - 3].every((y) => {
      const found = root.elementFromPoint((left + right) / 2, y);
      return found !== null && element.contains(found);
    });
  });
}

const active = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at: Element | null = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return (at?.getAttribute('aria-label') ?? at?.textContent ?? '').trim();
  });

describe('the side panel with many notebooks', () => {
  it.each([
    [1440, 900],
    [900, 800],
    [320, 640],
  ])(
    'at %d x %d px shows the open one in the list and where the reader is in the outline',
    async (width, height) => {
      const { page, context, faults } = await desk.open('study-21.gamut.md', { width, height });
      if (width < 1180) await page.getByRole('button', { name: 'Notebooks and outline' }).click();
      await expect.poll(() => current(page).innerText()).toBe('Study 21');
      await expect.poll(() => isSeen(current(page))).toBe(true);
      const head = outline(page).getByRole('button', { name: 'Study 21', exact: true });
      await expect.poll(() => isSeen(head)).toBe(true);
      await expect
        .poll(() => isSeen(outline(page).getByRole('button', { name: 'Part 1', exact: true })))
        .toBe(true);
      expect(await isSeen(list(page).getByRole('searchbox', { name: 'Find a notebook' }))).toBe(true);
      // The end of each is come to in it, without the other going away.
      await list(page).getByRole('button', { name: 'Trash' }).scrollIntoViewIfNeeded();
      await outline(page).getByText('Part 30', { exact: true }).scrollIntoViewIfNeeded();
      expect(await isSeen(list(page).getByRole('button', { name: 'Trash' }))).toBe(true);
      expect(await isSeen(list(page).getByRole('button', { name: 'New notebook' }))).toBe(true);
      expect(await findAxeFaults(page, 'moderate', ['gamut-app', 'gamut-side-panel'])).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('is one stop of Tab for the list and one for the outline, with arrows inside', async () => {
    const { page, context, faults } = await desk.open('study-03.gamut.md');
    await expect.poll(() => current(page).innerText()).toBe('Study 3');
    // The outline is there once the notebook is.
    await outline(page).getByRole('button', { name: 'Study 3', exact: true }).waitFor();
    await list(page).getByRole('searchbox').focus();
    await page.keyboard.press('Tab');
    expect(await active(page)).toBe('Study 3');
    await page.keyboard.press('ArrowDown');
    expect(await active(page)).toBe('Study 4');
    await page.keyboard.press('Tab');
    expect(await active(page)).toMatch(/^Actions on .*Study 4/);
    await page.keyboard.press('Tab');
    expect(await active(page)).toBe('Trash');
    await page.keyboard.press('Tab');
    expect(await active(page)).toBe('Outline');
    await page.keyboard.press('Tab');
    expect(await active(page)).toBe('Study 3');
    await page.keyboard.press('End');
    await expect.poll(() => active(page)).toBe('p30');
    expect(await isSeen(outline(page).getByRole('button', { name: 'p30', exact: true }))).toBe(true);
    await page.keyboard.press('Shift+Tab');
    expect(await active(page)).toBe('Outline');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('over the notebook has the focus when it is called, and gives it back to the notebook', async () => {
    const { page, context, faults } = await desk.open('study-05.gamut.md', { width: 900, height: 700 });
    await page.locator('gamut-notebook').getByText('Part 1', { exact: true }).first().waitFor();
    await page.keyboard.press('Control+b');
    await expect.poll(() => active(page)).toBe('Study 5');
    await page.keyboard.press('ArrowDown');
    expect(await active(page)).toBe('Study 6');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe('#/study-06.gamut.md');
    await expect.poll(() => page.locator('gamut-side-panel').isVisible()).toBe(false);
    const inMain = () =>
      page.evaluate(
        () => document.querySelector('gamut-app')?.shadowRoot?.activeElement?.closest('main') != null,
      );
    await expect.poll(inMain).toBe(true);
    await page.keyboard.press('Control+b');
    await expect.poll(() => active(page)).toBe('Study 6');
    await page.keyboard.press('Escape');
    await expect.poll(inMain).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('finds one by typing: Enter opens it, the arrow down goes to what was found, Escape shows all again', async () => {
    const { page, context, faults } = await desk.open('study-03.gamut.md');
    const field = list(page).getByRole('searchbox');
    const items = list(page).locator('.item[data-name]');
    await expect.poll(() => items.count()).toBe(24);
    await field.fill('study 2');
    await expect.poll(() => items.count()).toBeLessThan(24);
    const first = (await items.first().innerText()).trim();
    await field.press('ArrowDown');
    expect(await active(page)).toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await active(page)).toBe('Find a notebook');
    await page.keyboard.press('Escape');
    await expect.poll(() => items.count()).toBe(24);
    await field.fill('study-17');
    await expect.poll(() => items.count()).toBe(1);
    await field.press('Enter');
    await expect.poll(() => new URL(page.url()).hash).toBe('#/study-17.gamut.md');
    await field.press('Escape');
    await expect.poll(() => items.count()).toBe(24);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('folds either part, so that the other has the room, and keeps it folded', async () => {
    const { page, context, faults } = await desk.open('study-02.gamut.md');
    const fold = list(page).getByRole('button', { name: 'Notebooks', exact: true });
    const last = outline(page).locator('.item').nth(16);
    await expect.poll(() => outline(page).locator('.item').count()).toBeGreaterThan(16);
    expect(await isSeen(last)).toBe(false);
    await fold.click();
    expect(await fold.getAttribute('aria-expanded')).toBe('false');
    await expect.poll(() => isSeen(last)).toBe(true);
    await page.reload();
    await expect.poll(() => outline(page).locator('.item').count()).toBeGreaterThan(16);
    expect(await list(page).locator('.item').count()).toBe(0);
    await fold.click();
    await expect.poll(() => isSeen(current(page))).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });
});
