import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';

const FENCE = '```';
const NOTEBOOK = `---
gamut: 1
title: Ids
---
# Ids

${FENCE}prompt id=ask
{{question}}
${FENCE}

${FENCE}dataset id=people format=csv
id,question
a,One?
b,Two?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: none
model: sandbox/tiny
data: people
max_tokens: 4
${FENCE}
`;

const desk = useDesk({ notebooks: { 'ids.gamut.md': NOTEBOOK } });

/** Pastes a text on a cell as a whole. */
async function pasteOn(cell: Locator, text: string): Promise<void> {
  await cell.focus();
  await cell.evaluate((item, pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    item.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }),
    );
  }, text);
}

describe('rows that are added under ids that are taken', () => {
  it('by a paste on the dataset or from a file get free ids, which is told, and the notebook runs', async () => {
    const { page, context, faults } = await desk.open();
    const cell = page.locator('li[data-kind="dataset"]');
    await pasteOn(cell, 'id\tquestion\na\tThree?\nc\tFour?');
    await cell.getByText('1 id was taken and was numbered anew: a → a-2').waitFor();
    await expect.poll(() => desk.onDisk()).toContain('a,One?\nb,Two?\na-2,Three?\nc,Four?\n');
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      cell.getByRole('button', { name: 'From a file…' }).click(),
    ]);
    await chooser.setFiles({
      name: 'more.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('id,question\na,Five?\nb,Six?\n'),
    });
    await cell.getByRole('button', { name: 'Add to them' }).click();
    await cell.getByText('2 ids were taken and were numbered anew: a → a-3, b → b-2').waitFor();
    await expect.poll(() => desk.onDisk()).toContain('c,Four?\na-3,Five?\nb-2,Six?\n');
    await expect.poll(() => page.locator('gamut-header [data-run]').innerText()).toMatch(/Run 6/);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('cells that are pasted into the notebook they are of', () => {
  it('point to each other under their new ids, and all of it runs', async () => {
    const { page, context, faults } = await desk.open();
    const copied = `${NOTEBOOK.slice(NOTEBOOK.indexOf(`${FENCE}dataset`))}
${FENCE}assert for=main
- { id: short, type: max-graphemes, value: 600 }
${FENCE}
`;
    await pasteOn(page.locator('li[data-kind="matrix"]'), copied);
    await expect.poll(() => desk.onDisk()).toContain(`${FENCE}assert for=main-2\n`);
    const written = await desk.onDisk();
    expect(written).toContain(`${FENCE}dataset id=people-2 format=csv\n`);
    // The prompt was not pasted: it is the one that is there.
    expect(written).toContain(`${FENCE}matrix id=main-2\nprompt: ask\n`);
    expect(written).toContain('data: people-2\n');
    expect(written.startsWith(NOTEBOOK)).toBe(true);
    await expect.poll(() => page.locator('gamut-header [data-run]').innerText()).toMatch(/Run 4/);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('rows that are pasted on a dataset', () => {
  it('whose code is still on its way are its rows once that has come', async () => {
    let letThrough = (): void => {};
    const isLet = new Promise<void>((resolve) => (letThrough = resolve));
    const { page, context, faults } = await desk.open(undefined, {
      before: (fresh) =>
        fresh.route('**/assets/dataset-cell*', async (route) => {
          await isLet;
          await route.continue();
        }),
    });
    const cell = page.locator('li[data-kind="dataset"]');
    await pasteOn(cell, 'id\tquestion\nc\tThree?');
    expect(await cell.locator('gamut-data-table').count()).toBe(0);
    letThrough();
    await expect.poll(() => desk.onDisk()).toContain('a,One?\nb,Two?\nc,Three?\n```');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that is folded are its rows, and unfold it', async () => {
    const { page, context, faults } = await desk.open();
    const cell = page.locator('li[data-kind="dataset"]');
    await cell.locator('gamut-data-table').waitFor();
    await cell.focus();
    await page.keyboard.press('o');
    await cell.locator('gamut-data-table').waitFor({ state: 'detached' });
    await pasteOn(cell, 'id\tquestion\nc\tThree?');
    await expect.poll(() => desk.onDisk()).toContain('a,One?\nb,Two?\nc,Three?\n```');
    await cell.getByText('Three?').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
