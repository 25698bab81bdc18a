import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { useDesk } from './desk.ts';
import { beAtThePage } from './open-page.ts';

const FENCE = '```';
const NOTEBOOK = `---
gamut: 1
title: Ids
---
# Ids

${FENCE}persona id=persona name="Chef"
You are a chef.
${FENCE}

${FENCE}persona id=doctor
You are a doctor.
${FENCE}

${FENCE}prompt id=ask
What should I eat tonight?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: [persona, doctor] # who answers
model: sandbox/tiny
max_tokens: 16
${FENCE}

${FENCE}view of=main layout=grid
${FENCE}
`;

const desk = useDesk({ notebooks: { 'ids.gamut.md': NOTEBOOK } });

const idOf = (page: Page, kind: string, nth = 0) =>
  page.getByRole('textbox', { name: `${kind} id` }).nth(nth);
const standings = (page: Page) =>
  page
    .locator('gamut-results [data-status]')
    .evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset['status']));

let tries = 0;

describe('the id of a cell', () => {
  it('is written in its place; all that name the cell take it over, results stay what they are, undo is one step', async () => {
    // Requests that no earlier try has had answered.
    const written = NOTEBOOK.replace('max_tokens: 16', `max_tokens: 16\nseed: ${(tries += 1)}`);
    await desk.write(written);
    const { page, context, faults } = await desk.open();
    await page.locator('li[data-kind="matrix"]').waitFor();
    await beAtThePage(page);
    await page.locator('li[data-kind="matrix"]').focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('gamut-header').getByText('All done').waitFor({ timeout: 60_000 });

    await idOf(page, 'persona').fill('chef');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => desk.onDisk())
      .toBe(
        written.replace('id=persona', 'id=chef').replace('[persona, doctor] # who', '[chef, doctor] # who'),
      );
    await expect.poll(() => standings(page)).toEqual(['done', 'done']);
    // Under its new id it is another element: the keys go on at it.
    await expect
      .poll(() =>
        page
          .locator('li[data-kind="persona"]')
          .first()
          .evaluate((cell) => cell.matches(':focus-within')),
      )
      .toBe(true);
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('z');
    await expect.poll(() => desk.onDisk()).toBe(written);

    await idOf(page, 'matrix').fill('tonight');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain(`${FENCE}matrix id=tonight`);
    expect(await desk.onDisk()).toContain(`${FENCE}view of=tonight layout=grid`);
    await page.locator('li[data-kind="view"]').scrollIntoViewIfNeeded();
    await page.locator('gamut-header').getByText('All done').waitFor();
    await expect.poll(() => standings(page)).toEqual(['done', 'done']);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that cannot be stays in its field with why, until another is written or Escape puts it back', async () => {
    const { page, context, faults } = await desk.open();
    await page.locator('li[data-kind="matrix"]').waitFor();
    const id = idOf(page, 'persona');
    for (const [written, fault] of [
      ['doctor', 'another cell of this kind has it'],
      ['two words', 'one word of letters, digits, _ and -'],
      ['none', 'none means no system prompt'],
    ] as const) {
      await id.fill(written);
      await page.keyboard.press('Enter');
      await page.getByText(fault).waitFor();
      expect(await id.inputValue()).toBe(written);
      expect(await id.getAttribute('aria-invalid')).toBe('true');
    }
    expect(await findAxeFaults(page)).toEqual([]);
    await id.focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => id.inputValue()).toBe('persona');
    await page.getByText('none means no system prompt').waitFor({ state: 'detached' });
    expect(await desk.onDisk()).toBe(NOTEBOOK);
    await id.fill('셰프');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain('persona: [셰프, doctor]');
    expect(faults).toEqual([]);
    await context.close();
  });
});
