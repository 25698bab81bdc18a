import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';
import { openPage } from './open-page.ts';

const NOTEBOOK = `---
gamut: 1
title: Cells
---
# Cells

\`\`\`persona id=chef
You are a professional chef.
\`\`\`

\`\`\`prompt id=ask
What should I eat tonight?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
\`\`\`
`;

const desk = useDesk({ notebooks: { 'cells.gamut.md': NOTEBOOK } });

/** On a slow machine seconds may pass between two keys: the clock stands still, so that it is one step of undo all the same. */
const inOneStep = { before: (context: BrowserContext) => context.clock.setFixedTime(Date.now()) };

const kinds = (page: Page) =>
  page
    .locator('gamut-notebook li[data-kind]')
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['kind']));

/** The kind of the cell that has the focus as a whole. */
const activeCell = (page: Page) =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return (active as HTMLElement | null)?.dataset['kind'];
  });

describe('cells of a notebook', () => {
  it('are gone through, moved, deleted and brought back by keys alone, and the file follows', async () => {
    const { page, context, faults } = await openPage(desk.browser, desk.gamut.url);
    await page.locator('li[data-kind="persona"]').waitFor();
    await page.locator('li[data-kind="note"]').focus();
    await page.keyboard.press('j');
    await expect.poll(() => activeCell(page)).toBe('persona');
    await page.keyboard.press('Control+Shift+ArrowDown');
    await expect.poll(() => kinds(page)).toEqual(['note', 'prompt', 'persona', 'matrix']);
    await page.keyboard.press('z');
    await expect.poll(() => kinds(page)).toEqual(['note', 'persona', 'prompt', 'matrix']);
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await expect.poll(() => kinds(page)).not.toEqual(['note', 'persona', 'prompt', 'matrix']);
    await page.keyboard.press('z');
    await expect.poll(() => kinds(page)).toEqual(['note', 'persona', 'prompt', 'matrix']);
    await expect.poll(() => desk.onDisk()).toBe(NOTEBOOK);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are put in from the menu, with an id that is free, and undo holds over a reload', async () => {
    const { page, context, faults } = await openPage(desk.browser, desk.gamut.url);
    await page.locator('li[data-kind="persona"]').hover();
    await page.getByRole('button', { name: 'Actions on Persona chef' }).click();
    await page.locator('[data-insert="persona"]:visible').click();
    await expect.poll(() => kinds(page)).toEqual(['note', 'persona', 'persona', 'prompt', 'matrix']);
    await expect.poll(() => desk.onDisk()).toContain('```persona id=persona name="New persona"');
    await page.reload();
    await page.locator('li[data-kind="persona"]').nth(1).focus();
    await page.keyboard.press('z');
    await expect.poll(() => desk.onDisk()).toBe(NOTEBOOK);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps letters typed in a field as text', async () => {
    const { page, context, faults } = await openPage(desk.browser, desk.gamut.url, inOneStep);
    const field = page.getByRole('textbox', { name: 'System prompt of chef' });
    await field.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('ddjz?');
    await expect.poll(() => field.inputValue()).toBe('You are a professional chef.ddjz?');
    await page.keyboard.press('Escape');
    await expect.poll(() => activeCell(page)).toBe('persona');
    await page.keyboard.press('z');
    await expect.poll(() => field.inputValue()).toBe('You are a professional chef.');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await expect.poll(() => desk.onDisk()).toBe(NOTEBOOK);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a cell that breaks while it is written', () => {
  it('keeps the field, the focus and the caret: a prompt emptied and typed anew with a variable half written', async () => {
    const { page, context, faults } = await openPage(desk.browser, desk.gamut.url);
    const field = page.getByRole('textbox', { name: 'prompt ask' });
    await field.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Backspace');
    await page.getByText('this prompt is empty').waitFor();
    await page.keyboard.type('Is {{food');
    await page.keyboard.type('}} good?');
    await expect.poll(() => field.inputValue()).toBe('Is {{food}} good?');
    await page
      .getByText(/uses \{\{food\}\}/)
      .first()
      .waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('What should I eat tonight?');
    await expect.poll(() => desk.onDisk()).toBe(NOTEBOOK);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows its source with what is wrong and where, and heals in place', async () => {
    const { page, context, faults } = await openPage(desk.browser, desk.gamut.url, inOneStep);
    const item = page.locator('li[data-cell="3"]');
    await item.getByRole('button', { name: 'Source' }).first().click();
    const source = item.getByRole('textbox', { name: 'Source' });
    await source.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\ntemperature: [0.3');
    await item.locator('li.error').first().waitFor();
    await page.keyboard.type(', 0.7]');
    await expect.poll(() => item.locator('li.error').count()).toBe(0);
    await item.getByRole('button', { name: 'Source' }).first().click();
    await item.getByText('2 trials').waitFor();
    await page.locator('li[data-cell="3"]').focus();
    await page.keyboard.press('z');
    await expect.poll(() => desk.onDisk()).toBe(NOTEBOOK);
    expect(faults).toEqual([]);
    await context.close();
  });
});

let tries = 0;

describe('an input method', () => {
  it('runs once, with the whole syllable, when Ctrl+Enter comes in the middle of 안녕', async () => {
    // Requests that no earlier try has had answered.
    await desk.write(NOTEBOOK.replace('model: sandbox/tiny\n', `$&seed: ${(tries += 1)}\n`));
    const { page, context, faults } = await openPage(desk.browser, desk.gamut.url);
    const field = page.getByRole('textbox', { name: 'prompt ask' });
    await field.fill('');
    await field.focus();
    const client = await context.newCDPSession(page);
    const compose = (text: string) =>
      client.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await client.send('Input.insertText', { text: '안' });
    await compose('ㄴ');
    await compose('녀');
    await compose('녕');
    const runs: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/runs'))
        runs.push(request.postData() ?? '');
    });
    await page.keyboard.press('Control+Enter');
    await client.send('Input.insertText', { text: '녕' });
    await expect.poll(() => runs.length).toBe(1);
    await page.locator('gamut-card[data-status="done"]').first().waitFor();
    expect(runs).toHaveLength(1);
    expect(await field.inputValue()).toBe('안녕');
    expect(await desk.onDisk()).toContain('```prompt id=ask\n안녕\n```');
    await page.locator('gamut-card').first().hover();
    await page.getByRole('button', { name: 'Inspect' }).first().click();
    await page.getByRole('tab', { name: 'Request' }).click();
    await page.getByRole('complementary').getByText('안녕', { exact: true }).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
