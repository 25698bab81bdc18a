import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startHostileVendor, type HostileVendor } from './hostile-vendor.ts';
import { openPage } from './open-page.ts';

const COLUMNS =
  'status, persona, row, temperature, presence_penalty, repeat, response, checks, marks, input, output, cost, ' +
  'first_token, time, speed, confidence, perplexity, unsure, rating, note';

const toNotebook = (views: string) => `---
gamut: 1
title: In order
---
\`\`\`persona id=chef name="Chef"
Answer as a busy chef would.
\`\`\`

\`\`\`persona id=calm name="상담사"
따뜻한 상담사처럼 답하세요.
\`\`\`

\`\`\`prompt id=ask
{{question}} VIEWS
\`\`\`

\`\`\`dataset id=people format=csv
id,question
tofu,두부를 먼저 볶을까요?
rice,How long does rice take?
apple,Are apples sour?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [chef, calm]
model: vendor/yes
data: people
temperature: [0, 1]
presence_penalty: [0, 0.5]
repeats: 2
\`\`\`

${views}`;

const LIST = '```view of=main layout=list\nsort: -response\n```\n';
const notebooks = {
  'walk.gamut.md': toNotebook(LIST).replace('VIEWS', 'walk'),
  'two.gamut.md': toNotebook(
    `${LIST}\n\`\`\`view of=main layout=pivot\nrows: row\ncols: persona\n\`\`\`\n`,
  ).replace('VIEWS', 'two'),
  'wide.gamut.md': toNotebook(`\`\`\`view of=main layout=list\ncolumns: [${COLUMNS}]\n\`\`\`\n`).replace(
    'VIEWS',
    'wide',
  ),
};

let browser: Browser;
let gamut: GamutProcess;
let vendor: HostileVendor;

