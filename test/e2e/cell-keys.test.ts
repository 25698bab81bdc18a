import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { beAtThePage, openPage } from './open-page.ts';

const FENCE = '```';
const TABLE = Array.from({ length: 4000 }, (_, at) => `r${at},${'무엇을 먹을까요? '.repeat(14)}`).join('\n');
const NOTEBOOK = `---
gamut: 1
title: Keys
---
# Keys

${FENCE}persona id=chef name=셰프
You are a chef.
${FENCE}

${FENCE}prompt id=ask
{{question}}
${FENCE}

${FENCE}dataset id=people
id,question
knee,My knee hurts.
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
max_tokens: 16
data: people
${FENCE}

${FENCE}assert for=main
- { id: short, type: max-graphemes, value: 600 }
${FENCE}

${FENCE}view of=main layout=grid
${FENCE}
`;
const PLAIN = `---
gamut: 1
title: Plain
---
# Plain

${FENCE}persona id=chef
You are a chef.
${FENCE}

${FENCE}persona id=doctor
You are a doctor.
${FENCE}
`;
const LARGE = PLAIN.replace('title: Plain', 'title: Large').replace(
  `${FENCE}persona id=doctor`,
  `${FENCE}dataset id=rows\nid,question\n${TABLE}\n${FENCE}\n\n${FENCE}persona id=doctor`,
);

let browser: Browser;
let gamut: GamutProcess;

const fileOf = (name: string) => path.join(gamut.folder, 'experiments', name);
const onDisk = (name: string) => readFile(fileOf(name), 'utf8');

