import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startLongVendor, type LongVendor } from './long-vendor.ts';
import { openPage } from './open-page.ts';

const MATRICES = ['one', 'two', 'three'];
/** Three matrices, of a vendor that answers one in two and keeps the other waiting. */
const toNotebook = (question: string) => `---
gamut: 1
title: Cut off
---
\`\`\`persona id=quick
QUICK
\`\`\`

\`\`\`persona id=slow
SLOW
\`\`\`

\`\`\`prompt id=ask
${question}
\`\`\`
${MATRICES.map(
  (id) => `
\`\`\`matrix id=${id}
prompt: ask
persona: [quick, slow]
model: lab/kitchen
temperature: 0.${MATRICES.indexOf(id) + 1}
\`\`\`
`,
).join('')}`;

let browser: Browser;
let gamut: GamutProcess;
let vendor: LongVendor;
let isHolding = true;
let config = '';
let tries = 0;

beforeAll(async () => {
  vendor = await startLongVendor(['kitchen'], (_model, asked) =>
    isHolding && asked.includes('SLOW') ? null : 'Rice.',
  );
  config = `providers: [{ id: lab, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'lab/*', input: 0, output: 0 }]\n`;
  [browser, gamut] = await Promise.all([
    launch(),
    startGamut({ notebooks: { 'cut.gamut.md': toNotebook('?'), 'gone.gamut.md': toNotebook('!') }, config }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

const answers = (page: Page) => page.locator('gamut-card[data-status="done"]').count();

/** Writes a notebook that asks what was never answered, and opens it. */
async function openAnew(name: string) {
  tries += 1;
  await writeFile(path.join(gamut.folder, 'gamut.config.yaml'), config);
  await writeFile(path.join(gamut.folder, 'experiments', name), toNotebook(`What now? ${tries}`));
  isHolding = true;
  return openPage(browser, `${gamut.url}/#/${name}`);
}

/** Runs a matrix until one of its two answers is there, and stops it. */
async function runAndStop(page: Page, matrix: string): Promise<void> {
  const cell = page.locator(`gamut-matrix-cell`).nth(MATRICES.indexOf(matrix));
  const before = await answers(page);
  await cell.getByRole('button', { name: 'Run 2' }).click();
  await expect.poll(() => answers(page)).toBeGreaterThan(before);
  await cell.getByRole('button', { name: 'Stop' }).click();
  await cell.getByRole('button', { name: 'Run 1 missing' }).waitFor();
}

it('shows the newest of several stopped runs, and the older ones in a list; one or all are put away', async () => {
  const { page, context, faults } = await openAnew('cut.gamut.md');
  for (const matrix of MATRICES) await runAndStop(page, matrix);
  const runs = page.locator('gamut-interrupted-runs');
  const banners = runs.locator('[data-interrupted]');
  await runs.getByText('The run of three was stopped: 1 of 2 are done and kept.').waitFor();
  await expect.poll(() => banners.count()).toBe(1);
  // Run is what is pressed first; what the other does is said.
  await runs.getByText(/Run makes what the notebook says now; Go on sends the texts as they were/).waitFor();
  expect(await runs.locator('.btn.primary').count()).toBe(0);
  const older = runs.getByRole('button', { name: 'and 2 older' });
  expect(await older.getAttribute('aria-expanded')).toBe('false');
  await older.click();
  await expect.poll(() => banners.count()).toBe(3);
  await runs.getByText(/The run of one was stopped/).waitFor();
  expect(await findAxeFaults(page)).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'interrupted.png') });

  await banners.nth(1).getByRole('button', { name: 'Dismiss' }).click();
  await runs.getByRole('button', { name: 'and 1 older' }).waitFor();
  // An older one goes on from the list.
  isHolding = false;
  await banners.filter({ hasText: 'The run of one' }).getByRole('button', { name: 'Go on with 1' }).click();
  await expect.poll(() => runs.getByText(/The run of one was stopped/).count()).toBe(0);
  await expect.poll(() => answers(page)).toBe(4);
  isHolding = true;

  await page.reload();
  await runs.getByText('The run of three was stopped').waitFor();
  // Put away for good: the server has heard of it.
  const heard = page.waitForResponse((response) => response.url().endsWith('/forget'));
  await runs.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect.poll(() => banners.count()).toBe(0);
  await heard;
  await page.reload();
  await page.locator('gamut-header [data-run]:not([disabled])').waitFor();
  expect(await banners.count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

it('puts all of them away at once, and their answers stay', async () => {
  const { page, context, faults } = await openAnew('cut.gamut.md');
  for (const matrix of MATRICES.slice(0, 2)) await runAndStop(page, matrix);
  const runs = page.locator('gamut-interrupted-runs');
  // A matrix that is being run again is not offered to be gone on with.
  const first = page.locator('gamut-matrix-cell').first();
  await runs.getByRole('button', { name: 'and 1 older' }).waitFor();
  await first.getByRole('button', { name: 'Run 1 missing' }).click();
  await runs.getByRole('button', { name: 'and 1 older' }).waitFor({ state: 'detached' });
  await runs.getByText('The run of two was stopped').waitFor();
  await first.getByRole('button', { name: 'Stop' }).click();
  await runs.getByRole('button', { name: /older/ }).waitFor();
  await runs.getByRole('button', { name: 'Dismiss all' }).click();
  await runs.waitFor({ state: 'detached' });
  expect(await answers(page)).toBe(2);
  expect(faults).toEqual([]);
  await context.close();
});

it('says of a run whose provider was taken away what is missing, and lets it go on when that is back', async () => {
  const { page, context, faults } = await openAnew('gone.gamut.md');
  await runAndStop(page, 'one');
  const runs = page.locator('gamut-interrupted-runs');
  await runs.getByRole('button', { name: 'Go on with 1' }).waitFor();
  await writeFile(path.join(gamut.folder, 'gamut.config.yaml'), 'providers: []\n');
  await runs
    .getByText(/lab:\s+the missing trial waits for it\.\s+There is no provider lab any more/)
    .waitFor();
  expect(await runs.getByRole('button', { name: /Go on/ }).count()).toBe(0);
  await runs.getByRole('button', { name: 'Providers' }).click();
  await page.getByRole('dialog', { name: 'Providers' }).waitFor();
  await page.keyboard.press('Escape');
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'provider-gone.png') });

  isHolding = false;
  await writeFile(path.join(gamut.folder, 'gamut.config.yaml'), config);
  await runs.getByRole('button', { name: 'Go on with 1' }).click();
  await runs.waitFor({ state: 'detached' });
  await expect.poll(() => answers(page)).toBe(2);
  expect(faults).toEqual([]);
  await context.close();
});
