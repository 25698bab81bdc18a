import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';
import { beAtThePage } from './open-page.ts';

const FENCE = '```';
const notebook = (title: string) => `---
gamut: 1
title: ${title}
---

${FENCE}persona id=kind
You are kind.
${FENCE}

${FENCE}prompt id=ask
Say {{word}}.
${FENCE}

${FENCE}dataset id=words format=csv
id,word
a,yes
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: kind
model: sandbox/tiny
max_tokens: 4
data: words
${FENCE}
`;

const MANY = ['Alder', 'Birch', 'Cedar', 'Elm', 'Fir', 'Hazel', 'Larch', 'Maple', 'Oak', 'Pine'];
const fileOf = (title: string) => `${title.toLowerCase()}.gamut.md`;
/** Two to be compared for each of three rows. */
const COMPARED = `---
gamut: 1
title: Compared
---

${FENCE}persona id=kind
You are kind.
${FENCE}

${FENCE}persona id=stern
You are stern, and say what is wrong.
${FENCE}

${FENCE}prompt id=ask
Tell me of {{word}}.
${FENCE}

${FENCE}dataset id=words format=csv
id,word
a,rivers
b,bread
c,trains
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: [kind, stern]
model: sandbox/tiny
max_tokens: 16
data: words
${FENCE}
`;
const desk = useDesk({
  notebooks: {
    ...Object.fromEntries(MANY.map((title) => [fileOf(title), notebook(title)])),
    'compared.gamut.md': COMPARED,
  },
});

/** Holds back what is asked of the server for an address, until it is let go of. */
async function hold(page: Page, url: RegExp) {
  let asked = 0;
  let letGo = (): void => {};
  const isFree = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(url, async (route) => {
    asked += 1;
    await isFree;
    await route.continue();
  });
  const isAsked = () => expect.poll(() => asked).toBeGreaterThan(0);
  return { isAsked, letGo };
}

const open = async (title = 'Alder') => {
  const opened = await desk.open(fileOf(title));
  await opened.page.locator('li[data-kind="matrix"]').waitFor();
  await beAtThePage(opened.page);
  return opened;
};
const persona = (page: Page) => page.getByRole('textbox', { name: 'System prompt of kind' });
const titleOf = (page: Page) => page.locator('gamut-header .title').innerText();

