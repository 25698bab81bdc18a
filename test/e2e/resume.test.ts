import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const TRIALS = 36;
const NOTEBOOK = `---
gamut: 1
title: Long
defaults: { max_tokens: 80 }
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
model: sandbox/tiny
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

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks: { 'long.gamut.md': NOTEBOOK } })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

async function records(page: Page): Promise<Map<string, number>> {
  const { trials } = await page.evaluate(async () => {
    const answer = await fetch('/api/notebooks/long.gamut.md/matrices/main/results');
    return (await answer.json()) as { trials: Result[] };
  });
  return new Map(
    trials.flatMap(({ trialId, record }) => (record ? [[trialId, record.recordId] as const] : [])),
  );
}

let tries = 0;

it('goes on after a kill with exactly what is missing, by one click', async () => {
  // What no earlier try has had answered.
  tries += 1;
  const file = path.join(gamut.folder, 'experiments', 'long.gamut.md');
  await writeFile(file, NOTEBOOK.replace('tonight', `tonight (${tries})`));
  const { page, context } = await openPage(browser, gamut.url);
  await page.locator('gamut-header [data-run]:not([disabled])').click();
  await expect.poll(async () => (await records(page)).size, { interval: 20 }).toBeGreaterThanOrEqual(3);
  const progress = page.locator('gamut-run-progress');
  await progress.getByText(/^\d+ running$/).waitFor();
  await gamut.stop('SIGKILL');
  // What is not known any more is not told as if it were; nothing can be asked for.
  await progress.getByText(/Connection lost: as of \d+:\d\d:\d\d/).waitFor();
  expect(await progress.getByText(/running|left$/).count()).toBe(0);
  expect(await page.locator('gamut-header').getByRole('button', { name: 'Stop' }).isDisabled()).toBe(true);
  expect(await page.locator('gamut-matrix-cell').getByRole('button', { name: 'Stop' }).isDisabled()).toBe(
    true,
  );
  await gamut.restart();
  await progress.getByText('Connection lost').waitFor({ state: 'detached' });
  await page.reload();
  const banner = page.locator('[data-interrupted]');
  await page.getByText(/The run of main was interrupted/).waitFor();
  // The demo model costs nothing, whoever is asked again.
  expect(await banner.textContent()).not.toContain('billed');
  const kept = await records(page);
  expect(kept.size).toBeGreaterThanOrEqual(3);
  expect(kept.size).toBeLessThan(TRIALS);
  await page.getByRole('button', { name: `Go on with ${TRIALS - kept.size}` }).click();
  await expect.poll(async () => (await records(page)).size, { timeout: 120_000 }).toBe(TRIALS);
  const all = await records(page);
  for (const [trialId, recordId] of kept) expect(all.get(trialId)).toBe(recordId);
  await page.getByText(/The run of main was interrupted/).waitFor({ state: 'detached' });
  await context.close();
});

it('says of a run that a person stopped that it was stopped, what is done, and how to go on', async () => {
  const { page, context, faults } = await openPage(browser, gamut.url);
  await page.evaluate(async () => {
    const order = { notebook: 'long.gamut.md', matrix: 'main', mode: 'all' };
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    };
    await fetch('/api/runs', init);
  });
  await page.locator('gamut-run-progress progress').waitFor();
  await page.keyboard.press('Control+.');
  const banner = page.locator('[data-interrupted]');
  await banner.getByText(/The run of main was stopped: \d+ of 36 are done and kept\./).waitFor();
  expect(await banner.textContent()).not.toMatch(/interrupted|billed/);
  await banner.getByRole('button', { name: /^Go on with \d+$/ }).click();
  await banner.waitFor({ state: 'detached' });
  await page.locator('gamut-run-progress progress').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});
