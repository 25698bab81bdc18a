import { appendFile, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
let gamut: GamutProcess;
let bare: GamutProcess;

beforeAll(async () => {
  [browser, gamut, bare] = await Promise.all([launch(), startGamut(), startGamut({ notebooks: {} })]);
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([gamut?.remove(), bare?.remove()]);
});

describe('somebody who has read nothing', () => {
  it('follows the tour from the first run to a CSV file', async () => {
    // A prompt that no earlier try has had answered.
    const sample = path.join(gamut.folder, 'experiments/02-tone-english.gamut.md');
    await writeFile(sample, (await readFile(sample, 'utf8')).replace(/^I feel tired/m, '$& again'));
    const { page, context, faults } = await openPage(browser, gamut.url, { tour: true });
    const tour = page.getByRole('region', { name: 'Tour' });
    await tour.getByRole('heading', { name: 'Run it' }).waitFor();
    await page.locator('gamut-header [data-run]:not([disabled])').click();
    // What a step asks for takes to the next one.
    await tour.getByRole('heading', { name: 'Compare the answers' }).waitFor();
    await tour.getByRole('button', { name: 'Back' }).click();
    await tour.getByRole('heading', { name: 'Run it' }).waitFor();
    await tour.getByRole('button', { name: 'Next' }).click();
    await tour.getByRole('heading', { name: 'Compare the answers' }).waitFor();
    const card = page.locator('gamut-card[data-status="done"]').first();
    await card.waitFor();
    await card.scrollIntoViewIfNeeded();
    // Answers still come, and the one that is pointed at may move away: who looks points again.
    const done = tour.getByRole('img', { name: 'Done' });
    await expect
      .poll(async () => {
        await page.mouse.move(8, 300);
        await card.locator('[part="text"] span').first().hover();
        await done.waitFor({ timeout: 2000 }).catch(() => {});
        return done.count();
      })
      .toBe(1);
    await tour.getByRole('button', { name: 'Next' }).click();
    await tour.getByRole('heading', { name: 'Change one thing' }).waitFor();
    const persona = page.getByRole('textbox', { name: 'System prompt of counsellor' });
    const before = await persona.inputValue();
    await persona.fill(`${before} Be brief.`);
    await tour.getByText('Its answers are stale now, the others are not.').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    await expect.poll(() => persona.inputValue()).toBe(before);
    await tour.getByRole('heading', { name: 'Take it with you' }).waitFor();
    await page
      .locator('gamut-header')
      .getByRole('button', { name: 'Stop' })
      .waitFor({ state: 'detached', timeout: 60_000 });
    await page.getByRole('button', { name: 'CSV' }).first().click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: /^For Excel/ })
        .first()
        .click(),
    ]);
    const { rows } = fromCsv(await readFile(await download.path(), 'utf8'));
    expect(rows.filter(({ status }) => status === 'done').length).toBe(24);
    await tour.getByRole('heading', { name: 'Use your own models' }).waitFor();
    await page.getByRole('button', { name: 'Providers' }).click();
    await tour.getByRole('img', { name: 'Done' }).waitFor({ state: 'attached' });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await tour.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => tour.count()).toBe(0);
    await page.reload();
    await page.locator('gamut-card[data-status="done"]').first().waitFor();
    expect(await tour.count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('puts the tour away with Esc, in Korean too, is not held by it, and finds it again', async () => {
    const { page, context, faults } = await openPage(browser, gamut.url, { tour: true, locale: 'ko' });
    const tour = page.getByRole('region', { name: '둘러보기' });
    await tour.getByRole('heading', { name: '실행하기' }).waitFor();
    expect(await findAxeFaults(page, 'moderate')).toEqual([]);
    // One may do anything else meanwhile.
    await page.getByRole('textbox', { name: /셰프/ }).first().focus();
    await page.keyboard.press('Escape');
    expect(await tour.count()).toBe(1);
    await tour.getByRole('button', { name: '다음' }).press('Escape');
    await expect.poll(() => tour.count()).toBe(0);
    await page.reload();
    await page.locator('gamut-header [data-run]').waitFor();
    expect(await tour.count()).toBe(0);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByRole('button', { name: '둘러보기' }).click();
    await tour.waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('in an empty folder is told what this is, and begins with the samples', async () => {
    // As it was before an earlier try.
    const folder = path.join(bare.folder, 'experiments');
    for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true });
    const { page, context, faults } = await openPage(browser, bare.url);
    await page.getByRole('heading', { name: /Compare prompts, personas and temperatures/ }).waitFor();
    expect(await findAxeFaults(page, 'moderate')).toEqual([]);
    await page.getByRole('button', { name: /Begin with the samples/ }).click();
    await page.getByRole('heading', { name: 'Does tone change advice?' }).waitFor();
    const samples = await readdir(path.resolve(import.meta.dirname, '../../experiments'));
    const restored = await readdir(folder);
    const notebooks = samples.filter((name) => name.endsWith('.gamut.md'));
    expect(restored.filter((name) => name.endsWith('.gamut.md')).sort()).toEqual(notebooks.sort());
    for (const name of notebooks) {
      expect(await readFile(path.join(bare.folder, 'experiments', name), 'utf8')).toBe(
        await readFile(path.resolve(import.meta.dirname, '../../experiments', name), 'utf8'),
      );
    }
    await page.locator('gamut-header [data-run]:not([disabled])').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('setting up a provider', () => {
  let config: string;

  /** What is written into them is not there before, also where a test is tried again. */
  beforeEach(async () => {
    const file = path.join(gamut.folder, 'gamut.config.yaml');
    config ??= await readFile(file, 'utf8');
    await writeFile(file, config);
    await writeFile(path.join(gamut.folder, '.env'), '');
  });

  it('copies the line for .env, sees it turn ready when that is saved, and tries it', async () => {
    const { page, context, faults } = await openPage(browser, gamut.url);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Providers' }).click();
    const dialog = page.getByRole('dialog', { name: 'Providers' });
    const openai = dialog.locator('[data-provider="openai"]');
    await openai.getByText('not set up').waitFor();
    await openai.getByRole('button', { name: 'Copy the line for openai' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('OPENAI_API_KEY=');
    await appendFile(path.join(gamut.folder, '.env'), 'OPENAI_API_KEY=sk-not-a-real-key\n');
    await openai.getByText('ready now').waitFor();
    await expect.poll(() => openai.getByRole('button', { name: 'Test openai' }).isEnabled()).toBe(true);
    expect(await dialog.innerText()).not.toContain('sk-not-a-real-key');
    await writeFile(path.join(gamut.folder, '.env'), '');
    await openai.getByText('not set up').waitFor();
    await dialog.getByRole('button', { name: 'Test sandbox', exact: true }).click();
    await dialog.getByText(/answered in/).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('copies an entry for a server of one’s own, and the configuration takes it', async () => {
    const { page, context, faults } = await openPage(browser, gamut.url);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Providers' }).click();
    const dialog = page.getByRole('dialog', { name: 'Providers' });
    await dialog.getByRole('button', { name: 'Copy the entry' }).click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toContain('mylab');
    const entry = await copied();
    const file = path.join(gamut.folder, 'gamut.config.yaml');
    const before = await readFile(file, 'utf8');
    await writeFile(file, `${before}${entry}`);
    await dialog.locator('[data-provider="mylab"]').getByText('MYLAB_API_KEY').first().waitFor();
    await dialog.locator('[data-provider="ollama"]').waitFor();
    await writeFile(file, before);
    await expect.poll(() => dialog.locator('[data-provider="mylab"]').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('follows the configuration without a reload: what is wrong in it, what is ready, what can be run', async () => {
    const file = path.join(gamut.folder, 'gamut.config.yaml');
    const before = await readFile(file, 'utf8');
    const notebook = [
      '```prompt id=ask\nWhat now?\n```\n',
      '```matrix id=main\nprompt: ask\nmodel: mylab/one\n```\n',
    ].join('\n');
    await writeFile(path.join(gamut.folder, 'experiments/lab.gamut.md'), notebook);
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/lab.gamut.md`);
    const problem = page.locator('gamut-notices').getByText('gamut.config.yaml:');
    const unknown = page.locator('gamut-matrix-cell').getByText(/no provider 'mylab'/);
    await unknown.first().waitFor();
    await expect.poll(() => problem.count()).toBe(0);
    await writeFile(file, `providers: [{ id: mylab, base_url: http://127.0.0.1:9/v1, concurency: 2 }]\n`);
    await page
      .locator('gamut-notices')
      .getByText(/concurency/)
      .waitFor();
    await expect.poll(() => unknown.count()).toBe(0);
    await writeFile(file, before);
    await expect.poll(() => problem.count()).toBe(0);
    await unknown.first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
