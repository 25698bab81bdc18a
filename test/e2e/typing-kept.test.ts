import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { composeAndPress, CTRL } from './composition.ts';
import { useDesk } from './desk.ts';
import { beAtThePage } from './open-page.ts';

const FENCE = '```';
const NOTEBOOK = `---
gamut: 1
title: Typing
---
# Typing

${FENCE}prompt id=ask
Tell me of {{city}}.
${FENCE}

${FENCE}dataset id=places format=csv label=city
id,city,note
a,Seoul,big
b,Busan,sea
${FENCE}

${FENCE}matrix id=main
prompt: ask
model: sandbox/tiny
max_tokens: 4
data: places
${FENCE}

${FENCE}assert for=main
- { id: named, type: contains, value: '{{city}}' }
${FENCE}
`;

const desk = useDesk({ notebooks: { 'typing.gamut.md': NOTEBOOK } });

/** Opens the notebook with a prompt that nobody has asked yet, so that there is something to run. */
const open = async () => {
  tries += 1;
  const written = NOTEBOOK.replace('Tell me of', `Tell me, ${tries}, of`);
  await desk.write(written);
  const opened = await desk.open();
  await opened.page.locator('li[data-kind="matrix"]').waitFor();
  await beAtThePage(opened.page);
  return { ...opened, written };
};
let tries = 0;
const cellAt = (page: Page, row: number, column: string) =>
  page.locator(`gamut-data-table [data-row="${row}"] [data-column="${column}"]`);
const field = (page: Page) => page.locator('gamut-data-table textarea');
const turn = (page: Page, name: string) =>
  page.getByRole('textbox', { name: `prompt ask ${name}`, exact: true });