beforeAll(async () => {
  vendor = await startHostileVendor(['yes']);
  const config = `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`;
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

/** Opens a notebook as it was written, with all its answers. */
async function openWithAnswers(name: keyof typeof notebooks, options: Parameters<typeof openPage>[2] = {}) {
  await writeFile(path.join(gamut.folder, 'experiments', name), notebooks[name]);
  const opened = await openPage(browser, `${gamut.url}/#/${name}`, options);
  const { page } = opened;
  await page.locator('gamut-results').first().waitFor();
  const run = page.locator('gamut-header [data-run]');
  const isDone = async () => /All done|모두 완료/.test(await run.innerText());
  await expect.poll(async () => (await run.isEnabled()) || (await isDone())).toBe(true);
  if (!(await isDone())) await run.click();
  await expect.poll(isDone, { timeout: 60_000 }).toBe(true);
  // Lines are made as they come into sight; what is above may still grow.
  const list = page.locator('gamut-list');
  const linesInSight = async () => {
    await list.evaluate((element) => element.scrollIntoView());
    return list.locator('gamut-result-row').count();
  };
  await expect.poll(linesInSight).toBeGreaterThan(0);
  return opened;
}

const inspector = (page: Page) => page.locator('gamut-inspector');
const placeOf = (page: Page) => inspector(page).locator('[data-place]').innerText();
const lineOf = (page: Page, index: number) =>
  page.locator(`gamut-list [role="row"][aria-rowindex="${index + 2}"]`);
/** The line that the inspector is of, 0-based; it is in sight. */
const lineInspected = (page: Page) =>
  page
    .locator('gamut-list gamut-result-row[aria-selected="true"]')
    .evaluateAll((lines) => lines.map((line) => Number(line.getAttribute('aria-rowindex')) - 2));
const turn = (page: Page, way: 'Previous' | 'Next') =>
  inspector(page)
    .getByRole('button', { name: `${way} trial` })
    .click();

describe('from answer to answer in the inspector', () => {
  it('it goes the way of the list: its order, its filter, its count; of one that is filtered out the nearest comes', async () => {
    const { page, context, faults } = await openWithAnswers('walk.gamut.md');
    await lineOf(page, 1).dblclick();
    await expect.poll(() => placeOf(page)).toBe('2 / 48');
    for (const at of [2, 3, 4]) {
      await turn(page, 'Next');
      await expect.poll(() => lineInspected(page)).toEqual([at]);
      await expect.poll(() => placeOf(page)).toBe(`${at + 1} / 48`);
    }
    for (const [at, place] of [...[3, 2, 1, 0].map((at) => [at, at + 1]), [47, 48]]) {
      await turn(page, 'Previous');
      await expect.poll(() => placeOf(page)).toBe(`${place} / 48`);
      await expect.poll(() => lineInspected(page)).toEqual([at]);
    }
    await turn(page, 'Next');
    await expect.poll(() => placeOf(page)).toBe('1 / 48');

    // The first of the list is no answer about apples.
    await page.getByRole('searchbox', { name: 'Find' }).fill('apples');
    await expect.poll(() => placeOf(page)).toBe('Not among the 16 shown');
    await turn(page, 'Next');
    await expect.poll(() => placeOf(page)).toBe('1 / 16');
    await turn(page, 'Next');
    await expect.poll(() => placeOf(page)).toBe('2 / 16');
    await expect.poll(() => lineInspected(page)).toEqual([1]);
    await page.getByRole('searchbox', { name: 'Find' }).fill('no such words');
    await expect.poll(() => placeOf(page)).toBe('No answers are shown');
    await expect
      .poll(() => inspector(page).getByRole('button', { name: 'Next trial' }).isDisabled())
      .toBe(true);
    await page.getByRole('searchbox', { name: 'Find' }).fill('');
    await expect.poll(() => placeOf(page)).toMatch(/^\d+ \/ 48$/);

    // The arrows among the lines take it along.
    await lineOf(page, 0).dblclick();
    await expect.poll(() => placeOf(page)).toBe('1 / 48');
    await lineOf(page, 0).focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => placeOf(page)).toBe('2 / 48');
    await expect.poll(() => lineInspected(page)).toEqual([1]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('of two views it is the one from which an answer was opened: a pivot’s is row by row', async () => {
    const { page, context, faults } = await openWithAnswers('two.gamut.md', { height: 1400 });
    await lineOf(page, 5).dblclick();
    await expect.poll(() => placeOf(page)).toBe('6 / 48');
    const cell = (row: number, col: number) =>
      page.locator(`gamut-card-grid .cell[data-row="${row}"][data-col="${col}"]`);
    await page.locator('gamut-card-grid').scrollIntoViewIfNeeded();
    await cell(0, 1).focus();
    await page.keyboard.press('Enter');
    // Two repeats a place, two places a row.
    await expect.poll(() => placeOf(page)).toBe('3 / 48');
    await turn(page, 'Next');
    await turn(page, 'Next');
    await expect.poll(() => placeOf(page)).toBe('5 / 48');
    await expect.poll(() => cell(1, 0).getAttribute('aria-selected')).toBe('true');
    await page.locator('gamut-list').scrollIntoViewIfNeeded();
    await lineOf(page, 0).dblclick();
    await expect.poll(() => placeOf(page)).toBe('1 / 48');
    await turn(page, 'Next');
    await expect.poll(() => lineInspected(page)).toEqual([1]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a list with more columns than have room', () => {
  it('tells how many are beyond the edge, and brings them in', async () => {
    const { page, context, faults } = await openWithAnswers('wide.gamut.md');
    const more = page.locator('gamut-list gamut-more-columns').getByRole('button');
    const count = async () => Number(/^(\d+) more columns?$/.exec((await more.innerText()).trim())?.[1]);
    await expect.poll(count).toBeGreaterThan(4);
    const first = await count();
    await more.click();
    await expect.poll(count).toBeLessThan(first);
    // What the first press leaves in part, the next brings in whole.
    const isBeyond = async () => {
      const left = await more.count();
      if (left > 0) await more.click({ timeout: 2000 }).catch(() => undefined);
      return left > 0;
    };
    await expect.poll(isBeyond).toBe(false);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a head that is come to by keys is whole in sight, also where a part of it was', async () => {
    const { page, context, faults } = await openWithAnswers('wide.gamut.md');
    const head = (name: string) => page.locator('gamut-list').getByRole('columnheader', { name });
    await head('rating').getByRole('button').focus();
    const cut = () =>
      head('note').evaluate((element) => {
        const frame = element.closest('.frame') ?? element;
        return element.getBoundingClientRect().right - frame.getBoundingClientRect().right;
      });
    await page.locator('gamut-list .frame').evaluate((frame) => {
      frame.scrollLeft = frame.scrollWidth - frame.clientWidth - 60;
    });
    await expect.poll(cut).toBeGreaterThan(40);
    await page.keyboard.press('Tab');
    await expect.poll(cut).toBeLessThan(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(['en', 'ko'] as const)(
    'has whole names in its heads, also of the one it is sorted by: %s',
    async (locale) => {
      const { page, context, faults } = await openWithAnswers('wide.gamut.md', { locale });
      const heads = page.locator('gamut-list [role="columnheader"]');
      const total = 20;
      await expect.poll(() => heads.count()).toBe(total);
      for (let at = 0; at < total; at++) {
        await heads.nth(at).getByRole('button').click();
        await expect.poll(() => heads.nth(at).getAttribute('aria-sort')).toBe('ascending');
        const label = heads.nth(at).locator('.label');
        const cut = await label.evaluate(({ scrollWidth, clientWidth, textContent }) =>
          scrollWidth > clientWidth ? textContent : null,
        );
        expect(cut).toBeNull();
      }
      expect(faults).toEqual([]);
      await context.close();
    },
  );
});
