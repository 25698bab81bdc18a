import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';
import { startHostileVendor, type HostileVendor } from './hostile-vendor.ts';
import { beAtThePage } from './open-page.ts';

const FENCE = '```';
const NOTEBOOK = `---
gamut: 1
title: Find
---
# Find

${FENCE}prompt id=ask
{{question}}
${FENCE}

${FENCE}dataset id=people format=csv
id,question
tofu,두부를 먼저 볶을까요?
rice,밥은 얼마나 걸리나요?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: none
model: vendor/yes
data: people
${FENCE}

${FENCE}chart of=main kind=tokens
by: row
${FENCE}
`;

let vendor: HostileVendor;
const desk = useDesk(async () => {
  // It says what it was asked.
  vendor = await startHostileVendor(['yes']);
  return {
    notebooks: { 'find.gamut.md': NOTEBOOK },
    config: `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`,
  };
});

afterAll(async () => {
  await vendor?.stop();
});

async function openWithAnswers() {
  const opened = await desk.open();
  const { page } = opened;
  await beAtThePage(page);
  const run = page.locator('gamut-header [data-run]');
  const isDone = async () => /All done/.test(await run.innerText());
  await expect.poll(async () => (await run.isEnabled()) || (await isDone())).toBe(true);
  if (!(await isDone())) await run.click();
  await expect.poll(isDone, { timeout: 60_000 }).toBe(true);
  return opened;
}

const find = (page: Page) => page.getByRole('searchbox', { name: 'Find in answers and notes' });
const cards = (page: Page) => page.locator('gamut-card');

describe('what is looked for in the answers', () => {
  it('is found in the middle of a Hangul syllable, which is not disturbed', async () => {
    const { page, context, faults } = await openWithAnswers();
    await expect.poll(() => cards(page).count()).toBe(2);
    await find(page).focus();
    const cdp = await page.context().newCDPSession(page);
    const compose = (text: string) =>
      cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    const ended = await page.evaluateHandle(() => {
      const seen: string[] = [];
      addEventListener('compositionend', ({ data }) => seen.push(data));
      return seen;
    });
    // What a syllable is begun with is in no answer alone: it narrows nothing.
    await compose('ㅂ');
    for (const text of ['보', '볶']) await compose(text);
    await expect.poll(() => cards(page).count()).toBe(1);
    await page.getByRole('status').getByText('1 shown').waitFor();
    expect(await find(page).inputValue()).toBe('볶');
    expect(await ended.jsonValue()).toEqual([]);
    await cdp.send('Input.insertText', { text: '볶' });
    await expect.poll(() => ended.jsonValue()).toEqual(['볶']);
    for (const text of ['ㅇ', '으', '을']) await compose(text);
    await cdp.send('Input.insertText', { text: '을' });
    expect(await find(page).inputValue()).toBe('볶을');
    await expect.poll(() => cards(page).count()).toBe(1);
    await find(page).fill('');
    await expect.poll(() => cards(page).count()).toBe(2);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a chart that has nothing to draw', () => {
  it('says that no answer fits the filter, or that all are stale', async () => {
    const { page, context, faults } = await openWithAnswers();
    const chart = page.locator('gamut-chart');
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('.sentence').waitFor();
    await find(page).fill('no answer has this');
    await chart.getByText('Nothing to draw: no answer fits the filter of the results.').waitFor();
    await find(page).fill('');
    await chart.locator('.sentence').waitFor();
    await page.getByRole('textbox', { name: 'prompt ask' }).fill('{{question}} 짧게.');
    await chart.getByText('Nothing to draw: all 2 answers are stale.').waitFor();
    await find(page).fill('볶을');
    await chart
      .getByText('Nothing to draw: every answer that fits the filter of the results is stale.')
      .waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
