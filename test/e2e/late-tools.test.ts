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
const TURNS = `${FENCE}persona id=chef
You are a chef.
${FENCE}

${FENCE}persona id=poet
You are a poet.
${FENCE}

${FENCE}prompt id=ask
@user
Hi
@assistant
Hello.
@user
What now?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: none
model: sandbox/tiny
temperature: [0.3, 0.7]
${FENCE}

${FENCE}assert for=main
- { id: a, type: json }
- { id: b, type: max-sentences, value: 1 }
- { id: c, type: max-graphemes, value: 600 }
${FENCE}
`;
const PARTS = '**/assets/notebook-tools*';

const desk = useDesk({
  notebooks: {
    'one.gamut.md': TEXT,
    'two.gamut.md': OTHER,
    'table.gamut.md': TABLE,
    'turns.gamut.md': TURNS,
  },
});

/** Opens a notebook in a page that the code that edits does not come to, until {@link PARTS} are let through. */
const openWithout = (name?: string) =>
  desk.open(name, {
    before: (context) =>
      Promise.all(context.pages().map((page) => page.route(PARTS, (route) => route.abort()))),
  });

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
    const { page, context } = await openWithout();
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
    const { page, context } = await openWithout();
    await typeInto(page);
    await page.getByText('A part of the page could not be loaded').waitFor();
    await page.unroute(PARTS);
    await expect.poll(() => desk.onDisk()).toBe(EDITED);
    await page.getByText('A part of the page could not be loaded').waitFor({ state: 'detached' });
    await context.close();
  });

  it('keeps nobody from opening another notebook, and is saved once it comes', async () => {
    const { page, context } = await openWithout();
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
    const { page, context } = await openWithout();
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
    const { page, context } = await openWithout('table.gamut.md');
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

  it('is all there in the turns of a prompt, one that was added too, and seen there while it waits', async () => {
    const { page, context } = await openWithout('turns.gamut.md');
    const turn = (name: string) => page.getByRole('textbox', { name: `prompt ask ${name}`, exact: true });
    const type = async (name: string, text: string): Promise<void> => {
      await turn(name).focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    };
    await type('User 1', '안녕');
    await type('Assistant 2', '네, 안녕하세요.');
    await page.locator('gamut-turns-editor').getByRole('button', { name: 'Assistant', exact: true }).click();
    await expect.poll(() => turn('Assistant 4').evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.keyboard.type('Later.');
    await type('User 3', 'Then?');
    await page.getByText('A part of the page could not be loaded').waitFor();
    expect(await turn('User 1').inputValue()).toBe('안녕');
    expect(await turn('Assistant 2').inputValue()).toBe('네, 안녕하세요.');
    expect(await turn('Assistant 4').inputValue()).toBe('Later.');
    expect(await desk.onDisk('turns.gamut.md')).toBe(TURNS);
    await page.unroute(PARTS);
    const written = '@user\n안녕\n@assistant\n네, 안녕하세요.\n@user\nThen?\n@assistant\nLater.';
    await expect
      .poll(() => desk.onDisk('turns.gamut.md'))
      .toBe(TURNS.replace('@user\nHi\n@assistant\nHello.\n@user\nWhat now?', written));
    await context.close();
  });

  it('is all there in the choices of a matrix, and goes to the cells it was meant for though one was put in above', async () => {
    const { page, context } = await openWithout('turns.gamut.md');
    const chip = (name: string) =>
      page.locator('gamut-matrix-cell').getByRole('button', { name, exact: true });
    // What stands above has come: nothing moves any more.
    await page.getByRole('textbox', { name: /^prompt ask User 3/ }).waitFor();
    await chip('chef').click();
    await expect.poll(() => chip('chef').getAttribute('aria-pressed')).toBe('true');
    await chip('poet').click();
    await expect.poll(() => chip('poet').getAttribute('aria-pressed')).toBe('true');
    await page.locator('gamut-exclude-grid').getByRole('button', { name: 'Leave combinations out' }).click();
    const place = (name: string) => page.locator('gamut-exclude-grid').getByRole('button', { name });
    for (const name of ['no persona × 0.3', 'chef × 0.7']) {
      await place(name).click();
      await place(`${name}: left out`).waitFor();
    }
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('a');
    await page.getByRole('textbox', { name: 'System prompt of poet' }).fill('You are a good poet.');
    await page.getByText('A part of the page could not be loaded').waitFor();
    await page.unroute(PARTS);
    await expect.poll(() => desk.onDisk('turns.gamut.md')).toContain('persona: [none, chef, poet]');
    const written = await desk.onDisk('turns.gamut.md');
    expect(written).toContain('persona id=poet\nYou are a good poet.\n');
    expect(written).toContain('persona id=chef\nYou are a chef.\n');
    expect(written).toContain('- { persona: none, temperature: 0.3 }\n');
    expect(written).toContain('- { persona: chef, temperature: 0.7 }\n');
    await context.close();
  });

  it('is all there in the checks of a matrix, each where it was done', async () => {
    const { page, context } = await openWithout('turns.gamut.md');
    const checks = page.locator('gamut-assert-cell');
    const check = (name: string) => checks.getByRole('group', { name: `Check ${name}`, exact: true });
    await checks.scrollIntoViewIfNeeded();
    for (const name of ['a', 'b']) {
      await check(name)
        .getByRole('button', { name: `What to do with the check ${name}` })
        .click();
      await check(name).getByRole('button', { name: 'Remove', exact: true }).click();
      await check(name).waitFor({ state: 'detached' });
    }
    const value = check('c')
      .getByRole('spinbutton')
      .or(check('c').locator('gamut-check-value input'))
      .first();
    await value.fill('300');
    await value.press('Tab');
    await page.getByText('A part of the page could not be loaded').waitFor();
    await page.unroute(PARTS);
    const written = `assert for=main\n- { id: c, type: max-graphemes, value: 300 }\n${FENCE}`;
    await expect.poll(() => desk.onDisk('turns.gamut.md')).toContain(written);
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