beforeAll(async () => {
  const notebooks = { 'keys.gamut.md': NOTEBOOK, 'plain.gamut.md': PLAIN, 'large.gamut.md': LARGE };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

beforeEach(async () => {
  await writeFile(fileOf('keys.gamut.md'), NOTEBOOK);
  await writeFile(fileOf('plain.gamut.md'), PLAIN);
  await writeFile(fileOf('large.gamut.md'), LARGE);
});

async function open(name: string) {
  const opened = await openPage(browser, `${gamut.url}/#/${name}`);
  await cell(opened.page, 'persona').waitFor();
  await beAtThePage(opened.page);
  return opened;
}

const cell = (page: Page, kind: string, nth = 0) => page.locator(`li[data-kind="${kind}"]`).nth(nth);

/** What has the focus: its kind as a cell as a whole, else its name for those who listen. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (active instanceof HTMLLIElement) return active.getAttribute('aria-label');
    return active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? '';
  });

describe('Enter on a cell', () => {
  it('goes to what the cell is for, whatever its kind; Escape comes back', async () => {
    const { page, context, faults } = await open('keys.gamut.md');
    await cell(page, 'view').locator('[role=gridcell] [data-status], [role=gridcell]').first().waitFor();
    for (const [kind, field] of [
      ['persona', 'System prompt of 셰프'],
      ['prompt', 'prompt ask'],
      ['dataset', 'knee id'],
      ['matrix', 'no persona'],
      ['note', 'Note, in Markdown'],
      ['assert', 'Name of the check short'],
    ] as const) {
      const whole = await cell(page, kind).getAttribute('aria-label');
      await cell(page, kind).focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => focused(page), { message: kind }).toBe(field);
      await page.keyboard.press('Escape');
      await expect.poll(() => focused(page), { message: `${kind} as a whole` }).toBe(whole);
    }
    // The answers: from here the arrows and A, B, 1 to 5 work.
    await cell(page, 'view').focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() =>
        cell(page, 'view').evaluate((item) => {
          let active = item.ownerDocument.activeElement;
          while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          return active?.getAttribute('role');
        }),
      )
      .toBe('gridcell');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes there though the code of what is closed in it does not come', async () => {
    const parts = /assets\/(estimate-figures|filter-more)/;
    const { page, context } = await openPage(browser, `${gamut.url}/#/keys.gamut.md`, {
      before: (context) =>
        Promise.all(context.pages().map((one) => one.route(parts, (route) => route.abort()))),
    });
    await cell(page, 'view').locator('[role=gridcell]').first().waitFor();
    await cell(page, 'matrix').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('no persona');
    await cell(page, 'view').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).not.toBe('Results main');
    await context.close();
  });

  it('shows a note as it is written, and leaving it shows it as prose again', async () => {
    const { page, context, faults } = await open('plain.gamut.md');
    const note = cell(page, 'note');
    await note.focus();
    await page.keyboard.press('Enter');
    await note.getByRole('textbox').waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n\nSome **bold** words.');
    await page.keyboard.press('Escape');
    await note.locator('strong', { hasText: 'bold' }).waitFor();
    await note.getByRole('textbox').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await note.getByRole('textbox').waitFor();
    // A click elsewhere meets what was pointed at, though the note above it changes its height.
    await page
      .getByRole('button', { name: 'Notebook', exact: true })
      .or(cell(page, 'persona', 1).locator('textarea'))
      .first()
      .click();
    await note.getByRole('textbox').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toBe('System prompt of doctor');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a cell', () => {
  it('that is put in at the end has the focus', async () => {
    const { page, context, faults } = await open('plain.gamut.md');
    const add = page.getByRole('group', { name: 'Add a cell at the end' });
    await add.getByRole('button', { name: 'Prompt' }).click();
    await expect.poll(() => focused(page)).toBe('Prompt prompt');
    await add.getByRole('button', { name: 'Note' }).click();
    await expect.poll(() => focused(page)).toBe('Note');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is doubled and shown as text by keys, which its menu tells as they are chosen', async () => {
    const { page, context, faults } = await open('plain.gamut.md');
    await page.evaluate(() =>
      localStorage.setItem(
        'gamut.keys',
        JSON.stringify({ keys: { delete: ['Mod+Backspace'] }, hasSingle: true }),
      ),
    );
    await page.reload();
    await cell(page, 'persona').focus();
    await beAtThePage(page);
    await cell(page, 'persona').focus();
    await page.keyboard.press('Shift+D');
    await expect.poll(() => focused(page)).toBe('Persona chef-2');
    await expect.poll(() => onDisk('plain.gamut.md')).toContain('persona id=chef-2');
    await page.keyboard.press('s');
    await expect.poll(() => focused(page)).toBe('Source');
    await page.keyboard.press('Escape');
    await page.keyboard.press('s');
    await expect.poll(() => focused(page)).toBe('Persona chef-2');
    await expect
      .poll(() => cell(page, 'persona', 1).getByRole('textbox', { name: 'Source' }).count())
      .toBe(0);
    await page.keyboard.press('b');
    const menu = cell(page, 'persona', 1).locator('gamut-cell-menu');
    await expect.poll(() => focused(page)).toBe('Note');
    const keysOf = (name: string) => menu.locator('button', { hasText: name }).locator('kbd').innerText();
    await expect.poll(() => keysOf('Delete')).toBe('Ctrl+Backspace');
    await expect.poll(() => keysOf('Duplicate')).toBe('Shift+D');
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('Persona chef-2');
    await page.keyboard.press('Control+Backspace');
    await expect.poll(() => onDisk('plain.gamut.md')).toBe(PLAIN);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is left for the next by Shift+Enter, and followed by another by Alt+Enter, where nothing can run too', async () => {
    const { page, context, faults } = await open('plain.gamut.md');
    await cell(page, 'note').focus();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => focused(page)).toBe('Persona chef');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => focused(page)).toBe('Persona doctor');
    await page.keyboard.press('Alt+Enter');
    await expect.poll(() => focused(page)).toBe('Note');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Note');
    await expect.poll(() => cell(page, 'note').count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('undo', () => {
  it('shows what it changes, wherever one is', async () => {
    const { page, context, faults } = await open('keys.gamut.md');
    await page.getByRole('textbox', { name: 'System prompt of 셰프' }).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Be brief.');
    await expect.poll(() => onDisk('keys.gamut.md')).toContain('Be brief.');
    await cell(page, 'view').focus();
    await page.evaluate(() => {
      const main = document.querySelector('gamut-app')?.shadowRoot?.querySelector('main');
      main?.scrollTo(0, main.scrollHeight);
    });
    await page.keyboard.press('z');
    await expect.poll(() => focused(page)).toBe('Persona chef');
    await expect
      .poll(() => cell(page, 'persona').evaluate((item) => item.getBoundingClientRect().top))
      .toBeGreaterThan(0);
    await cell(page, 'view').focus();
    await page.keyboard.press('Shift+Z');
    await expect.poll(() => focused(page)).toBe('Persona chef');
    await expect.poll(() => onDisk('keys.gamut.md')).toContain('Be brief.');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('goes back step by step beside a table of thousands of rows, over a reload in the middle of typing too', async () => {
    const { page, context, faults } = await open('large.gamut.md');
    const chef = page.getByRole('textbox', { name: 'System prompt of chef' });
    const doctor = page.getByRole('textbox', { name: 'System prompt of doctor' });
    // Each word at once: on a slow machine seconds may pass between two keys, and make two steps of it.
    for (const word of [' One.', ' Two.', ' Three.']) {
      await chef.focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText(word);
      await doctor.focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText(word);
    }
    await page.reload();
    await cell(page, 'persona').waitFor();
    await beAtThePage(page);
    await expect.poll(() => onDisk('large.gamut.md')).toContain('You are a doctor. One. Two. Three.');
    await cell(page, 'persona').focus();
    const texts = async () =>
      [await chef.inputValue(), await doctor.inputValue()].map((one) => one.split(' ').length - 4);
    for (const wanted of [
      [3, 2],
      [2, 2],
      [2, 1],
      [1, 1],
      [1, 0],
      [0, 0],
    ]) {
      await page.keyboard.press('z');
      await expect.poll(texts).toEqual(wanted);
    }
    await expect.poll(() => onDisk('large.gamut.md')).toBe(LARGE);
    expect(faults).toEqual([]);
    await context.close();
  });
});
