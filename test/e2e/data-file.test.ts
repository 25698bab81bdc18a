import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startHostileVendor, type HostileVendor } from './hostile-vendor.ts';
import { openPage } from './open-page.ts';

const NAME = 'people.gamut.md';
const NOTEBOOK = `---
gamut: 1
title: People
---
\`\`\`prompt id=ask
{{question}}
\`\`\`

\`\`\`dataset id=people src=data/people.csv
\`\`\`

\`\`\`matrix id=main
prompt: ask
model: vendor/yes
data: people
\`\`\`
`;
const TWO = 'id,question\ntofu,두부를 먼저 볶을까요?\nrice,How long does rice take?\n';
const THREE = TWO.replace('How long does rice take?', 'How long does brown rice take?') + 'egg,달걀은요?\n';

let browser: Browser;
let gamut: GamutProcess;
let vendor: HostileVendor;
let data: string;

beforeAll(async () => {
  vendor = await startHostileVendor(['yes']);
  const config = `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`;
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks: { [NAME]: NOTEBOOK }, config })]);
  data = path.join(gamut.folder, 'experiments', 'data', 'people.csv');
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

/** Nothing is left of an earlier try. */
beforeEach(async () => {
  await rm(`${path.dirname(data)}-old`, { recursive: true, force: true });
  await mkdir(path.dirname(data), { recursive: true });
  await writeFile(data, TWO);
});

describe('a data file that another program changes while the page is open', () => {
  it('is shown as it is: its rows, how many, which answers are stale; nothing is asked of a provider', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${NAME}`);
    const cell = page.locator('gamut-dataset-cell');
    const table = page.locator('gamut-data-table');
    const run = page.locator('gamut-header [data-run]');
    await cell.getByText('2 rows').waitFor();
    const isDone = async () => /All done/.test(await run.innerText());
    await expect.poll(async () => (await run.isEnabled()) || (await isDone())).toBe(true);
    if (!(await isDone())) await run.click();
    await expect.poll(isDone).toBe(true);
    const runs: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/runs')) runs.push(request.url());
    });

    await writeFile(data, THREE);
    await cell.getByText('3 rows').waitFor();
    await table.getByText('How long does brown rice take?').waitFor();
    await table.getByText('달걀은요?').waitFor();
    await expect.poll(() => run.innerText()).toMatch(/Run 2/);
    const status = (name: string) => page.locator(`gamut-card[data-status="${name}"]`);
    await status('stale').first().scrollIntoViewIfNeeded();
    await expect.poll(() => status('stale').count()).toBe(1);
    await expect.poll(() => status('never').count()).toBe(1);
    await expect.poll(() => status('done').count()).toBe(1);

    // As most editors write: another file takes its place.
    await writeFile(`${data}.tmp`, TWO);
    await rename(`${data}.tmp`, data);
    await cell.getByText('2 rows').waitFor();
    await expect.poll(isDone).toBe(true);
    await expect.poll(() => status('done').count()).toBe(2);
    expect(runs).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is told of at the dataset where it is gone or cannot be read, and all is back when it is', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${NAME}`);
    const rows = page.locator('gamut-dataset-cell').getByText('2 rows');
    await rows.waitFor();
    const gone = page.getByText("There is no file 'data/people.csv' in the notebooks folder").first();
    await rm(data);
    await gone.scrollIntoViewIfNeeded();
    await writeFile(data, TWO);
    await rows.waitFor();
    await gone.waitFor({ state: 'detached' });
    // With its folder.
    await rename(path.dirname(data), `${path.dirname(data)}-old`);
    await gone.waitFor();
    await rename(`${path.dirname(data)}-old`, path.dirname(data));
    await rows.waitFor();
    await writeFile(data, Buffer.from([0x69, 0x64, 0x0a, 0xff, 0xfe, 0xb5]));
    await page.getByText("'data/people.csv' is not UTF-8 text").first().waitFor();
    await writeFile(data, TWO);
    await rows.waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that changed while the server was away is read when it is back', async () => {
    const { page, context } = await openPage(browser, `${gamut.url}/#/${NAME}`);
    const cell = page.locator('gamut-dataset-cell');
    await cell.getByText('2 rows').waitFor();
    await gamut.stop();
    await writeFile(data, THREE);
    await gamut.restart();
    await cell.getByText('3 rows').waitFor();
    await context.close();
  });
});