describe('while another notebook is on its way', () => {
  it('what is typed in the one that is open is saved, to the last key', async () => {
    const { page, context, faults } = await open();
    const held = await hold(page, /\/api\/notebooks\/birch\.gamut\.md/);
    await page.locator('gamut-notebook-list').getByRole('button', { name: 'Birch', exact: true }).click();
    await held.isAsked();
    await persona(page).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' And brief');
    // The last key, and it is there.
    held.letGo();
    await expect.poll(() => titleOf(page)).toBe('Birch');
    await expect.poll(() => desk.onDisk(fileOf('Alder'))).toContain('You are kind. And brief\n');
    expect(await desk.onDisk(fileOf('Birch'))).toBe(notebook('Birch'));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('so is what a table still holds back', async () => {
    const { page, context, faults } = await open();
    const held = await hold(page, /\/api\/notebooks\/birch\.gamut\.md/);
    await page.locator('gamut-notebook-list').getByRole('button', { name: 'Birch', exact: true }).click();
    await held.isAsked();
    // An id is taken when it is left.
    await page.locator('gamut-data-table [data-row="0"] [data-column="id"]').click();
    await page.keyboard.type('first');
    held.letGo();
    await expect.poll(() => titleOf(page)).toBe('Birch');
    await expect.poll(() => desk.onDisk(fileOf('Alder'))).toContain('\nfirst,yes\n');
    expect(await desk.onDisk(fileOf('Birch'))).toBe(notebook('Birch'));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('and what is typed while one gets another name goes along', async () => {
    await desk.write(notebook('Oak'), fileOf('Oak'));
    const { page, context, faults } = await open('Oak');
    const name = `oak-${Date.now()}`;
    const held = await hold(page, new RegExp(`/api/notebooks/${name}`));
    await page.keyboard.press('Control+k');
    await page.keyboard.type('rename');
    await page.getByRole('option', { name: /Rename the notebook/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename' });
    await dialog.getByLabel('File name').fill(name);
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await held.isAsked();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await persona(page).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' And brief');
    held.letGo();
    await expect.poll(() => desk.onDisk(`${name}.gamut.md`)).toContain('You are kind. And brief\n');
    expect(await persona(page).inputValue()).toContain('And brief');
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([]);
    await context.close();
  });
});

describe('what is chosen by Enter before what finds is here', () => {
  it('is the notebook that was looked for, not the first of the list', async () => {
    const opened = await desk.open(fileOf('Alder'));
    const { page, context, faults } = opened;
    const held = await hold(page, /\/assets\/palette-search-/);
    await page.locator('li[data-kind="matrix"]').waitFor();
    await page.getByRole('searchbox', { name: 'Find a notebook' }).click();
    await page.keyboard.type('maple');
    await page.keyboard.press('Enter');
    await held.isAsked();
    expect(await titleOf(page)).toBe('Alder');
    held.letGo();
    await expect.poll(() => titleOf(page)).toBe('Maple');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is what fits best in the palette', async () => {
    const { page, context, faults } = await desk.open(fileOf('Alder'));
    const held = await hold(page, /\/assets\/palette-items-/);
    await page.locator('li[data-kind="matrix"]').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('hazel');
    await page.keyboard.press('Enter');
    await held.isAsked();
    held.letGo();
    await expect.poll(() => titleOf(page)).toBe('Hazel');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('what is written of an answer', () => {
  it('keeps the space after which somebody thinks, and all tags, however late the server takes them', async () => {
    // A prompt that nobody has asked yet.
    await desk.write(notebook('Cedar').replace('Say', `Say, ${Date.now()}:`), fileOf('Cedar'));
    const { page, context, faults } = await open('Cedar');
    await page
      .getByRole('button', { name: /^Run 1/ })
      .first()
      .click();
    const card = page.locator('gamut-card[data-status="done"]');
    await card.hover();
    await card.getByRole('button', { name: 'Note, tags and rating' }).click();
    const note = page.getByRole('textbox', { name: 'Note on this answer' });
    await expect.poll(() => note.evaluate((one) => one.matches(':focus'))).toBe(true);
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/annotations'));
    await page.keyboard.type('good ');
    await kept;
    await expect.poll(() => page.locator('gamut-card [data-note]').count()).toBe(1);
    await page.keyboard.type('enough');
    expect(await note.inputValue()).toBe('good enough');

    const held = await hold(page, /\/api\/annotations/);
    await page
      .getByRole('combobox', { name: 'Tags' })
      .or(page.getByRole('textbox', { name: 'Tags' }))
      .click();
    for (const tag of ['red', 'green']) {
      await page.keyboard.type(tag);
      await page.keyboard.press('Enter');
    }
    await held.isAsked();
    held.letGo();
    const tags = page.locator('gamut-annotation-dialog [data-tag]');
    const last = page.waitForResponse((answer) => answer.request().postData()?.includes('blue') ?? false);
    await page.keyboard.type('blue');
    await page.keyboard.press('Enter');
    await expect.poll(() => tags.count()).toBe(3);
    await last;
    await page.reload();
    await expect.poll(() => page.locator('gamut-card [data-tag]').count()).toBe(3);
    await page.getByRole('img', { name: 'note: good enough' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a dialog', () => {
  it('of another notebook is not closed by what comes of the one before', async () => {
    const { page, context, faults } = await open('Fir');
    const held = await hold(page, /\/api\/notebooks\/fir\.gamut\.md\/rename/);
    const list = page.locator('gamut-notebook-list');
    const rename = async (title: string) => {
      await list.getByRole('button', { name: title, exact: true }).focus();
      await page.keyboard.press('F2');
      await page.getByRole('dialog', { name: 'Rename' }).waitFor();
    };
    await rename('Fir');
    const title = page.getByRole('dialog', { name: 'Rename' }).getByLabel('Title');
    await title.fill('Fir trees');
    await page.keyboard.press('Enter');
    await held.isAsked();
    await page.keyboard.press('Escape');
    await rename('Pine');
    await expect.poll(() => title.inputValue()).toBe('Pine');
    await title.fill('Pine trees');
    held.letGo();
    await list.getByRole('button', { name: 'Fir trees', exact: true }).waitFor();
    expect(await title.inputValue()).toBe('Pine trees');
    await page.keyboard.press('Enter');
    await list.getByRole('button', { name: 'Pine trees', exact: true }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('tells in itself why what it shows could not be read', async () => {
    const { page, context } = await open();
    await page.route(/\/api\/personas/, (route) => route.abort());
    await page.keyboard.press('Control+k');
    await page.keyboard.type('persona of another');
    await page.getByRole('option', { name: /Insert a persona of another/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Personas of all notebooks' });
    await dialog.getByRole('alert').getByText('The server is not reached.').waitFor();
    await context.close();
  });
});

it('no pair of answers is shown with what another one was asked', async () => {
  const { page, context, faults } = await open('Compared');
  const run = page.locator('gamut-matrix-cell').getByRole('button', { name: /^(Run 6|All done)$/ });
  await run.waitFor();
  if ((await run.innerText()).includes('Run')) await run.click();
  await page.locator('gamut-matrix-cell').getByText('6 done').waitFor();
  await page.locator('gamut-layout-switch [data-layout="blind"]').click();
  const asked = page.getByRole('region', { name: 'What was asked' });
  await expect.poll(() => asked.innerText()).toMatch(/^Tell me of/);
  const first = await asked.innerText();
  const held = await hold(page, /\/api\/records\/\d+$/);
  await page.locator('gamut-blind').getByRole('button', { name: 'Alike good' }).click();
  await page.locator('gamut-blind').getByRole('button', { name: 'Next pair' }).click();
  await held.isAsked();
  await expect.poll(() => asked.innerText()).toBe('Reading…');
  held.letGo();
  await expect.poll(() => asked.innerText()).toMatch(/^Tell me of/);
  expect(await asked.innerText()).not.toBe(first);
  expect(faults).toEqual([]);
  await context.close();
});