const isFocused = (page: Page, name: string) => turn(page, name).evaluate((one) => one.matches(':focus'));
/** What is in the prompt, as it is on the disk. */
const promptOnDisk = async () => /prompt id=ask\n([^]*?)\n```/.exec(await desk.onDisk())?.[1];

/** What the file says at the moment of each run that is asked for. */
function watchRuns(page: Page): string[] {
  const saved: string[] = [];
  const runs: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'PUT')
      saved.push((JSON.parse(request.postData() ?? '{}') as { text?: string }).text ?? '');
    if (request.method() === 'POST' && pathname === '/api/runs') runs.push(saved.at(-1) ?? '');
  });
  return runs;
}

describe('Ctrl+Enter in a value of a dataset', () => {
  it('runs what has just been typed there, and leaves the hands where they are', async () => {
    const { page, context, faults } = await open();
    const runs = watchRuns(page);
    await cellAt(page, 0, 'city').click();
    await page.keyboard.type('Jeju');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => runs.length).toBe(1);
    expect(runs[0]).toContain('a,Jeju,big\n');
    await page.keyboard.type('-do');
    expect(await field(page).inputValue()).toBe('Jeju-do');
    await page.keyboard.press('Tab');
    await expect.poll(() => desk.onDisk()).toContain('a,Jeju-do,big\n');
    expect(runs).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('in the middle of 녕 waits until it is whole and then runs once, with it', async () => {
    const { page, context, faults } = await open();
    const runs = watchRuns(page);
    await cellAt(page, 1, 'city').click();
    await composeAndPress(page, ['ㄴ', '녀', '녕'], CTRL);
    await expect.poll(() => runs.length).toBe(1);
    expect(runs[0]).toContain('b,녕,sea\n');
    await page.locator('gamut-header').getByText('All done').waitFor();
    expect(runs).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('or in the name of a column that is being written takes the name first', async () => {
    const { page, context, faults } = await open();
    const runs = watchRuns(page);
    await page.locator('gamut-column-head').filter({ hasText: 'note' }).locator('button.name').dblclick();
    const name = page.getByRole('textbox', { name: 'Name of the column note' });
    await name.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('memo');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => runs.length).toBe(1);
    expect(runs[0]).toContain('id,city,memo\n');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('what is typed in a prompt', () => {
  it('stays in a plain field though it looks like turns on the way, and no letter is taken for a command', async () => {
    const { page, context, faults, written } = await open();
    const before = /Tell me.*/.exec(written)?.[0];
    const plain = page.getByRole('textbox', { name: 'prompt ask', exact: true });
    await plain.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('@user add more');
    expect(await plain.inputValue()).toBe(`@user add more\n${before}`);
    await expect.poll(promptOnDisk).toBe(`@user add more\n${before}`);
    expect(await page.locator('li[data-kind="note"]').count()).toBe(1);
    // A line that is one comes to be a turn when the field is left.
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('@user');
    await page.keyboard.press('Enter');
    await page.keyboard.type('jdd');
    await page.getByText('begin turns when you leave').waitFor();
    expect(await plain.inputValue()).toBe(`@user\njdd@user add more\n${before}`);
    await page.keyboard.press('Escape');
    await turn(page, 'User 1').waitFor();
    await expect.poll(promptOnDisk).toBe(`@user\njdd@user add more\n${before}`);
    expect(await page.locator('li[data-kind="matrix"]').count()).toBe(1);
    // Escape has left the field for its cell: now letters are commands.
    await expect
      .poll(() => page.locator('li[data-kind="prompt"]').evaluate((item) => item.matches(':focus')))
      .toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(['user', 'assistant'])(
    'in a turn with @%s at the beginning of a line stays as it was typed',
    async (role) => {
      const { page, context, faults } = await open();
      await page.locator('gamut-prompt-cell').getByRole('button', { name: 'As turns' }).click();
      await turn(page, 'User 1').focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type(`@${role} hello there`);
      expect(await turn(page, 'User 1').inputValue()).toBe(`@${role} hello there`);
      await page.keyboard.press('Enter');
      await page.keyboard.type(`@${role} and {{city}}`);
      const typed = `@${role} hello there\n@${role} and {{city}}`;
      expect(await turn(page, 'User 1').inputValue()).toBe(typed);
      await expect.poll(promptOnDisk).toBe(`@user\n${typed}`);
      // Back in the middle of it, too.
      await page.keyboard.press('Control+Home');
      await page.keyboard.type('so: ');
      expect(await turn(page, 'User 1').inputValue()).toBe(`so: ${typed}`);
      await expect.poll(promptOnDisk).toBe(`@user\nso: ${typed}`);
      expect(faults).toEqual([]);
      await context.close();
    },
  );

  it('in a turn with a line that opens another is cut by Ctrl+Enter before it runs, and the caret goes along', async () => {
    const { page, context, faults } = await open();
    const runs = watchRuns(page);
    await page.locator('gamut-prompt-cell').getByRole('button', { name: 'As turns' }).click();
    await turn(page, 'User 1').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('@system\nBe short.\n@user\n{{city}}?');
    await composeAndPress(page, ['ㄴ', '녀', '녕'], CTRL);
    await expect.poll(() => runs.length).toBe(1);
    expect(runs[0]).toContain('prompt id=ask\n@system\nBe short.\n@user\n{{city}}?녕\n');
    await expect.poll(() => isFocused(page, 'User 2')).toBe(true);
    await page.keyboard.type('!');
    await expect.poll(promptOnDisk).toBe('@system\nBe short.\n@user\n{{city}}?녕!');
    await expect.poll(() => turn(page, 'User 2').inputValue()).toBe('{{city}}?녕!');
    expect(await turn(page, 'System 1').inputValue()).toBe('Be short.');
    expect(runs).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a column that gets another name', () => {
  it('has it in the prompts and checks that use it, as one step', async () => {
    const { page, context, faults, written } = await open();
    await page.locator('gamut-column-head').filter({ hasText: 'city' }).locator('button.name').dblclick();
    await page.getByRole('textbox', { name: 'Name of the column city' }).fill('town');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toBe(written.replaceAll('city', 'town'));
    await page.getByRole('textbox', { name: 'prompt ask' }).focus();
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    await expect.poll(() => desk.onDisk()).toBe(written);
    expect(faults).toEqual([]);
    await context.close();
  });
});
