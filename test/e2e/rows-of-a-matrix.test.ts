import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FENCE = '```';
const ROWS = `${FENCE}dataset id=cities format=csv
id,city,question
a,서울,뭘 먹을까요?
b,부산,어디 갈까요?
${FENCE}
`;
const OTHERS = `${FENCE}dataset id=others format=csv
id,city
a,Paris
${FENCE}
`;
const MATRIX = `${FENCE}matrix id=main
prompt: ask
model: sandbox/tiny
temperature: [0, 1]
max_tokens: 8
data: cities
exclude:
  - { row: b, temperature: 1 }
${FENCE}

${FENCE}view of=main layout=pivot
rows: row
cols: temperature
${FENCE}
`;
const TEXT = `---
gamut: 1
title: Rows
---
# Rows

${ROWS}
${OTHERS}
${FENCE}prompt id=ask
무엇을 할까요?
${FENCE}

${MATRIX}`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([
    launch(),
    startGamut({ notebooks: { 'rows.gamut.md': TEXT, 'cities.csv': 'id,city\na,서울\nb,부산\n' } }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

const file = () => path.join(gamut.folder, 'experiments', 'rows.gamut.md');
const onDisk = () => readFile(file(), 'utf8');
beforeEach(() => writeFile(file(), TEXT));

const open = (options: Parameters<typeof openPage>[2] = {}) =>
  openPage(browser, `${gamut.url}/#/rows.gamut.md`, options);
const heads = (page: Page) => page.locator('gamut-pivot').getByRole('rowheader');

describe('the rows of a dataset', () => {
  it('are called by a column that is chosen in its menu, in the results and in rules', async () => {
    const { page, context, faults } = await open();
    await heads(page).filter({ hasText: 'a' }).first().waitFor();
    const table = page.locator('gamut-data-table').first();
    await table.getByRole('button', { name: 'Column city' }).click({ force: true });
    await table.getByRole('button', { name: "Use as the rows' name" }).click();
    await expect.poll(onDisk).toBe(TEXT.replace('id=cities format=csv', 'id=cities format=csv label=city'));
    await heads(page).filter({ hasText: '서울' }).waitFor();
    await page.locator('gamut-exclude-grid').getByText('부산 · temperature 1').waitFor();
    await table.getByRole('img', { name: 'names the rows' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keep their name when its column is named anew, as one step, and go by their ids when it is gone', async () => {
    await writeFile(file(), TEXT.replace('id=cities format=csv', 'id=cities format=csv label=city'));
    const { page, context, faults } = await open();
    await heads(page).filter({ hasText: '서울' }).waitFor();
    const table = page.locator('gamut-data-table').first();
    await table.getByRole('button', { name: 'city', exact: true }).dblclick();
    await page.getByLabel('Name of the column city').fill('도시');
    await page.keyboard.press('Enter');
    await expect.poll(onDisk).toContain('id=cities format=csv label=도시\nid,도시,question');
    await page.keyboard.press('Control+z');
    await expect.poll(onDisk).toContain('id=cities format=csv label=city\nid,city,question');
    await table.getByRole('button', { name: 'Column city' }).click({ force: true });
    await table.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(onDisk).toContain('id=cities format=csv\nid,question');
    await heads(page)
      .filter({ hasText: /^\s*a\s*$/ })
      .waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the rows of a file', () => {
  it('are called by a column that is chosen by keys, though the file is not changed', async () => {
    const inFile = TEXT.replace(ROWS, `${FENCE}dataset id=cities src=cities.csv\n${FENCE}\n`);
    await writeFile(file(), inFile);
    const { page, context, faults } = await open();
    await page.locator('gamut-data-table [data-row="0"] [data-column="city"]').first().click();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: "Use as the rows' name" }).press('Enter');
    await expect.poll(onDisk).toBe(inFile.replace('src=cities.csv', 'src=cities.csv label=city'));
    await heads(page).filter({ hasText: '서울' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: "Do not use as the rows' name" }).press('Enter');
    await expect.poll(onDisk).toBe(inFile);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a matrix that loses its rows', () => {
  it('keeps its form, with the rules of rows that then leave nothing out, and takes them away', async () => {
    const { page, context, faults } = await open();
    const matrix = page.locator('gamut-matrix-cell');
    const data = matrix.getByLabel('Dataset');
    await data.selectOption('');
    await matrix.getByText('leaves nothing out').first().waitFor();
    expect(await onDisk()).toContain('- { row: b, temperature: 1 }');
    expect(await findAxeFaults(page)).toEqual([]);
    await matrix.getByRole('button', { name: /^Remove b/ }).click();
    await expect.poll(onDisk).not.toContain('exclude');
    await expect.poll(() => matrix.getByText('leaves nothing out').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('names a dataset that cannot be read, and leads to it', async () => {
    await writeFile(file(), TEXT.replace('b,부산,어디 갈까요?', 'b,부산,어디 갈까요?,하나 더'));
    const { page, context, faults } = await open();
    const matrix = page.locator('gamut-matrix-cell');
    const data = matrix.getByLabel('Dataset');
    await expect.poll(() => data.inputValue()).toBe('cities');
    await matrix.getByText('These rows cannot be read.').waitFor();
    expect(await data.locator('option:checked').innerText()).toContain('cities (cannot be read)');
    // Which rows there are nobody knows: a rule of theirs may mean one.
    expect(await matrix.getByText('leaves nothing out').count()).toBe(0);
    await matrix.getByRole('button', { name: 'Show cities' }).click();
    const cell = page.locator('li[data-cell="1"]');
    await expect.poll(() => cell.evaluate((item) => item.matches(':focus-within'))).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });
});
