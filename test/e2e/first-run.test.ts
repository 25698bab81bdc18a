import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FIRST = '#/01-tone.gamut.md';

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut()]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

let tries = 0;
/** The first sample as it was run. */
let answered = '';
const cards = (page: Page): Locator => page.locator('gamut-card');
const doneCards = (page: Page): Locator => page.locator('gamut-card[data-status="done"]');

async function downloadCsv(page: Page, name: string): Promise<Record<string, string>[]> {
  await page.getByRole('button', { name: 'CSV' }).first().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('link', { name: new RegExp(`^${name}`) })
      .first()
      .click(),
  ]);
  return fromCsv(await readFile(await download.path(), 'utf8')).rows;
}

/** Points at a token until what could have stood there is told: the answer may be laid out anew under the pointer. */
async function pointAt(page: Page, token: Locator): Promise<void> {
  const told = page.locator('gamut-token-popover').getByText('%').first();
  const isTold = async () => {
    if (await told.isVisible()) return true;
    await page.mouse.move(2, 2);
    await token.hover();
    await told.waitFor({ timeout: 2000 }).catch(() => undefined);
    return told.isVisible();
  };
  await expect.poll(isTold).toBe(true);
}

describe('a newcomer without a key', () => {
  it('opens the page in Korean and sees the first sample with its size, and that it is free', async () => {
    const { page, context, faults } = await openPage(browser, gamut.url, { locale: 'ko' });
    await page.getByRole('heading', { name: '말투가 조언을 바꾸는가' }).waitFor();
    await page.getByText('시행 9회').waitFor();
    const run = page.locator('gamut-header [data-run]');
    await expect.poll(() => run.innerText()).toContain('9건 실행');
    await expect.poll(() => run.innerText()).toContain('무료');
    await expect.poll(() => cards(page).count()).toBe(9);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('opens the page in English and sees the sample written in English', async () => {
    const { page, context, faults } = await openPage(browser, gamut.url);
    await page.getByRole('heading', { name: 'Does tone change advice?' }).waitFor();
    await page.getByText('24 trials').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('runs it, watches nine cards stream, and finds all nine after a reload and after a kill', async () => {
    // Requests that no earlier try has had answered.
    tries += 1;
    const sample = path.join(gamut.folder, 'experiments/01-tone.gamut.md');
    const text = (await readFile(sample, 'utf8')).replace(/^seed: .*\n/gm, '');
    answered = text.replace(/^temperature: /m, `seed: ${tries}\n$&`);
    await writeFile(sample, answered);
    const { page, context, faults } = await openPage(browser, `${gamut.url}/${FIRST}`);
    const run = page.locator('gamut-header [data-run]:not([disabled])');
    await run.waitFor();
    // Every state that a card passes through, noted as it happens: streaming may be over within a second.
    await page.evaluate(() => {
      const seen = new Set<string>();
      Object.assign(globalThis, { seenStates: seen });
      const look = (root: ParentNode) => {
        for (const element of root.querySelectorAll('*')) {
          if (element.localName === 'gamut-card') {
            const card = element as HTMLElement;
            seen.add(`${card.dataset['trial']} ${card.dataset['status']}`);
          }
          if (element.shadowRoot) look(element.shadowRoot);
        }
      };
      const again = () => {
        look(document);
        requestAnimationFrame(again);
      };
      again();
    });
    await run.click();
    await expect.poll(() => doneCards(page).count(), { timeout: 60_000 }).toBe(9);
    const seen = await page.evaluate(() => [
      ...(globalThis as unknown as { seenStates: Set<string> }).seenStates,
    ]);
    // On a slow machine one may begin and end between two pictures of the screen.
    expect(seen.filter((state) => state.endsWith(' streaming')).length).toBeGreaterThan(4);
    await page.locator('gamut-header').getByText('All done').waitFor();
    const textsNow = () => doneCards(page).locator('[part="text"]').allInnerTexts();
    await expect.poll(async () => (await textsNow()).filter((text) => text.length > 0).length).toBe(9);
    const texts = await textsNow();

    await page.reload();
    await expect.poll(() => doneCards(page).count()).toBe(9);
    await expect.poll(textsNow).toEqual(texts);

    await gamut.stop('SIGKILL');
    await page.getByText('The server is not reached').waitFor();
    await gamut.restart();
    await page.getByText('The server is not reached').waitFor({ state: 'detached' });
    await page.reload();
    await expect.poll(() => doneCards(page).count()).toBe(9);
    // A lost connection is told by the browser itself; everything else would be ours.
    expect(faults.filter((fault) => !/ERR_(CONNECTION|INCOMPLETE|EMPTY|NETWORK)/.test(fault))).toEqual([]);
    await context.close();
  });

  it('sees a token’s alternatives with their probabilities, by pointing and by keyboard', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/${FIRST}`);
    // What is far from what is in sight is not painted.
    await doneCards(page).first().scrollIntoViewIfNeeded();
    const token = doneCards(page).first().locator('[part="text"] span').first();
    const popover = page.locator('gamut-token-popover');
    const words = () => popover.evaluate((element) => element.shadowRoot?.textContent ?? '');
    await pointAt(page, token);
    const shares = async () => (await words()).match(/\d+(?:\.\d+)?%/g) ?? [];
    await expect.poll(async () => (await shares()).length).toBeGreaterThanOrEqual(5);
    await expect.poll(words).toContain('≥');
    await expect.poll(words).toContain('before temperature');
    await page.keyboard.press('Escape');
    await expect.poll(() => popover.getByText('%').first().isVisible()).toBe(false);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a token that is pointed at has the number that it has among the tokens of the CSV', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/${FIRST}`);
    // Of the chef: the first character of the answer is made of two tokens.
    const card = doneCards(page).nth(3);
    await card.scrollIntoViewIfNeeded();
    await pointAt(page, card.locator('[part="text"] span').last());
    const head = page.locator('gamut-token-popover .head').last();
    const [, shown = '', at = ''] = /^(.*?)\s*#(\d+)$/s.exec(await head.innerText()) ?? [];
    const trial = await card.getAttribute('data-trial');
    const own = (await downloadCsv(page, 'Tokens')).filter(({ trial_id: id }) => id === trial);
    expect(own.slice(0, Number(at)).some(({ token = '' }) => token.startsWith('bytes:'))).toBe(true);
    const words = (text: string) => text.replaceAll(/[^\p{L}\p{N}\p{P}]/gu, '');
    expect(words(own.find(({ position }) => position === at)?.['token'] ?? '')).toBe(words(shown));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('opens the inspector with usage, times and the exact request', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/${FIRST}`);
    const card = doneCards(page).first();
    await card.hover();
    await card.getByRole('button', { name: 'Inspect' }).click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.getByRole('tab', { name: 'Request' }).click();
    await inspector.getByText('당신은 따뜻한 심리 상담사입니다.').waitFor();
    await inspector.getByText('오늘 너무 피곤해요. 어떻게 할까요?').waitFor();
    await inspector.getByText('temperature').first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('downloads a CSV that has a row a trial with settings, tokens, cost and times', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/${FIRST}`);
    await doneCards(page).nth(8).waitFor();
    const rows = await downloadCsv(page, 'For Excel');
    expect(rows).toHaveLength(9);
    expect(new Set(rows.map((row) => `${row['persona']} ${row['temperature']}`)).size).toBe(9);
    for (const row of rows) {
      expect(row['status']).toBe('done');
      expect(row['response']).toMatch(/./);
      expect(Number(row['input_tokens'])).toBeGreaterThan(0);
      expect(Number(row['output_tokens'])).toBeGreaterThan(0);
      expect(row['cost_usd']).toBe('0');
      expect(Number(row['total_ms'])).toBeGreaterThan(0);
      expect(row['request_hash']).toMatch(/^[0-9a-f]{64}$/);
    }
    const tokens = await downloadCsv(page, 'Tokens');
    expect(tokens.length).toBeGreaterThan(9 * 5);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('edits a persona: it is saved, only its own results become stale, and undoing the edit makes them fresh', async () => {
    const file = path.join(gamut.folder, 'experiments/01-tone.gamut.md');
    await writeFile(file, answered);
    const { page, context, faults } = await openPage(browser, `${gamut.url}/${FIRST}`);
    await doneCards(page).nth(8).waitFor();
    const before = answered;
    const field = page.getByRole('textbox', { name: 'System prompt of 셰프' });
    await field.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' 짧게요.');
    const stale = page.locator('gamut-card[data-status="stale"]');
    await expect.poll(() => stale.count()).toBe(3);
    await expect.poll(() => doneCards(page).count()).toBe(6);
    // What is typed is saved now and then: the first of it has made them stale.
    await expect
      .poll(() => readFile(file, 'utf8'))
      .toBe(before.replace('요리로 답해 주세요.', '요리로 답해 주세요. 짧게요.'));
    await expect.poll(() => page.locator('gamut-header [data-run]').innerText()).toContain('Run 3');
    for (let n = 0; n < ' 짧게요.'.length; n++) await page.keyboard.press('Backspace');
    await expect.poll(() => stale.count()).toBe(0);
    await expect.poll(() => doneCards(page).count()).toBe(9);
    await expect.poll(() => readFile(file, 'utf8')).toBe(before);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('changes the matrix by its chips and values, and sees the count before anything runs', async () => {
    await writeFile(path.join(gamut.folder, 'experiments/01-tone.gamut.md'), answered);
    const { page, context, faults } = await openPage(browser, `${gamut.url}/${FIRST}`);
    await doneCards(page).nth(8).waitFor();
    const matrix = page.locator('gamut-matrix-cell').first();
    await matrix.getByRole('button', { name: 'no persona' }).click();
    await matrix.getByText('12 trials').waitFor();
    const temperature = matrix.getByLabel('temperature');
    await temperature.fill('0 to 1 step 0.25');
    await temperature.press('Enter');
    await matrix.getByText('20 trials').waitFor();
    await temperature.fill('0.3, 0.7, 1.5');
    await temperature.press('Enter');
    await matrix.getByRole('button', { name: 'no persona' }).click();
    await matrix.getByText('9 trials').waitFor();
    await expect.poll(() => doneCards(page).count()).toBe(9);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is told of a file that another program changed, and takes it when nothing is unsaved here', async () => {
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/02-tone-english.gamut.md`);
    await page.getByRole('heading', { name: 'Does tone change advice?' }).waitFor();
    const file = path.join(gamut.folder, 'experiments/02-tone-english.gamut.md');
    // As it was before an earlier try.
    const before = (await readFile(file, 'utf8')).replace('I feel lonely', 'I feel tired');
    // As editors save: whole, in the place of the old one.
    const replace = async (text: string) => {
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    };
    await replace(before.replace('I feel tired', 'I feel lonely'));
    await expect
      .poll(() => page.getByRole('textbox', { name: 'prompt tired' }).inputValue())
      .toBe('I feel lonely');
    await replace(before);
    await expect
      .poll(() => page.getByRole('textbox', { name: 'prompt tired' }).inputValue())
      .toBe('I feel tired');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('lists the providers, which are ready, and tries the sandbox', async () => {
    const { page, context, faults } = await openPage(browser, gamut.url);
    await page.getByRole('button', { name: 'Providers' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('OPENAI_API_KEY').first().waitFor();
    await dialog.getByRole('button', { name: 'Test sandbox', exact: true }).click();
    await dialog.getByText(/answered in/).waitFor();
    await expect
      .poll(() => dialog.getByRole('button', { name: 'Test openai', exact: true }).isDisabled())
      .toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('has no serious accessibility fault, in light and dark, English and Korean', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { page, context } = await openPage(browser, `${gamut.url}/${FIRST}`, {
        theme,
        locale: theme === 'dark' ? 'ko' : 'en',
      });
      await doneCards(page).nth(8).waitFor();
      expect(await findAxeFaults(page)).toEqual([]);
      await page
        .locator('gamut-header')
        .getByRole('button', { name: /Providers|공급자/ })
        .click();
      await page.getByRole('dialog').getByText('OPENAI_API_KEY').first().waitFor();
      expect(await findAxeFaults(page)).toEqual([]);
      await context.close();
    }
  });
});
