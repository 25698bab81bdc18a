import { expect, it } from 'vitest';
import { useDesk } from './desk.ts';
import { beAtThePage } from './open-page.ts';

const FENCE = '```';
const TEXT = `---
gamut: 1
title: Notes
---
# Notes

An introduction.

${FENCE}persona id=chef
You are a chef.
${FENCE}
`;

const desk = useDesk({ notebooks: { 'notes.gamut.md': TEXT } });

it('a note that is emptied stays while somebody is in it, takes what is written next, and goes when it is left empty', async () => {
  await desk.write(TEXT);
  const { page, context, faults } = await desk.open();
  await page.getByRole('textbox', { name: 'System prompt of chef' }).waitFor();
  await beAtThePage(page);
  await page.clock.install();
  const note = page.getByRole('textbox', { name: 'Note, in Markdown' });
  const empty = async () => {
    await page.getByRole('button', { name: 'Edit this note' }).click();
    await note.waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.clock.fastForward(5000);
  };
  await empty();
  expect(await desk.onDisk()).toBe(TEXT);
  await page.keyboard.type('# Other words');
  await expect.poll(() => desk.onDisk()).toContain('---\n# Other words\n');
  expect(await desk.onDisk()).not.toContain('introduction');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Other words' }).waitFor();

  await empty();
  await page.keyboard.press('Escape');
  await expect.poll(() => desk.onDisk()).not.toContain('Other words');
  await page.keyboard.press('Control+Z');
  await page.getByRole('heading', { name: 'Other words' }).waitFor();
  expect(await desk.onDisk()).toContain('You are a chef.\n');
  expect(faults).toEqual([]);
  await context.close();
});
