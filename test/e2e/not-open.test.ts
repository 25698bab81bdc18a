import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
let gamut: GamutProcess;

beforeEach(() => gamut.revive());

/** A notebook that is some screens long. */
function longNotebook(title: string): string {
  const notes = Array.from({ length: 60 }, (_, at) => `Note ${at} of ${title}.\n`);
  return `# ${title}\n\n${notes.join('\n')}`;
}

beforeAll(async () => {
  [browser, gamut] = await Promise.all([
    launch(),
    startGamut({ notebooks: { 'one.gamut.md': longNotebook('One'), 'two.gamut.md': longNotebook('Two') } }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

describe('a notebook that is asked for', () => {
  it('and is not there is told of by its name, with those that are; the address stays', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/nothere.gamut.md`);
    await page.getByRole('heading', { name: 'There is no notebook nothere.gamut.md' }).waitFor();
    expect(page.url()).toContain('#/nothere.gamut.md');
    expect(await page.locator('gamut-notebook').count()).toBe(0);
    expect(await findAxeFaults(page)).toEqual([]);
    await page.locator('gamut-not-open').getByRole('button', { name: 'One' }).click();
    await page.locator('gamut-notebook').getByText('Note 0 of One.').waitFor();
    await expect.poll(() => page.url()).toContain('#/one.gamut.md');

    // Asked for from an open notebook, that one stays, and so does its address.
    await page.evaluate(() => (location.hash = '#/nowhere.gamut.md'));
    await page.getByRole('alert').filter({ hasText: 'nowhere.gamut.md' }).waitFor();
    await expect.poll(() => page.url()).toContain('#/one.gamut.md');
    // The browser itself notes what the server refused.
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
    await context.close();
  });

  it('and is not there, nor any other, is told of with ways to begin', async () => {
    const bare = await startGamut({ notebooks: {} });
    const { page, context, faults } = await openPage(browser, `${bare.url}/#/nothere.gamut.md`);
    try {
      await page.getByRole('heading', { name: 'There is no notebook nothere.gamut.md' }).waitFor();
      const ways = page.locator('gamut-not-open');
      await ways.getByRole('button', { name: 'New notebook' }).click();
      await page.getByRole('textbox', { name: 'Title of the new notebook' }).waitFor();
      await ways.getByRole('button', { name: 'Begin with the samples' }).click();
      await page.locator('gamut-notebook').getByText('Does tone change advice?').first().waitFor();
      // The browser itself notes what the server refused.
      expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
    } finally {
      await context.close();
      await bare.remove();
    }
  });

  it('and cannot be read is told of with what is wrong', async () => {
    await mkdir(path.join(gamut.folder, 'experiments'), { recursive: true });
    await writeFile(
      path.join(gamut.folder, 'experiments/binary.gamut.md'),
      Buffer.from([0x23, 0x20, 0xff, 0xfe, 0xc3, 0x28]),
    );
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/binary.gamut.md`, {
      locale: 'ko',
    });
    await page.getByRole('heading', { name: /binary\.gamut\.md/ }).waitFor();
    const words = page.locator('gamut-not-open');
    await words.getByText(/UTF-8/).waitFor();
    await expect.poll(() => words.getByRole('button').count()).toBe(2);
    expect(await page.getByText('아직').count()).toBe(0);
    expect(faults.filter((fault) => !/status of 4\d\d/.test(fault))).toEqual([]);
    await context.close();
  });
});

describe('another notebook', () => {
  it('begins at its top, opened or made, however far down the one before was read', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/one.gamut.md`);
    const main = page.locator('main');
    const top = () => main.evaluate((at) => at.scrollTop);
    await page.getByText('Note 59 of One.').scrollIntoViewIfNeeded();
    await expect.poll(top).toBeGreaterThan(300);
    await page.locator('gamut-side-panel').getByRole('button', { name: 'Two', exact: true }).click();
    await page.getByText('Note 0 of Two.').waitFor();
    await expect.poll(top).toBe(0);

    await page.getByText('Note 59 of Two.').scrollIntoViewIfNeeded();
    await expect.poll(top).toBeGreaterThan(300);
    await page.getByRole('button', { name: 'New notebook' }).click();
    await page.getByRole('textbox', { name: 'Title of the new notebook' }).fill(`Three ${Date.now()}`);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('#/Three');
    await page.locator('gamut-notebook gamut-persona-cell').first().waitFor();
    await expect.poll(top).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('what today has cost', () => {
  it('stays in sight under a list that is longer than the window', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/one.gamut.md`, { height: 300 });
    const spent = page.getByRole('region', { name: 'Spent today' });
    await spent.waitFor();
    const bottom = () => spent.evaluate((at) => at.getBoundingClientRect().bottom);
    await expect.poll(bottom).toBeLessThanOrEqual(300);
    const panel = page.locator('gamut-side-panel');
    await panel.evaluate((at) => at.scrollTo(0, at.scrollHeight));
    await expect.poll(bottom).toBeLessThanOrEqual(300);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a notebook that is asked for while the server is away', () => {
  it('is told of, what is open stays, and it opens once the server is back', async () => {
    const { page, context } = await openPage(browser, `${gamut.url}/#/one.gamut.md`);
    await page.getByText('Note 0 of One.').waitFor();
    await gamut.stop('SIGKILL');
    const list = page.locator('gamut-notebook-list');
    await list.getByRole('button', { name: 'Two', exact: true }).click();
    const notice = page.locator('[data-awaited]');
    await notice.getByText('“Two” could not be opened: the server is not reached.').waitFor();
    expect(await page.locator('gamut-notebook').getByText('Note 0 of One.').count()).toBe(1);
    // Who thinks better of it stays where he is.
    await notice.getByRole('button', { name: 'Do not open it' }).click();
    await notice.waitFor({ state: 'detached' });
    await list.getByRole('button', { name: 'Two', exact: true }).click();
    await notice.waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'awaited.png') });
    await gamut.restart();
    await page.getByText('Note 0 of Two.').waitFor();
    await notice.waitFor({ state: 'detached' });
    await expect.poll(() => page.url()).toContain('#/two.gamut.md');
    await context.close();
  });
});
