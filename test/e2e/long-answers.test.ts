import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startLongVendor, type LongVendor } from './long-vendor.ts';
import { openPage } from './open-page.ts';

const NOTEBOOK = `---
gamut: 1
title: Long answers
---
\`\`\`persona id=plain
PLAIN
\`\`\`

\`\`\`persona id=other
OTHER
\`\`\`

\`\`\`persona id=third
THIRD
\`\`\`

\`\`\`prompt id=ask
Write it all down. NAME
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [plain, other, third]
model: vendor/MODEL
\`\`\`

\`\`\`view of=main layout=LAYOUT
\`\`\`
`;
const toNotebook = (name: string, model: string, layout: string) =>
  NOTEBOOK.replace('NAME', name).replace('MODEL', model).replace('LAYOUT', layout);

const LINES = 40_000;

/** An answer of well over a megabyte, most of whose lines are the same whoever speaks. */
function longAnswer(asked: string): string {
  const voice = /OTHER|THIRD/.exec(asked)?.[0].toLowerCase() ?? 'plain';
  return Array.from({ length: LINES }, (_, at) =>
    at % 7 === 3
      ? `Line ${at}: the ${voice} cook salts the rice, 소금을 넣으세요.`
      : `Line ${at}: wash and cook it.`,
  ).join('\n');
}

let browser: Browser;
let gamut: GamutProcess;
let vendor: LongVendor;

