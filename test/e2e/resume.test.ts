import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startLongVendor, type LongVendor } from './long-vendor.ts';
import { openPage } from './open-page.ts';

const TRIALS = 36;
const NOTEBOOK = `---
gamut: 1
title: Long
---
\`\`\`persona id=chef
You are a professional chef.
\`\`\`

\`\`\`prompt id=ask
What should I eat tonight?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: chef
model: lab/kitchen
temperature: 0.9
repeats: ${TRIALS}
\`\`\`
`;

interface Result {
  trialId: string;
  record: { recordId: number } | null;
}

let browser: Browser;
let gamut: GamutProcess;
let vendor: LongVendor;
/** So many are answered; who asks after that is kept waiting, so that a run goes on until it is ended. */
let left = 0;
let tries = 0;
let name = '';

beforeAll(async () => {
  vendor = await startLongVendor(['kitchen'], () => (left-- > 0 ? 'Rice.' : null));
  const config = `providers: [{ id: lab, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'lab/*', input: 0, output: 0 }]\n`;
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks: {}, config })]);
});

// A notebook of its own, that asks what no earlier test, or try, has had answered.
beforeEach(async () => {
  await gamut.revive();
  tries += 1;
  name = `long${tries}.gamut.md`;
  await writeFile(
    path.join(gamut.folder, 'experiments', name),
    NOTEBOOK.replace('tonight', `tonight (${tries})`),
  );
});

const open = () => openPage(browser, `${gamut.url}/#/${name}`);

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

async function records(page: Page): Promise<Map<string, number>> {
  const { trials } = await page.evaluate(async (notebook) => {
    const answer = await fetch(`/api/notebooks/${notebook}/matrices/main/results`);
    return (await answer.json()) as { trials: Result[] };
  }, name);
  return new Map(
    trials.flatMap(({ trialId, record }) => (record ? [[trialId, record.recordId] as const] : [])),
  );
}

it('goes on after a kill with exactly what is missing, by one click', async () => {
  left = 3;
  const { page, context } = await open();
  await page.locator('gamut-header [data-run]:not([disabled])').click();
  await expect.poll(async () => (await records(page)).size).toBe(3);
  const progress = page.locator('gamut-run-progress');
  await progress.getByText(/^\d+ running$/).waitFor();
  await gamut.stop('SIGKILL');
  // What is not known any more is not told as if it were; nothing can be asked for.
  await progress.getByText(/Connection lost: as of \d+:\d\d:\d\d/).waitFor();
  expect(await progress.getByText(/running|left$/).count()).toBe(0);
  for (const place of ['gamut-header', 'gamut-matrix-cell']) {
    const stop = page.locator(place).getByRole('button', { name: 'Stop' });
    await expect.poll(() => stop.isDisabled()).toBe(true);
  }
  await gamut.restart();
  await progress.getByText('Connection lost').waitFor({ state: 'detached' });
  await page.reload();
  const banner = page.locator('[data-interrupted]');
  await page.getByText(/The run of main was interrupted/).waitFor();
  // This model costs nothing, whoever is asked again.
  expect(await banner.textContent()).not.toContain('billed');
  const kept = await records(page);
  expect(kept.size).toBe(3);
  left = TRIALS;
  await page.getByRole('button', { name: `Go on with ${TRIALS - kept.size}` }).click();
  await expect.poll(async () => (await records(page)).size).toBe(TRIALS);
  const all = await records(page);
  for (const [trialId, recordId] of kept) expect(all.get(trialId)).toBe(recordId);
  await page.getByText(/The run of main was interrupted/).waitFor({ state: 'detached' });
  await context.close();
});

it('says of a run that a person stopped that it was stopped, what is done, and how to go on', async () => {
  left = 3;
  const { page, context, faults } = await open();
  await page.locator('gamut-header [data-run]:not([disabled])').click();
  await expect.poll(async () => (await records(page)).size).toBe(3);
  await page.locator('gamut-run-progress progress').waitFor();
  await page.keyboard.press('Control+.');
  const banner = page.locator('[data-interrupted]');
  await banner.getByText('The run of main was stopped: 3 of 36 are done and kept.').waitFor();
  expect(await banner.textContent()).not.toMatch(/interrupted|billed/);
  left = 3;
  await banner.getByRole('button', { name: `Go on with ${TRIALS - 3}` }).click();
  await banner.waitFor({ state: 'detached' });
  await page
    .locator('gamut-run-progress')
    .getByText(`3/${TRIALS - 3}`)
    .waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
