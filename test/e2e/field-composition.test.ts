import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { composeAndPress, CTRL } from './composition.ts';
import { useDesk } from './desk.ts';
import { beAtThePage } from './open-page.ts';

const FENCE = '```';
const NOTEBOOK = `---
gamut: 1
title: Fields
---
# Fields

${FENCE}persona id=chef
You are a chef.
${FENCE}

${FENCE}prompt id=ask
안녕?
${FENCE}

${FENCE}dataset id=rows format=csv
id,city
a,Seoul
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
max_tokens: 16
stop: 그만
${FENCE}

${FENCE}assert for=main
- { id: short, type: max-graphemes, value: 600 }
${FENCE}
`;

const desk = useDesk({ notebooks: { 'fields.gamut.md': NOTEBOOK } });

let tries = 0;

describe('a field of one line', () => {
  it('is taken by Ctrl+Enter before it runs, and who typed it stays in it and types on', async () => {
    await desk.write(NOTEBOOK.replace('안녕?', `안녕, ${(tries += 1)}?`));
    const { page, context, faults } = await desk.open();
    await page.locator('li[data-kind="matrix"]').waitFor();
    await beAtThePage(page);
    const runs: string[] = [];
    let saved = '';
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'PUT')
        saved = (JSON.parse(request.postData() ?? '{}') as { text?: string }).text ?? saved;
      if (request.method() === 'POST' && pathname === '/api/runs') runs.push(saved);
    });
    let begun = 0;
    page.on('response', (response) => {
      const request = response.request();
      if (request.method() === 'POST' && new URL(request.url()).pathname === '/api/runs') begun += 1;
    });
    const isAtRest = () =>
      page.evaluate(async () => {
        const { active } = (await (await fetch('/api/runs')).json()) as { active: unknown[] };
        return active.length === 0;
      });
    /** Types into a field, presses a key of the page, and types on once what was typed before it has come. */
    const typeInto = async (field: Locator, typed: string, key: string, written: string, more: string) => {
      await field.scrollIntoViewIfNeeded();
      await field.focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type(typed);
      await page.keyboard.press(key);
      await expect.poll(() => desk.onDisk()).toContain(written);
      expect(await field.evaluate((one) => one.matches(':focus'))).toBe(true);
      await page.keyboard.press('End');
      await page.keyboard.type(more);
      expect(await field.inputValue()).toBe(`${typed}${more}`);
    };
    const run = 'Control+Enter';
    await typeInto(page.getByLabel('max_tokens', { exact: true }), '8', run, 'max_tokens: 8\n', ', 9');
    await expect.poll(() => runs.length).toBe(1);
    expect(runs[0]).toContain('max_tokens: 8\n');
    // Before it is answered the server may tell of no run yet.
    await expect.poll(() => begun).toBe(1);
    await expect.poll(isAtRest).toBe(true);
    await typeInto(page.getByLabel('Repeats', { exact: true }), '2', run, 'repeats: 2\n', '');
    await expect.poll(() => runs.length).toBe(2);
    expect(runs[1]).toContain('repeats: 2\n');

    const box = (name: string) => page.getByRole('textbox', { name, exact: true });
    const save = 'Control+s';
    await typeInto(box('Name of the persona'), 'Koch', save, 'persona id=chef name=Koch\n', ' 2');
    await typeInto(box('persona id'), 'cook', save, 'persona: cook\n', '-2');
    await typeInto(page.locator('gamut-check-row input.id'), 'brief', save, 'id: brief,', '-er');
    // A field that goes with what it was for leaves the hands where it stood.
    const more = page.getByRole('button', { name: 'Model', exact: true });
    await more.click();
    await page.getByRole('combobox', { name: 'Model to add' }).fill('sandbox-anthropic/tiny');
    await page.keyboard.press(save);
    await expect.poll(() => desk.onDisk()).toContain('model: [sandbox/tiny, sandbox-anthropic/tiny]');
    await expect.poll(() => more.evaluate((one) => one.matches(':focus'))).toBe(true);
    // Enter alone takes what was written and leaves.
    await page.locator('gamut-check-row input.id').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain('id: brief-er,');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is taken whole when Ctrl+Enter comes in the middle of its last syllable, and the one run has it', async () => {
    await desk.write(NOTEBOOK.replace('안녕?', `안녕, ${(tries += 1)}?`));
    const { page, context, faults } = await desk.open();
    await page.locator('li[data-kind="matrix"]').waitFor();
    await beAtThePage(page);
    const runs: string[] = [];
    const saved: string[] = [];
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() === 'POST' && pathname === '/api/runs')
        runs.push(saved.length > 0 ? 'after it was saved' : 'before it was saved');
    });
    page.on('response', (response) => {
      if (response.request().method() === 'PUT' && response.ok()) saved.push(response.url());
    });
    const stop = page.getByLabel('stop', { exact: true });
    await stop.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Backspace');
    await composeAndPress(page, ['ㄲ', '끄', '끝'], CTRL);
    await expect.poll(() => desk.onDisk()).toContain('stop: 끝');
    await expect.poll(() => runs).toEqual(['after it was saved']);
    // The hands are where they were.
    expect(await stop.evaluate((one) => one.matches(':focus'))).toBe(true);
    await page.locator('gamut-header').getByText('All done').waitFor({ timeout: 60_000 });
    await expect.poll(() => page.locator('gamut-card').first().getAttribute('data-status')).toBe('done');
    expect(runs).toHaveLength(1);

    // Emptied, it waits for what is going to be written in it; left empty, the parameter goes.
    await page.clock.install();
    await stop.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Backspace');
    await page.clock.fastForward(5000);
    await stop.pressSequentially('멈춤');
    await page.keyboard.press('Tab');
    await expect.poll(() => desk.onDisk()).toContain('stop: 멈춤');
    await stop.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Tab');
    await expect.poll(() => desk.onDisk()).not.toContain('stop:');

    // The id of a cell, and Enter in the middle of it: that ends the syllable and sends nothing.
    const id = page.getByRole('textbox', { name: 'persona id' });
    await id.focus();
    await page.keyboard.press('Control+A');
    await composeAndPress(page, ['ㅅ', '셰', '셰프'], 0);
    expect(await id.inputValue()).toBe('셰프');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain('persona: 셰프');
    expect(runs).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});
