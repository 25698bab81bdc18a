import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';
import { beAtThePage } from './open-page.ts';

const FENCE = '```';
const NOTEBOOK = `---
gamut: 1
title: Names
---
# Names

${FENCE}persona id=chef name=셰프
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
persona: [chef, doctor]
model: sandbox/tiny
temperature: [0, 0.7]
top_p: [0.5, 1]
max_tokens: 16
exclude:
  - { persona: chef, temperature: 0.7 }
${FENCE}
`;

const desk = useDesk({ notebooks: { 'names.gamut.md': NOTEBOOK } });

let tries = 0;

/** Opens the notebook with a question that nobody has asked yet, so that there is something to run. */
async function open() {
  tries += 1;
  await desk.write(NOTEBOOK.replace('tonight', `tonight (${tries})`));
  const opened = await desk.open();
  await matrix(opened.page).waitFor();
  await beAtThePage(opened.page);
  return opened;
}

const matrix = (page: Page) => page.locator('li[data-kind="matrix"]');
const chip = (page: Page, name: string) => matrix(page).getByRole('button', { name, exact: true });

describe('a matrix', () => {
  it('marks the persona that was deleted, and lets go of it by a press', async () => {
    const { page, context, faults } = await open();
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await expect.poll(() => chip(page, 'chef').getAttribute('title')).toBe('This notebook has no chef');
    await matrix(page).getByText("persona 'chef' is not defined").waitFor();
    // A run is refused, which is told until what is wrong is mended; also where the page knows by now that nothing can be run.
    await page.locator('gamut-header').getByRole('button', { name: 'Nothing to run' }).waitFor();
    await matrix(page).focus();
    await page.keyboard.press('Control+Enter');
    const refusal = page.locator('gamut-notices').getByRole('alert');
    await refusal.getByText('Mend it in the notebook, then run again.').waitFor();
    await chip(page, 'chef').click();
    await expect.poll(() => desk.onDisk()).toContain('persona: doctor');
    await chip(page, 'chef').waitFor({ state: 'detached' });
    await refusal.waitFor({ state: 'detached' });
    // Without the last one there is no system prompt.
    await chip(page, 'doctor').click();
    await expect.poll(() => desk.onDisk()).toContain('persona: none');
    expect(await chip(page, 'no persona').getAttribute('aria-pressed')).toBe('true');
    expect(faults.filter((fault) => !/status of 422/.test(fault))).toEqual([]);
    await context.close();
  });

  it('shows as running what only a rule of a persona that is gone would leave out', async () => {
    const { page, context, faults } = await open();
    await matrix(page).getByText('2 of 8 trials').waitFor();
    await chip(page, '셰프').click();
    await expect.poll(() => desk.onDisk()).toContain('persona: doctor');
    await matrix(page).getByRole('button', { name: 'Leave combinations out' }).click();
    const places = matrix(page).locator('gamut-exclude-grid td button');
    await expect.poll(() => places.count()).toBe(4);
    expect(await places.evaluateAll((all) => all.map((one) => one.textContent?.trim()))).toEqual([
      '',
      '',
      '',
      '',
    ]);
    // With the persona back the rule counts again.
    await chip(page, '셰프').click();
    await matrix(page).getByText('2 of 8 trials').waitFor();
    // And it stands where it stood.
    await expect.poll(() => desk.onDisk()).toContain('persona: [chef, doctor]');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the palette', () => {
  it('narrows the results to those with a star, by a word in either language', async () => {
    const { page, context, faults } = await open();
    await matrix(page).focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('gamut-header').getByText('All done').waitFor({ timeout: 60_000 });
    const cards = page.locator('gamut-results gamut-card');
    // All of them: those that a rule leaves out have none.
    const all = 6;
    await expect.poll(() => cards.count()).toBe(all);
    await page.locator('gamut-results [role=gridcell][tabindex="0"]').first().focus();
    await page.keyboard.press('*');
    await page.keyboard.press('Control+k');
    await page.locator('gamut-palette input').fill('별표');
    await page.getByRole('option', { name: 'Show what has a star' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => cards.count()).toBeLessThan(all);
    await page.keyboard.press('Control+k');
    await page.locator('gamut-palette input').fill('show all results');
    await page.getByRole('option', { name: 'Show all results' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => cards.count()).toBe(all);
    expect(faults).toEqual([]);
    await context.close();
  });
});
