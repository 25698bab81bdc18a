import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const NAME = 'charts.gamut.md';
const FENCE = '```';

/** Two personas at two temperatures, three times each: twelve trials, priced, checked, and a chart of every kind. */
const NOTEBOOK = `---
gamut: 1
title: Charts
---
${FENCE}persona id=chef name="Chef"
You are a chef.
${FENCE}

${FENCE}persona id=poet name="Poet"
You are a poet.
${FENCE}

${FENCE}prompt id=ask
What is good?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: [chef, poet]
model: sandbox/tiny
temperature: [0.2, 0.9]
repeats: 3
max_tokens: 6
${FENCE}

${FENCE}assert for=main
- { id: some, type: min-graphemes, value: 1 }
- { id: digit, type: regex, value: '[0-9]' }
${FENCE}

${FENCE}view of=main layout=grid
${FENCE}

Below here are charts.

${FENCE}chart of=main kind=cost
# along personas
by: persona
${FENCE}

${FENCE}chart of=main kind=pareto
by: persona
${FENCE}

${FENCE}chart of=main kind=diversity
${FENCE}

${FENCE}chart of=main kind=pass
by: persona
split: temperature
${FENCE}

${FENCE}chart of=main kind=ratings
by: persona
${FENCE}
`;

const CONFIG = `krw_per_usd: { rate: 1400, as_of: 2026-11-01 }
prices:
  - { model: sandbox/*, input: 1, output: 4, as_of: 2026-11-01 }
`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([
    launch(),
    startGamut({ notebooks: { [NAME]: NOTEBOOK }, config: CONFIG }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

beforeEach(() => writeFile(path.join(gamut.folder, 'experiments', NAME), NOTEBOOK));

const COST = 0;
const PARETO = 1;
const DIVERSITY = 2;
const PASS = 3;
const RATINGS = 4;

const chart = (page: Page, place: number): Locator => page.locator('gamut-chart').nth(place);
const sentence = (page: Page, place: number): Locator => chart(page, place).locator('.sentence');
const lack = (page: Page, place: number): Locator => chart(page, place).locator('.lack');
const marks = (page: Page, place: number): Locator => chart(page, place).locator('gamut-chart-marks button');
const onDisk = (): Promise<string> => readFile(path.join(gamut.folder, 'experiments', NAME), 'utf8');

/** Opens the notebook. What draws charts comes once one of them is near what is in sight, where these may never have been. */
async function open(url = gamut.url, options: Parameters<typeof openPage>[2] = {}) {
  const opened = await openPage(browser, url, options);
  const { page } = opened;
  const isHere = () =>
    chart(page, COST).evaluate((element) => {
      element.scrollIntoView();
      return customElements.get(element.localName) !== undefined;
    });
  await expect.poll(isHere).toBe(true);
  await page.locator('gamut-app main').evaluate((main) => main.scrollTo(0, 0));
  return opened;
}

async function download(page: Page, place: number, name: 'PNG' | 'CSV') {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    chart(page, place).getByRole('button', { name }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

describe('someone who looks at charts', () => {
  it('is told by each chart what it needs before anything has run', async () => {
    const { page, context, faults } = await open();
    await expect.poll(() => lack(page, COST).innerText()).toContain('it fills as trials finish');
    await expect.poll(() => lack(page, DIVERSITY).innerText()).toContain('it fills as trials finish');
    await expect.poll(() => lack(page, RATINGS).innerText()).toContain('it fills as trials finish');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('runs the matrix and sees every chart fill, each with a sentence that says what it shows', async () => {
    const { page, context, faults } = await open();
    const run = page.locator('gamut-header [data-run]');
    await expect.poll(() => run.innerText()).toMatch(/Run \d|All done/);
    if (await run.isEnabled()) await run.click();
    await expect
      .poll(() => sentence(page, COST).innerText(), { timeout: 60_000 })
      .toContain('for 12 answers');
    await expect.poll(() => sentence(page, PARETO).innerText()).toContain('frontier');
    await expect
      .poll(() => sentence(page, DIVERSITY).innerText())
      .toContain('Of 4 requests with three answers or more');
    await expect.poll(() => sentence(page, PASS).innerText()).toContain('of 12 answers passed every check');
    await expect.poll(() => lack(page, RATINGS).innerText()).toContain('press 1 to 5');
    // What is read out where it cannot be seen is what stands above.
    const readOut = async () => {
      const said = await sentence(page, COST).innerText();
      return (await chart(page, COST).getByRole('img').getAttribute('aria-label'))?.includes(said);
    };
    await expect.poll(readOut).toBe(true);
    await expect.poll(() => marks(page, COST).count()).toBe(2);
    // They come with the picture, which is drawn a moment after the sentence.
    await expect
      .poll(() => marks(page, COST).first().getAttribute('aria-label'))
      .toMatch(/^Chef: input \$.*output \$.*together \$.*answers 6$/);
    // What it comes from is told by colour and texture, in words, and in the sentence.
    const legend = async () => {
      const names = await chart(page, COST).locator('.legend li').allInnerTexts();
      return names.map((name) => name.trim());
    };
    await expect.poll(legend).toEqual(expect.arrayContaining(['input', 'output']));
    await expect.poll(() => sentence(page, COST).innerText()).toMatch(/Of that: .*output \d+%/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('chooses what a chart draws; its cell keeps that, and nothing else of the file changes', async () => {
    const { page, context, faults } = await open();
    await sentence(page, COST).waitFor();
    const first = chart(page, COST);
    await first.getByRole('button', { name: 'Tokens', exact: true }).click();
    await expect.poll(() => first.locator('.name').innerText()).toBe('Tokens of an answer');
    await first.getByLabel('split by').selectOption('temperature');
    await first.getByLabel('figure').selectOption('total');
    await expect.poll(() => first.locator('.name').innerText()).toBe('Tokens of all answers');
    await expect.poll(() => marks(page, COST).count()).toBe(4);
    const expected = NOTEBOOK.replace(
      'kind=cost\n# along personas\nby: persona\n',
      'kind=tokens\n# along personas\nby: persona\nsplit: temperature\nmetric: total\n',
    );
    await expect.poll(onDisk).toBe(expected);
    await first.getByLabel('split by').selectOption({ label: 'nothing' });
    await first.getByLabel('figure').selectOption('mean');
    await first.getByRole('button', { name: 'Cost', exact: true }).click();
    await expect.poll(onDisk).toBe(NOTEBOOK.replace('by: persona\n', 'by: persona\nmetric: mean\n'));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('sees in each choice what is chosen, whichever kinds were drawn before', async () => {
    const { page, context, faults } = await open();
    const first = chart(page, COST);
    await first.locator('[data-key="metric"]').waitFor();
    const chosen = (key: string) => first.locator(`[data-key="${key}"] option:checked`).textContent();
    for (const [kind, figure] of [
      ['Tokens', 'on average'],
      ['Ratings', 'rating'],
      ['Tokens', 'on average'],
      ['Time', 'time'],
      ['Trade-off', 'pass rate'],
      ['Cost', 'on average'],
    ] as const) {
      await first.getByRole('button', { name: kind, exact: true }).click();
      await expect.poll(() => chosen('metric'), { message: kind }).toBe(figure);
      await expect.poll(() => chosen('by'), { message: kind }).toBe('persona');
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('presses a mark by key: the grid shows its answers alone, until all are wanted again', async () => {
    const { page, context, faults } = await open();
    await expect.poll(() => marks(page, COST).count()).toBe(2);
    const chef = marks(page, COST).first();
    const poet = marks(page, COST).nth(1);
    await chef.focus();
    await expect.poll(() => chart(page, COST).locator('.tip').innerText()).toContain('Chef');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => chart(page, COST).locator('.tip').innerText()).toContain('Poet');
    await page.keyboard.press('Enter');
    const chip = page.locator('gamut-results [data-only]');
    await expect.poll(() => chip.innerText()).toContain('Poet');
    await expect.poll(() => poet.getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => chart(page, COST).locator('.narrowed').innerText()).toContain('Poet');
    // Only answers of that persona are left: the grid has its columns alone.
    const heads = page.locator('gamut-results [role="columnheader"]');
    await expect.poll(async () => (await heads.allInnerTexts()).join(' ')).not.toContain('Chef');
    await page.keyboard.press('Escape');
    await expect.poll(() => chart(page, COST).locator('.tip').count()).toBe(0);
    await chip.click();
    await expect.poll(() => chip.count()).toBe(0);
    await expect.poll(async () => (await heads.allInnerTexts()).join(' ')).toContain('Chef');
    await expect.poll(() => poet.getAttribute('aria-pressed')).toBe('false');
    // Pressed a second time a mark shows all again, by key and by pointer.
    await poet.focus();
    for (const press of [() => page.keyboard.press('Enter'), () => poet.click()]) {
      await press();
      await expect.poll(() => chip.innerText()).toContain('Poet');
      await press();
      await expect.poll(() => chip.count()).toBe(0);
      await expect.poll(() => poet.getAttribute('aria-pressed')).toBe('false');
    }
    // A head of the pass matrix does the same.
    await chart(page, PASS).getByRole('button', { name: 'Chef', exact: true }).click();
    await expect.poll(() => chip.innerText()).toContain('Chef');
    await chart(page, PASS).getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => chip.count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('presses a cell of the pass matrix: the grid shows the answers of its place that failed its check', async () => {
    const { page, context, faults } = await open();
    const cells = chart(page, PASS).locator('td button');
    const failing = cells
      .and(page.getByRole('button', { name: /^digit, Chef.*that failed in the grid$/ }))
      .first();
    await failing.scrollIntoViewIfNeeded();
    const [, passed, of] = /(\d+)\/(\d+)/.exec(await failing.innerText()) ?? [];
    const failures = Number(of) - Number(passed);
    const shown = page.locator('gamut-filter-bar [role="status"]');
    const chip = page.locator('gamut-results [data-only]');
    await failing.click();
    await expect.poll(() => chip.innerText()).toMatch(/failed digit · Chef/);
    await expect.poll(() => shown.innerText()).toBe(`${failures} shown`);
    await expect.poll(() => chart(page, PASS).locator('.narrowed').innerText()).toContain('failed digit');
    const pressed = chart(page, PASS).locator('td button[aria-pressed="true"]');
    await expect.poll(() => pressed.count()).toBe(1);
    // Neither the head of its column nor a mark of another chart means the same.
    await expect.poll(() => chart(page, PASS).locator('.head[aria-pressed="true"]').count()).toBe(0);
    await expect
      .poll(() => chart(page, COST).locator('gamut-chart-marks [aria-pressed="true"]').count())
      .toBe(0);
    await pressed.click();
    await expect.poll(() => chip.count()).toBe(0);
    // By key: one stop, arrows to the sum of the row, and what is pressed again is lifted.
    await expect.poll(() => chart(page, PASS).locator('td button[tabindex="0"]').count()).toBe(1);
    await page.keyboard.press('ArrowRight');
    const focused = chart(page, PASS).locator('td button:focus');
    const first = await focused.getAttribute('data-place');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused.getAttribute('data-place')).not.toBe(first);
    for (const key of ['Enter', 'Space']) {
      await page.keyboard.press(key);
      await expect.poll(() => chip.count()).toBe(key === 'Enter' ? 1 : 0);
    }
    // Where none failed, to its answers.
    const passing = cells.and(page.getByRole('button', { name: /^some, Chef.*100%/ })).first();
    await passing.click();
    await expect.poll(() => chip.innerText()).toMatch(/^Chef/);
    await expect.poll(() => chip.innerText()).not.toContain('failed');
    await chip.click();
    await expect.poll(() => chip.count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('rates answers, and the chart of ratings has their mean', async () => {
    const { page, context, faults } = await open();
    await lack(page, RATINGS).or(sentence(page, RATINGS)).first().waitFor();
    const card = page.locator('gamut-card[data-status="done"]').first();
    await card.click();
    await card.focus();
    // Said once more it would be taken back.
    if ((await card.locator('[data-rating="4"]').count()) === 0) await page.keyboard.press('4');
    await expect.poll(() => sentence(page, RATINGS).innerText()).toContain('Rated: 1, on average 4.0 of 5');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('narrows the view, and the charts are of what the view shows', async () => {
    const { page, context, faults } = await open();
    await expect.poll(() => sentence(page, COST).innerText()).toContain('for 12 answers');
    const filters = page.locator('gamut-filter-menu');
    await filters.locator('[data-filters]').click();
    await filters.locator('[data-min-rating]').selectOption('4');
    await expect.poll(() => sentence(page, COST).innerText()).toContain('for one answer');
    // One answer has no interval, and is not said to have one.
    await expect
      .poll(() => chart(page, COST).locator('.note').first().innerText())
      .toBe('No intervals: a mean needs two answers or more for one.');
    await expect.poll(() => chart(page, COST).locator('.legend').innerText()).not.toContain('95% interval');
    await expect
      .poll(() => chart(page, COST).locator('.kept').innerText())
      .toBe('Only of what the view shows: 1 of 12 trials.');
    await filters.locator('[data-min-rating]').selectOption({ label: 'any rating' });
    await expect.poll(() => sentence(page, COST).innerText()).toContain('for 12 answers');
    await expect.poll(() => chart(page, COST).locator('.kept').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('reads the figures as a table, and takes them away as CSV and as a picture', async () => {
    const { page, context, faults } = await open();
    await expect.poll(() => sentence(page, PASS).innerText()).toContain('of 12 answers passed every check');
    const csv = await download(page, PASS, 'CSV');
    expect(csv.name).toBe('charts-main-pass-by-persona-temperature.csv');
    const { rows } = fromCsv(csv.bytes.toString('utf8'));
    // Three rows of checks (some, digit, all) across four variants.
    expect(rows).toHaveLength(12);
    expect(rows[0]).toMatchObject({
      check: 'some',
      persona: 'chef',
      temperature: '0.2',
      n: '3',
      unknown: '0',
    });
    expect(Number(rows[0]?.['ci95_high'])).toBeLessThanOrEqual(1);
    for (const place of [COST, PARETO, DIVERSITY, PASS]) {
      const { bytes } = await download(page, place, 'PNG');
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      expect(bytes.length).toBeGreaterThan(4000);
    }
    const costs = fromCsv((await download(page, COST, 'CSV')).bytes.toString('utf8')).rows;
    expect(costs).toHaveLength(2);
    for (const row of costs) {
      const parts = ['input', 'cached', 'written', 'reasoning', 'output'].map((name) =>
        Number(row[name] ?? 0),
      );
      expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(Number(row['cost']), 9);
      expect(Number(row['input']) * Number(row['output'])).toBeGreaterThan(0);
    }
    const cost = chart(page, COST);
    await cost.getByRole('button', { name: 'As table' }).click();
    const cells = await cost.getByRole('region').getByRole('row').nth(1).allInnerTexts();
    expect(cells.join(' ')).toMatch(/^Chef\s+6\s+0\s+\$/);
    expect(faults).toEqual([]);
    await context.close();
  });

  for (const [width, theme, locale] of [
    [1440, 'light', 'en'],
    [900, 'dark', 'ko'],
    [320, 'light', 'ko'],
  ] as const) {
    it(`finds nothing in its way at ${width} px, ${theme}, ${locale}`, async () => {
      const { page, context, faults } = await open(gamut.url, { width, theme, locale });
      await expect.poll(() => marks(page, DIVERSITY).count()).toBeGreaterThan(0);
      await expect.poll(() => marks(page, RATINGS).count()).toBe(2);
      await expect
        .poll(() => sentence(page, COST).innerText())
        .toMatch(locale === 'ko' ? /답변 12개/ : /12 answers/);
      for (let place = 0; place < 5; place++) {
        // It takes the width that it is given once it is laid out.
        const isWider = () =>
          chart(page, place).evaluate((element) => {
            const section = element.shadowRoot?.querySelector('section');
            return !section || section.scrollWidth > section.clientWidth + 1;
          });
        await expect.poll(isWider, { message: `chart ${place}` }).toBe(false);
      }
      expect(await findAxeFaults(page)).toEqual([]);
      expect(faults).toEqual([]);
      await context.close();
    });
  }
});

describe('a matrix that asks twice', () => {
  it('says that diversity needs three repeats', async () => {
    const twice = await startGamut({
      notebooks: { [NAME]: NOTEBOOK.replace('repeats: 3', 'repeats: 2') },
      config: CONFIG,
    });
    try {
      const { page, context, faults } = await open(twice.url);
      await expect.poll(() => lack(page, DIVERSITY).innerText()).toContain('needs three repeats or more');
      expect(faults).toEqual([]);
      await context.close();
    } finally {
      await twice.remove();
    }
  });
});
