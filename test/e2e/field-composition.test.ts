import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
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

${FENCE}matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
max_tokens: 16
stop: 그만
${FENCE}
`;

const desk = useDesk({ notebooks: { 'fields.gamut.md': NOTEBOOK } });

/** Composes a text in the field that has the focus, presses a key in the middle of its last syllable, and ends it. */
async function composeAndPress(page: Page, states: readonly string[], modifiers: number): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  for (const text of states)
    await cdp.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  const key = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229, modifiers };
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await cdp.send('Input.insertText', { text: states.at(-1) ?? '' });
}

const CTRL = 2;

describe('a field of one line', () => {
  it('is taken whole when Ctrl+Enter comes in the middle of its last syllable, and the one run has it', async () => {
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
    await page.locator('gamut-header').getByText('All done').waitFor({ timeout: 60_000 });
    await expect.poll(() => page.locator('gamut-card').first().getAttribute('data-status')).toBe('done');
    expect(runs).toHaveLength(1);

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
