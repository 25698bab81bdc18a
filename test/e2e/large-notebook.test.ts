import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FENCE = '```';
const PARTS = 150;
const part = (n: number) =>
  `## Part ${n}\n\n${'Some words on it. '.repeat(40)}\n\n${FENCE}persona id=p${n}\nYou are number ${n}.\n${FENCE}\n`;
const TEXT = `---\ngamut: 1\ntitle: Large\n---\n${Array.from({ length: PARTS }, (_, n) => part(n)).join('\n')}`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks: { 'large.gamut.md': TEXT } })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

beforeEach(() => writeFile(file(), TEXT));

const file = () => path.join(gamut.folder, 'experiments', 'large.gamut.md');
const open = (options: Parameters<typeof openPage>[2] = {}) =>
  openPage(browser, `${gamut.url}/#/large.gamut.md`, options);
const persona = (page: Page, n: number) =>
  page.getByRole('textbox', { name: `System prompt of p${n}`, exact: true });

describe('a notebook of 300 cells', () => {
  it('leads to a far heading, whose cell is edited like any other', async () => {
    const { page, context, faults } = await open();
    await page.getByRole('navigation', { name: 'Outline' }).getByText('Part 140', { exact: true }).click();
    const heading = page.getByRole('heading', { name: 'Part 140', exact: true });
    await heading.waitFor();
    await expect
      .poll(() => heading.evaluate((element) => Math.round(element.getBoundingClientRect().top)))
      .toBeLessThan(400);
    await persona(page, 140).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Far away.');
    await expect
      .poll(() => readFile(file(), 'utf8'))
      .toBe(TEXT.replace('number 140.', 'number 140. Far away.'));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('has all of its cells after a while, so that words are found in it wherever they stand', async () => {
    const { page, context } = await open();
    await page.getByRole('heading', { name: 'Part 0', exact: true }).waitFor();
    await expect.poll(() => page.locator('[data-later]').count()).toBe(0);
    await expect.poll(() => persona(page, PARTS - 1).count()).toBe(1);
    await context.close();
  });

  it.each([
    { theme: 'light', locale: 'en' },
    { theme: 'dark', locale: 'ko' },
  ] as const)('has nothing that axe finds moderate or worse, $theme, $locale', async (options) => {
    const { page, context, faults } = await open(options);
    await expect.poll(() => page.locator('[data-later]').count()).toBe(0);
    await expect.poll(() => page.locator('gamut-persona-cell').count()).toBe(PARTS);
    expect(await findAxeFaults(page, 'moderate')).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
