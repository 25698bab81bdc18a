import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

/** The demo model with a price. */
const NOTEBOOK = `---
gamut: 1
title: Paid
---
\`\`\`prompt id=ask
What goes with rice?
\`\`\`

\`\`\`matrix id=main
prompt: ask
model: sandbox-anthropic/tiny
temperature: [0.4, 0.5]
max_tokens: 20
\`\`\`
`;

let tries = 0;

/** Writes a notebook that asks what was never answered, should this be a second try. */
async function writeAnew(name: string, text: string): Promise<void> {
  tries += 1;
  const file = path.join(gamut.folder, 'experiments', name);
  await writeFile(file, text.replace('What goes', `${tries}. What goes`));
}

const LIMITED = NOTEBOOK.replace('title: Paid', 'title: Limited\nbudget: { max_cost_usd: 0.001 }').replace(
  'rice',
  'beans',
);

// Earlier answers narrow the estimate of later runs: the bound is below what any of them may cost.
const CONFIG = `budget: { ask_above_usd: 0.02, per_run_usd: 60, per_day_usd: 100 }
krw_per_usd: { rate: 1400, as_of: 2026-11-01 }
prices:
  - { model: sandbox-anthropic/tiny, input: 1000, output: 1000, as_of: 2026-11-02 }
`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  const notebooks = { 'paid.gamut.md': NOTEBOOK, 'limited.gamut.md': LIMITED };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config: CONFIG })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

it('keeps a run to the budget that was written beside it, in won too, and goes on when that is raised', async () => {
  await writeAnew('paid.gamut.md', NOTEBOOK);
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/paid.gamut.md`);
  const budget = page.locator('gamut-estimate').getByLabel('Budget of the run');
  // Nothing is set here, and limits hold all the same.
  const limits = page.locator('gamut-estimate .budget');
  await limits
    .getByText('gamut.config.yaml allows $60.00 (₩84,000) a run, $100.00 (₩140,000) a day')
    .waitFor();
  expect(await budget.getAttribute('placeholder')).toBe('not set');
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'limits.png') });
  await page.locator('gamut-estimate').getByLabel('Currency').selectOption('KRW');
  await budget.fill('1');
  await budget.press('Tab');
  await limits.getByText('gamut.config.yaml allows $100.00 (₩140,000) a day').waitFor();
  await page.getByRole('button', { name: 'Run 2' }).last().click();
  const alert = page.locator('gamut-run-progress').getByRole('alert');
  await alert.getByText('The budget of this run is reached').waitFor();
  // Whose it is, and what is done here: nothing of a command line.
  const words = () => alert.getByRole('listitem').first().innerText();
  await expect
    .poll(words)
    .toMatch(/main\s+The budget of this run is reached.*Raise the budget of the run here/s);
  expect(await words()).not.toContain('--budget');
  expect(await page.locator('gamut-card[data-status="done"]').count()).toBe(0);
  expect(await findAxeFaults(page)).toEqual([]);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'budget.png') });

  // Not enough for the next trial: there is nothing to press.
  const raised = alert.getByLabel('Budget of the run');
  const enough = await raised.inputValue();
  await raised.fill('0.00001');
  await raised.press('Tab');
  await expect.poll(() => alert.getByRole('button', { name: 'Raise to' }).isDisabled()).toBe(true);
  await raised.fill(String(Number(enough) * 2 + 1));
  await raised.press('Tab');
  await alert.getByRole('button', { name: 'Raise to' }).click();
  await page.locator('gamut-card[data-status="done"]').nth(1).waitFor();
  await alert.waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
  await context.close();
});

it('goes along with its matrix and its notebook where these get other names', async () => {
  // What an earlier try has left.
  await rm(path.join(gamut.folder, 'experiments', 'renamed.gamut.md'), { force: true });
  await writeAnew('named.gamut.md', NOTEBOOK);
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/named.gamut.md`);
  const budget = page.locator('gamut-estimate').getByLabel('Budget of the run');
  const id = page.getByRole('textbox', { name: 'matrix id' });
  // A key of the page takes it, and the hands stay where they are.
  await budget.fill('0.75');
  await budget.press('Control+s');
  expect(await budget.evaluate((field) => field.matches(':focus'))).toBe(true);
  const grid = page.locator('gamut-layout-switch').locator('[data-layout="grid"]');
  await grid.scrollIntoViewIfNeeded();
  await grid.click();
  await id.fill('first');
  await id.press('Enter');
  await page.locator('li[data-results="first"]').waitFor();
  await expect.poll(() => budget.inputValue()).toBe('0.75');
  await expect.poll(() => grid.getAttribute('aria-pressed')).toBe('true');

  // The file too, in another tab: a page that is opened there later has it.
  const other = await context.newPage();
  await other.goto(`${gamut.url}/#/named.gamut.md`);
  await other.locator('li[data-results="first"]').waitFor();
  const renamed = await other.evaluate(() =>
    fetch('/api/notebooks/named.gamut.md/rename', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: 'renamed.gamut.md' }),
    }).then((response) => response.status),
  );
  expect(renamed).toBe(200);
  for (const one of [page, other]) {
    await expect.poll(() => new URL(one.url()).hash).toBe('#/renamed.gamut.md');
    await expect
      .poll(() => one.locator('gamut-estimate').getByLabel('Budget of the run').inputValue())
      .toBe('0.75');
  }
  await other.reload();
  await expect
    .poll(() => other.locator('gamut-estimate').getByLabel('Budget of the run').inputValue())
    .toBe('0.75');
  expect(faults).toEqual([]);
  await context.close();
  await rm(path.join(gamut.folder, 'experiments', 'renamed.gamut.md'));
});

