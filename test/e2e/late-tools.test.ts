import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { useDesk } from './desk.ts';

const FENCE = '```';
const TEXT = `---
gamut: 1
title: One
---
${FENCE}persona id=chef
You are a chef.
${FENCE}

${FENCE}prompt id=ask
What should I eat tonight?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
temperature: 0.3
${FENCE}
`;
const OTHER = `---\ngamut: 1\ntitle: Two\n---\n${FENCE}persona id=poet\nYou are a poet.\n${FENCE}\n`;
const TABLE = `${FENCE}dataset id=people format=csv\nid,name\na,Kim\nb,Lee\n${FENCE}\n`;
const PARTS = '**/assets/notebook-tools*';

const desk = useDesk({ notebooks: { 'one.gamut.md': TEXT, 'two.gamut.md': OTHER, 'table.gamut.md': TABLE } });

const persona = (page: Page) => page.getByRole('textbox', { name: 'System prompt of chef' });
const temperature = (page: Page) => page.locator('gamut-matrix-cell input#temperature');
const EDITED = TEXT.replace('a chef.', 'a chef. Be short.').replace(
  'temperature: 0.3',
  'temperature: [0.3, 0.9]',
);

async function typeInto(page: Page): Promise<void> {
  await persona(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Be short.');
  await temperature(page).fill('0.3, 0.9');
  await temperature(page).press('Tab');
}

/** Waits until the browser has kept so many edits that are still to be done. */
async function untilKept(page: Page, count: number): Promise<void> {
  const read = () =>
    page.evaluate(async () => {
      const opened = indexedDB.open('gamut');
      await new Promise((resolve) => opened.addEventListener('success', resolve));
      const all = opened.result.transaction('drafts').objectStore('drafts').getAll();
      await new Promise((resolve) => all.addEventListener('success', resolve));
      opened.result.close();
      return Math.max(0, ...all.result.map(({ edits }) => edits.length));
    });
  await expect.poll(read).toBeGreaterThanOrEqual(count);
}

/** Ends a tab as a crash does: nothing of the page runs any more. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => {});
  await crashed;
}

describe('what is typed before the code that edits has come', () => {
  it('is there after the tab has crashed', async () => {
    const { page, context } = await desk.open();
    await page.route(PARTS, (route) => route.abort());
    await typeInto(page);
    await untilKept(page, 2);
    expect(await desk.onDisk()).toBe(TEXT);
    await crash(page);

    const next = await context.newPage();
    await next.goto(`${desk.gamut.url}/#/one.gamut.md`);
    await expect.poll(() => persona(next).inputValue()).toBe('You are a chef. Be short.');
    await expect.poll(() => temperature(next).inputValue()).toBe('0.3, 0.9');
    await expect.poll(() => desk.onDisk()).toBe(EDITED);
    await context.close();
  });

  it('is saved by itself once it comes', async () => {
    const { page, context } = await desk.open();
    await page.route(PARTS, (route) => route.abort());
    await typeInto(page);
    await page.getByText('A part of the page could not be loaded').waitFor();
    await page.unroute(PARTS);
    await expect.poll(() => desk.onDisk()).toBe(EDITED);
    await page.getByText('A part of the page could not be loaded').waitFor({ state: 'detached' });
    await context.close();
  });

  it('keeps nobody from opening another notebook, and is saved once it comes', async () => {
    const { page, context } = await desk.open();
    await page.route(PARTS, (route) => route.abort());
    await typeInto(page);
    await untilKept(page, 2);
    const poet = page.getByRole('textbox', { name: 'System prompt of poet' });
    const open = (title: string) =>
      page.getByRole('navigation', { name: 'Notebooks' }).getByText(title, { exact: true }).click();
    await open('Two');
    await poet.waitFor();
    expect(await desk.onDisk()).toBe(TEXT);
    await page.unroute(PARTS);
    await expect.poll(() => desk.onDisk()).toBe(EDITED);
    expect(await poet.inputValue()).toBe('You are a poet.');
    await open('One');
    await expect.poll(() => persona(page).inputValue()).toBe('You are a chef. Be short.');
    await expect.poll(() => desk.onDisk()).toBe(EDITED);
    await context.close();
  });

  it('stays in its field where it cannot be right, and is told once what reads it comes', async () => {
    const { page, context } = await desk.open();
    await page.route(PARTS, (route) => route.abort());
    await temperature(page).fill('0.3, abc');
    await temperature(page).press('Enter');
    await persona(page).focus();
    await page.getByText('A part of the page could not be loaded').waitFor();
    expect(await temperature(page).inputValue()).toBe('0.3, abc');
    await page.unroute(PARTS);
    await page.getByText(/a number from 0/).waitFor();
    expect(await temperature(page).inputValue()).toBe('0.3, abc');
    expect(await desk.onDisk()).toBe(TEXT);
    await temperature(page).fill('0.5');
    await temperature(page).press('Enter');
    await expect.poll(() => desk.onDisk()).toBe(TEXT.replace('0.3', '0.5'));
    await page.getByText(/a number from 0/).waitFor({ state: 'detached' });
    await context.close();
  });

  it('is all there in a table, each value beside the others, a row and a column that were added too', async () => {
    const { page, context } = await desk.open('table.gamut.md');
    await page.route(PARTS, (route) => route.abort());
    const at = (row: number, column: string) =>
      page.locator(`gamut-data-table [data-row="${row}"] [data-column="${column}"]`);
    const type = async (row: number, column: string, text: string): Promise<void> => {
      await at(row, column).click();
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    };
    await type(0, 'name', 'Park');
    await type(1, 'name', 'Choi');
    await page.getByRole('button', { name: 'Column', exact: true }).click();
    await at(0, 'column3').waitFor();
    await page.getByRole('button', { name: 'Row', exact: true }).click();
    await type(2, 'column3', 'new');
    await page.getByText('A part of the page could not be loaded').waitFor();
    expect(await at(0, 'name').innerText()).toBe('Park');
    expect(await desk.onDisk('table.gamut.md')).toBe(TABLE);
    await page.unroute(PARTS);
    const written = 'id,name,column3\na,Park,\nb,Choi,\nrow-3,,new';
    await expect.poll(() => desk.onDisk('table.gamut.md')).toContain(written);
    expect(await at(1, 'name').innerText()).toBe('Choi');
    await context.close();
  });

  it('outlives a server that has another page by now, of which the person is told', async () => {
    const { page, context } = await desk.open();
    await page.route(PARTS, (route) => route.fulfill({ status: 404, body: 'not found' }));
    await page.route(`${desk.gamut.url}/`, async (route) => {
      if (route.request().resourceType() !== 'fetch') return route.continue();
      const response = await route.fetch();
      const body = (await response.text()).replaceAll(/\/assets\/([\w-]+)\.js/g, '/assets/$1-newer.js');
      return route.fulfill({ response, body });
    });
    await typeInto(page);
    const notice = page.getByRole('alert').filter({ hasText: 'The server has a newer page' });
    await notice.waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await untilKept(page, 2);
    await page.unrouteAll();
    await notice.getByRole('button', { name: 'Reload' }).click();
    await expect.poll(() => persona(page).inputValue()).toBe('You are a chef. Be short.');
    await expect.poll(() => desk.onDisk()).toBe(EDITED);
    await context.close();
  });
});