beforeAll(async () => {
  vendor = await startLongVendor(['long', 'short'], (model, asked) =>
    model === 'long'
      ? longAnswer(asked)
      : `A short answer of the ${asked.split('\n')[0]?.toLowerCase() ?? ''}.`,
  );
  const config = `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`;
  const notebooks = {
    'diff.gamut.md': toNotebook('diff', 'long', 'diff'),
    'grid.gamut.md': toNotebook('grid', 'long', 'grid'),
    'short.gamut.md': toNotebook('short', 'short', 'diff'),
  };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

/** Opens a notebook and has its answers made, where they are not. */
async function openWithAnswers(name: string) {
  const opened = await openPage(browser, `${gamut.url}/#/${name}`);
  const { page } = opened;
  const run = page.locator('gamut-header [data-run]');
  const isDone = async () => (await run.innerText()).includes('All done');
  await expect.poll(async () => (await run.isEnabled()) || (await isDone())).toBe(true);
  if (!(await isDone())) await run.click();
  await expect.poll(isDone, { timeout: 60_000 }).toBe(true);
  return opened;
}

/** How many elements there are, in shadow roots too. */
const countElements = (page: Page) =>
  page.evaluate(() => {
    const count = (root: ParentNode): number => {
      let sum = 0;
      for (const element of root.querySelectorAll('*'))
        sum += 1 + (element.shadowRoot ? count(element.shadowRoot) : 0);
      return sum;
    };
    return count(document);
  });

describe('a difference of answers of more than a megabyte', () => {
  it('is worked out beside the page, word by word to the last line, and only what is in sight is laid out', async () => {
    const { page, context, faults } = await openWithAnswers('diff.gamut.md');
    const first = page.locator('gamut-diff-pair').first();
    await first.scrollIntoViewIfNeeded();
    const diff = first.locator('gamut-long-diff');
    await diff.locator('ins').first().waitFor();
    expect(await diff.locator('del').first().innerText()).toBe('plain');
    expect(await diff.locator('ins').first().innerText()).toBe('other');
    await first
      .locator('[data-alike]')
      .getByText(/% of the words in common/)
      .waitFor();
    const blocks = await diff.locator('.block').count();
    expect(blocks).toBeGreaterThan(100);
    expect(await countElements(page)).toBeLessThan(25_000);
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'long-diff.png') });
    expect(await findAxeFaults(page)).toEqual([]);

    // Nothing is cut: the last line that differs is there, with its word marked.
    const last = diff.locator('.block').last();
    await last.scrollIntoViewIfNeeded();
    const lastChanged = LINES - 1 - ((LINES - 1 - 3) % 7);
    await last.getByText(`Line ${lastChanged}:`).first().waitFor();
    expect(await last.locator('ins').last().innerText()).toBe('other');
    expect(await countElements(page)).toBeLessThan(25_000);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is given up when another pair is chosen, or when told to, and can be begun again', async () => {
    const { page, context, faults } = await openWithAnswers('diff.gamut.md');
    // A comparison that does not end by itself: what is asked of it can be seen.
    const asked = { times: 0, isHeld: true };
    await page.route(/diff-worker/, async (route) => {
      asked.times += 1;
      if (!asked.isHeld) await route.continue();
    });
    await page.reload();
    const first = page.locator('gamut-diff-pair').first();
    await first.scrollIntoViewIfNeeded();
    await first.locator('[data-comparing]').getByText('Comparing long texts…').waitFor();
    await expect.poll(() => asked.times).toBeGreaterThan(0);
    const before = asked.times;
    // The page goes on meanwhile.
    await page.locator('[data-choice="against"]').selectOption({ label: 'third' });
    await expect.poll(() => asked.times).toBeGreaterThan(before);
    await first.locator('[data-comparing]').getByRole('button', { name: 'Stop' }).click();
    await first.getByText('These texts have not been compared.').waitFor();
    asked.isHeld = false;
    await first.getByRole('button', { name: 'Compare them' }).click();
    await first.locator('gamut-long-diff ins').first().waitFor();
    expect(await first.locator('gamut-long-diff ins').first().innerText()).toBe('third');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('of short answers is there at once, without a sign of waiting', async () => {
    const { page, context, faults } = await openWithAnswers('short.gamut.md');
    await page.evaluate(() => {
      const seen = { waits: 0 };
      Object.assign(globalThis, { seen });
      const look = (root: ParentNode): void => {
        for (const element of root.querySelectorAll('*')) {
          if (element.matches('[data-comparing]')) seen.waits += 1;
          if (element.shadowRoot) look(element.shadowRoot);
        }
      };
      const frame = () => {
        look(document);
        requestAnimationFrame(frame);
      };
      frame();
    });
    await page.locator('gamut-diff-pair').first().scrollIntoViewIfNeeded();
    await page.locator('gamut-diff-pair ins').first().waitFor();
    expect(await page.locator('gamut-diff-pair ins').first().innerText()).toBe('other');
    expect(await page.evaluate(() => (globalThis as unknown as { seen: { waits: number } }).seen.waits)).toBe(
      0,
    );
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('an answer of more than a megabyte', () => {
  it('stands whole in its card and in the focus view, laid out as far as it is in sight, and is copied exactly', async () => {
    const { page, context, faults } = await openWithAnswers('grid.gamut.md');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const card = page.locator('gamut-card-grid gamut-card[data-status="done"]').first();
    await card.scrollIntoViewIfNeeded();
    await card.getByText('Line 0: wash').first().waitFor();
    await expect.poll(() => card.locator('gamut-token-text p').count()).toBeGreaterThan(50);
    const shown = () =>
      page
        .locator('gamut-token-text')
        .first()
        .evaluate((text) =>
          [...(text.shadowRoot?.querySelectorAll('p') ?? [])].map((p) => p.textContent).join('\n'),
        );
    expect(await shown()).toBe(longAnswer('PLAIN'));

    await page.locator('gamut-card-grid .cell').first().focus();
    await page.keyboard.press('f');
    const focus = page.locator('gamut-focus-answer');
    await focus.getByText('Line 0: wash').first().waitFor();
    const last = focus.locator('gamut-token-text p').last();
    await last.scrollIntoViewIfNeeded();
    await last.getByText(`Line ${LINES - 1}: wash and cook it.`).waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'long-focus.png') });
    await page.keyboard.press('Escape');
    await card.hover();
    await card.getByRole('button', { name: 'Copy the text' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(longAnswer('PLAIN'));
    expect(faults).toEqual([]);
    await context.close();
  });
});
