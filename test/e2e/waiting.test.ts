import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const NOTEBOOK = `---
gamut: 1
title: Waiting
---
\`\`\`prompt id=ask
What goes with rice?
\`\`\`

\`\`\`matrix id=sweep
prompt: ask
model: [lab/quota, badkey/ko, abad/ko, sandbox-anthropic/tiny]
temperature: [0.4, 0.5]
max_tokens: 20
\`\`\`
`;

let browser: Browser;
let gamut: GamutProcess;
let vendor: Server;
let tries = 0;

/** Refuses everything: below /quota for want of credit, elsewhere for its key. */
function startVendor(): Promise<Server> {
  const server = createServer((request, response) => {
    const isQuota = request.url?.startsWith('/quota/') ?? false;
    response.writeHead(isQuota ? 429 : 401, { 'content-type': 'application/json' });
    const error = isQuota
      ? {
          message: 'You exceeded your current quota.',
          type: 'insufficient_quota',
          code: 'insufficient_quota',
        }
      : { message: 'Incorrect API key provided.', type: 'authentication_error', code: 'invalid_api_key' };
    response.end(JSON.stringify({ type: 'error', error }));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

beforeAll(async () => {
  vendor = await startVendor();
  const host = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  const config = `providers:
  - { id: lab, kind: openai, base_url: '${host}/quota/v1' }
  - { id: badkey, kind: openai, base_url: '${host}/key/v1', api_key_env: BAD_KEY }
  - { id: abad, kind: anthropic, base_url: '${host}/key', api_key_env: ANOTHER_KEY }
krw_per_usd: { rate: 1400, as_of: 2026-11-01 }
budget: { ask_above_usd: 1000 }
prices:
  - { model: sandbox-anthropic/tiny, input: 1000, output: 1000, as_of: 2026-11-02 }
  - { model: lab/quota, input: 1, output: 1, as_of: 2026-11-02 }
  - { model: badkey/ko, input: 1, output: 1, as_of: 2026-11-02 }
  - { model: abad/ko, input: 1, output: 1, as_of: 2026-11-02 }
`;
  const env = { BAD_KEY: 'sk-bad-key-of-one', ANOTHER_KEY: 'sk-bad-key-of-another' };
  [browser, gamut] = await Promise.all([launch(), startGamut({ config, env })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  vendor?.close();
});

it('says every reason why a run waits, before and after a reload, and keeps the limit and its currency', async () => {
  tries += 1;
  // A notebook of its own: the run of an earlier try may still stand.
  const name = `waiting-${tries}.gamut.md`;
  const file = path.join(gamut.folder, 'experiments', name);
  await writeFile(file, NOTEBOOK.replace('What goes', `${tries}. What goes`));
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
  const field = page.locator('gamut-estimate').getByLabel('Budget of the run');
  await page.locator('gamut-estimate').getByLabel('Currency').selectOption('KRW');
  await field.fill('10');
  await field.press('Tab');
  await page.reload();
  await expect.poll(() => field.inputValue()).toBe('10');
  expect(await page.locator('gamut-estimate').getByLabel('Currency').inputValue()).toBe('KRW');

  await page.getByRole('button', { name: 'Run 8' }).last().click();
  const alert = page.locator('gamut-run-progress').getByRole('alert');
  const reasons = alert.getByRole('listitem');
  const expected = [
    /lab: quota used up\..*2 trials wait for this/s,
    /badkey: key refused\..*BAD_KEY.*2 trials wait for this/s,
    /abad: key refused\..*ANOTHER_KEY.*2 trials wait for this/s,
    /The budget of this run is reached.*2 trials wait for this/s,
  ];
  const all = async (): Promise<boolean> => {
    const said = await reasons.allTextContents();
    return said.length === expected.length && expected.every((one) => said.some((text) => one.test(text)));
  };
  await expect.poll(all).toBe(true);
  expect(await alert.textContent()).not.toContain('Other models go on');
  // What it is held to, and what raising it takes, in the money that was chosen.
  const limit = page.locator('gamut-run-progress [data-limit]');
  expect(await limit.textContent()).toBe('limit ₩10');
  expect(await alert.getByLabel('Currency').inputValue()).toBe('KRW');
  await alert.getByRole('button', { name: /^\s*Raise to ₩/ }).waitFor();
  await page.reload();
  await expect.poll(all).toBe(true);
  expect(await limit.textContent()).toBe('limit ₩10');
  await expect.poll(() => field.inputValue()).toBe('10');

  const card = (model: string) =>
    page.locator('gamut-card').filter({ has: page.locator('[data-waits]', { hasText: model }) });
  await expect.poll(() => card('waits: key refused').count()).toBe(4);
  await expect.poll(() => card('waits: quota used up').count()).toBe(2);
  await expect.poll(() => card('waits: budget').count()).toBe(2);
  // The inspector of one says the whole of it, and of another its own.
  const inspector = page.locator('gamut-inspector');
  const inspect = (model: string) => card(model).first().dblclick();
  await inspect('waits: key refused');
  await inspector.getByText('waits: key refused').waitFor();
  await expect.poll(() => inspector.locator('[data-waits]').innerText()).toMatch(/_KEY/);
  expect(await findAxeFaults(page)).toEqual([]);
  await inspect('waits: budget');
  await inspector.getByText('waits: budget').waitFor();
  const why = /budget of this run is reached.*Raise the budget of the run at the top of the page/s;
  await expect.poll(() => inspector.locator('[data-waits]').innerText()).toMatch(why);
  if (process.env.SHOTS) {
    await page.keyboard.press('f');
    await page.screenshot({ path: path.join(process.env.SHOTS, 'waiting-large.png') });
    await page.keyboard.press('Escape');
    for (const width of [1440, 900, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: path.join(process.env.SHOTS, `waiting-${width}.png`) });
    }
  }

  // Raised, the paid ones go on; the others wait on, and say why.
  const amount = alert.getByLabel('Budget of the run');
  // Enough for both: for one alone they would wait again once that is made.
  await amount.fill('1000');
  await amount.press('Tab');
  await alert.getByRole('button', { name: 'Raise to ₩1,000' }).click();
  await expect.poll(() => reasons.count()).toBe(3);
  // What waits for that no more does not say so either.
  await inspector.waitFor();
  await expect.poll(() => inspector.locator('[data-waits]').count()).toBe(0);
  await inspector.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Stop' }).last().click();
  await alert.waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
  await context.close();
});