it('goes on by itself when the notebook’s own budget is raised in its file', async () => {
  await writeAnew('limited.gamut.md', LIMITED);
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/limited.gamut.md`);
  await page.getByText('this notebook allows $0.0010 (₩1.4) in all').waitFor();
  await page.getByRole('button', { name: 'Run 2' }).last().click();
  const alert = page.locator('gamut-run-progress').getByRole('alert');
  await alert.getByText('The budget of this notebook is reached').waitFor();
  await alert
    .getByText('Raise the budget in the front matter of the notebook (budget.max_cost_usd')
    .waitFor();
  const file = path.join(gamut.folder, 'experiments', 'limited.gamut.md');
  await writeFile(file, (await readFile(file, 'utf8')).replace('max_cost_usd: 0.001', 'max_cost_usd: 100'));
  await alert.waitFor({ state: 'detached' });
  await page.locator('gamut-card[data-status="done"]').nth(1).waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

it('asks before a run that may cost much, and before paid answers are made anew; nothing is sent until a yes', async () => {
  // Another question at each try: nothing of it is stored.
  const notebook = NOTEBOOK.replace('title: Paid', 'title: Dear').replace('rice', `noodles ${Date.now()}`);
  await writeFile(
    path.join(gamut.folder, 'experiments/dear.gamut.md'),
    notebook.replace('tokens: 20', 'tokens: 2000'),
  );
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/dear.gamut.md`);
  const started: string[] = [];
  page.on('response', (response) => {
    const isStart =
      new URL(response.url()).pathname === '/api/runs' && response.request().method() === 'POST';
    if (isStart) started.push(String(response.status()));
  });
  const runButton = page.locator('gamut-header [data-run]');
  const notice = page.locator('gamut-notices').getByRole('alert');
  await runButton.click();
  await notice.getByText(/This sends 2 calls, for up to about \$\d/).waitFor();
  await notice.getByRole('button', { name: 'Do not run' }).click();
  await expect.poll(() => notice.count()).toBe(0);
  expect(started).toEqual(['409']);
  await runButton.click();
  await notice.getByRole('button', { name: 'Run it' }).click();
  await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(2);
  const again = page.locator('gamut-header').getByRole('button', { name: 'Re-run all' });
  await again.click();
  await notice.getByText('2 calls again').waitFor();
  expect(started).toEqual(['409', '409', '201', '409']);
  await notice.getByRole('button', { name: 'Do not run' }).click();
  await expect.poll(() => notice.count()).toBe(0);
  // One answer alone, too, which a key asks for.
  await page.locator('gamut-pivot [role=gridcell][tabindex="0"]').first().focus();
  await page.keyboard.press('r');
  await notice.getByText('This sends 1 call again').waitFor();
  expect(started).toEqual(['409', '409', '201', '409', '409']);
  // A browser logs what is refused by itself.
  expect(faults.filter((fault) => !fault.includes('409 (Conflict)'))).toEqual([]);
  await context.close();
});
