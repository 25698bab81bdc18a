import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const NOTEBOOK = `---
gamut: 1
title: Money
---
\`\`\`persona id=chef
You are a cook. Answer in one line.
\`\`\`

\`\`\`prompt id=ask
What goes with rice?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [none, chef]
model: [sandbox/tiny, anthropic/claude-haiku-4-5]
temperature: [0.5, 1.5]
max_tokens: 40
cache_control: 5m
\`\`\`
`;

/** The price of its model is in no list. */
const BUDGET = NOTEBOOK.replace('title: Money', 'title: Budget\nbudget: { max_cost_usd: 1 }')
  .replace('[sandbox/tiny, anthropic/claude-haiku-4-5]', 'lab/of-my-own')
  .replace('[none, chef]', 'none')
  .replace('temperature: [0.5, 1.5]\n', '')
  .replace('cache_control: 5m\n', '');

/** The demo model with a price, over the protocol that tells what came from the cache. */
const PAID = NOTEBOOK.replace('title: Money', 'title: Paid')
  .replace('[sandbox/tiny, anthropic/claude-haiku-4-5]', 'sandbox-anthropic/tiny')
  .replace('[none, chef]', 'chef')
  .replace('temperature: [0.5, 1.5]', 'temperature: [0.4, 0.5, 0.6]');

const CONFIG = `providers:
  - { id: lab, kind: openai, base_url: 'http://127.0.0.1:9/v1' }
krw_per_usd: { rate: 1400, as_of: 2026-11-01 }
prices:
  - { model: sandbox-anthropic/tiny, input: 1000, output: 1000, cached_input: 100, as_of: 2026-11-02 }
`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  const notebooks = { 'money.gamut.md': NOTEBOOK, 'budget.gamut.md': BUDGET, 'paid.gamut.md': PAID };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config: CONFIG })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

let tries = 0;

/** Writes a notebook that asks what was never counted or answered, should this be a second try. */
async function writeAnew(name: string, text: string): Promise<void> {
  tries += 1;
  const file = path.join(gamut.folder, 'experiments', name);
  await writeFile(file, text.replace('What goes', `${tries}. What goes`));
}

it('tells by model what a run takes, what is skipped and why, and has the input counted when asked', async () => {
  await writeAnew('money.gamut.md', NOTEBOOK);
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/money.gamut.md`);
  const estimate = page.locator('gamut-estimate');
  await estimate.getByText('What a run takes').click();
  const row = (model: string) => estimate.getByRole('row', { name: model });
  await row('sandbox/tiny').waitFor();
  await expect.poll(() => row('sandbox/tiny').innerText()).toContain('free');
  // The rate of the won is asked for by itself.
  await expect.poll(() => row('anthropic/claude-haiku-4-5').innerText()).toMatch(/\$[^]*₩/);
  await estimate.getByText('2 skipped: anthropic/claude-haiku-4-5 takes temperature from 0 to 1').waitFor();
  await estimate.getByText('a dollar, as of 2026-11-01').waitFor();
  await page.getByText("persona 'chef': about").waitFor();

  const before = await row('sandbox/tiny').innerText();
  await estimate.getByRole('button', { name: 'Have the vendor count' }).click();
  await estimate.getByText('was counted by its vendor').waitFor();
  await expect.poll(() => row('sandbox/tiny').innerText()).not.toBe(before);
  await expect.poll(() => estimate.getByRole('button', { name: 'Have the vendor count' }).count()).toBe(0);
  const screenshots = path.join(import.meta.dirname, 'screenshots');
  await mkdir(screenshots, { recursive: true });
  await page.screenshot({ path: path.join(screenshots, 'estimate.png') });
  expect(await findAxeFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

it('asks before it runs what has no known price where a budget is set', async () => {
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/budget.gamut.md`);
  await page.getByRole('button', { name: 'Run 1' }).last().click();
  const notice = page.locator('gamut-notices').getByRole('alert');
  await notice.getByText('A budget is set').waitFor();
  await notice.getByRole('button', { name: 'Do not run' }).click();
  await notice.waitFor({ state: 'detached' });
  await page.getByText('not run yet').first().waitFor();
  expect(faults.filter((fault) => !fault.includes('409'))).toEqual([]);
  await context.close();
});

it('shows what answers cost in dollars and won, by which day’s price and rate, and what the cache saved', async () => {
  await writeAnew('paid.gamut.md', PAID);
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/paid.gamut.md`);
  // One after the other: what is sent at the same time finds nothing in the cache yet.
  for (const [index, temperature] of ['0.4', '0.5'].entries()) {
    const only = [`temperature=${temperature}`];
    const body = JSON.stringify({ notebook: 'paid.gamut.md', matrix: 'main', mode: 'missing', only });
    const headers = { 'Content-Type': 'application/json' };
    const begin = async () =>
      (await fetch(`${gamut.url}/api/runs`, { method: 'POST', headers, body })).status;
    // With the answer there the run before may not have ended.
    await expect.poll(begin).toBe(201);
    await page.locator('gamut-card[data-status="done"]').nth(index).waitFor();
  }
  await page.locator('gamut-card').nth(1).hover();
  await page.locator('gamut-card').nth(1).getByRole('button', { name: 'Inspect' }).click();
  const figures = page.locator('gamut-record-figures');
  await figures.getByText('saved by the cache').waitFor();
  const told = () => figures.locator('dl').innerText();
  await expect.poll(told).toMatch(/price as of\s+2026-11-02\s+won as of\s+2026-11-01/);
  await expect.poll(told).toMatch(/cost\s+\$[\d.]+\s+₩/);
  // What it comes from, in dollars and in won.
  await expect
    .poll(told)
    .toMatch(
      /cost\s+\$[\d.]+\s+₩[\d.,]+\s+input\s+\$[\d.]+\s+₩[\d.,]+\s+cached input\s+\$[\d.]+\s+<?₩[\d.,]+\s+output\s+\$/,
    );
  await page
    .getByRole('radio', { name: 'List' })
    .or(page.getByRole('button', { name: 'List' }))
    .first()
    .click();
  await page.locator('gamut-result-row').first().getByText('₩').waitFor();
  const screenshots = path.join(import.meta.dirname, 'screenshots');
  await page.screenshot({ path: path.join(screenshots, 'paid.png') });
  expect(faults).toEqual([]);
  await context.close();
});
