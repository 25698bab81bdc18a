import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';

const FENCE = '```';
const ONE = `---
gamut: 1
title: One
defaults: { max_tokens: 40 }
---
# One

A note.

${FENCE}persona id=chef
You are a professional chef.
${FENCE}

${FENCE}prompt id=ask
{{question}}
${FENCE}

${FENCE}dataset id=rows format=csv
id,question
a,What should I eat tonight?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
temperature: 0.7
data: rows
${FENCE}
`;
const TWO = ONE.replaceAll('One', 'Two').replace('professional chef', 'pirate captain');

const desk = useDesk({ notebooks: { 'one.gamut.md': ONE, 'two.gamut.md': TWO } });

const open = (name?: string) => desk.open(name);
const persona = (page: Page) => page.getByRole('textbox', { name: 'System prompt of chef' });

describe('nothing that somebody wrote is lost', () => {
  it('when another notebook is opened while a field has the focus', async () => {
    const { page, context } = await open();
    await persona(page).focus();
    await page.evaluate(() => (location.hash = '#/two.gamut.md'));
    await page.getByRole('heading', { name: 'Two' }).waitFor();
    await expect.poll(() => persona(page).inputValue()).toBe('You are a pirate captain.');
    await persona(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await expect.poll(() => desk.onDisk('two.gamut.md')).toBe(TWO.replace('captain.', 'captain.!'));
    expect(await desk.onDisk()).toBe(ONE);
    await context.close();
  });

  it('when another program edits the very text that has the focus', async () => {
    const { page, context } = await open();
    await persona(page).focus();
    await page.keyboard.press('Control+End');
    await writeFile(desk.fileOf('one.gamut.md'), ONE.replace('professional', 'busy'));
    await expect.poll(() => persona(page).inputValue()).toBe('You are a busy chef.');
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' x');
    await expect.poll(() => desk.onDisk()).toBe(ONE.replace('professional chef.', 'busy chef. x'));
    await context.close();
  });

  it('when two tabs have the same field open', async () => {
    const a = await open();
    const b = await open();
    await persona(a.page).focus();
    await persona(b.page).focus();
    await b.page.keyboard.press('Control+End');
    await b.page.keyboard.type(' TWO');
    await expect.poll(() => persona(a.page).inputValue()).toBe('You are a professional chef. TWO');
    await a.page.keyboard.press('Control+End');
    await a.page.keyboard.type(' ONE');
    await expect.poll(() => desk.onDisk()).toContain('You are a professional chef. TWO ONE');
    await expect.poll(() => persona(b.page).inputValue()).toBe('You are a professional chef. TWO ONE');
    await a.context.close();
    await b.context.close();
  });

  it('when a fence is written in a note: it becomes a cell once, when the note is left', async () => {
    const { page, context, faults } = await open();
    await page.locator('li[data-kind="note"]').hover();
    await page.getByRole('button', { name: 'Edit this note' }).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(`\n\n${FENCE}persona id=poet\nYou are a poet.\n${FENCE}`);
    expect(await desk.onDisk()).not.toContain('poet');
    await page.locator('gamut-header').getByRole('button', { name: 'Providers' }).focus();
    await expect.poll(() => desk.onDisk()).toContain(`${FENCE}persona id=poet\nYou are a poet.\n${FENCE}`);
    await page.getByRole('textbox', { name: 'System prompt of poet' }).waitFor();
    expect((await desk.onDisk()).match(/persona id=poet/g)).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('when a fence is written in a note that is then saved by keys, or whose page goes', async () => {
    const { page, context, faults } = await open();
    const write = async (id: string) => {
      await page.locator('li[data-kind="note"]').first().hover();
      await page.getByRole('button', { name: 'Edit this note' }).first().click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(`\n\n${FENCE}persona id=${id}\nYou are ${id}.`);
    };
    await write('poet');
    await page.keyboard.press('Control+S');
    await expect.poll(() => desk.onDisk()).toContain(`${FENCE}persona id=poet\nYou are poet.\n${FENCE}`);
    await page.getByRole('textbox', { name: 'System prompt of poet' }).waitFor();
    await write('nurse');
    await page.reload();
    await expect.poll(() => desk.onDisk()).toContain(`${FENCE}persona id=nurse\nYou are nurse.\n${FENCE}`);
    await page.getByRole('textbox', { name: 'System prompt of nurse' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('when a value of a dataset or a matrix is typed and the page is loaded anew before the field is left', async () => {
    const { page, context } = await open();
    await page.locator('gamut-data-table [data-column="question"]').first().click();
    await page.getByRole('textbox', { name: 'a question' }).fill('I feel tired');
    await expect.poll(() => desk.onDisk()).toContain('a,I feel tired');
    const temperature = page.getByLabel('temperature');
    await temperature.fill('0.3, 0.9');
    await expect.poll(() => desk.onDisk()).toMatch(/temperature: \[ ?0\.3, 0\.9 ?\]/);
    await page.reload();
    await expect.poll(() => page.getByLabel('temperature').inputValue()).toBe('0.3, 0.9');
    await context.close();
  });
});

describe('what cannot be right', () => {
  it('stays in its field with what is expected, and the matrix stays as it was', async () => {
    const { page, context, faults } = await open();
    const temperature = page.getByLabel('temperature');
    await temperature.fill('0.3, abc');
    await temperature.press('Enter');
    await page.getByText(/a number from 0/).waitFor();
    await page.getByRole('button', { name: 'Model', exact: true }).click();
    const model = page.getByRole('combobox', { name: 'Model to add' });
    await model.fill('foo');
    await page.keyboard.press('Enter');
    await expect.poll(() => model.getAttribute('aria-invalid')).toBe('true');
    expect(await desk.onDisk()).toBe(ONE);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is told at the top where no cell holds it, and such a notebook does not run', async () => {
    await writeFile(desk.fileOf('one.gamut.md'), ONE.replace('max_tokens: 40 }', 'max_tokens: 40'));
    const { page, context } = await open();
    await page.locator('gamut-notebook .file .error').first().waitFor();
    await expect.poll(() => page.locator('gamut-header [data-run]').isDisabled()).toBe(true);
    await context.close();
  });

  it('is not called done: an unknown persona is named and the button says that it cannot run', async () => {
    await writeFile(desk.fileOf('one.gamut.md'), ONE.replace('persona: chef', 'persona: chief'));
    const { page, context } = await open();
    await page.getByText(/chief/).first().waitFor();
    await page.locator('gamut-matrix-cell').getByRole('button', { name: 'Cannot run' }).waitFor();
    await context.close();
  });
});

let tries = 0;

describe('Ctrl+Enter', () => {
  it('runs from a cell of a dataset too', async () => {
    // A request that no earlier try has had answered.
    await desk.write(ONE.replace('temperature: 0.7\n', `$&seed: ${(tries += 1)}\n`));
    const { page, context, faults } = await open();
    await page.locator('gamut-data-table [data-column="question"]').first().click();
    await page.keyboard.press('Control+Enter');
    await page.locator('gamut-card[data-status="done"]').first().waitFor();
    await page.locator('gamut-header [data-run]', { hasText: 'All done' }).waitFor();
    await page.keyboard.press('Control+Enter');
    expect(await page.locator('gamut-notices .bad').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});
