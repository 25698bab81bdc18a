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

describe('rows that are added under ids that are taken', () => {
  it('by a paste on the dataset or from a file get free ids, which is told, and the notebook runs', async () => {
    const { page, context, faults } = await desk.open();
    const cell = page.locator('li[data-kind="dataset"]');
    await cell.focus();
    await cell.evaluate((item) => {
      const data = new DataTransfer();
      data.setData('text/plain', 'id\tquestion\na\tThree?\nc\tFour?');
      item.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }),
      );
    });
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
    const last = page.locator('li[data-kind="matrix"]');
    await last.focus();
    await last.evaluate((item, markdown) => {
      const data = new DataTransfer();
      data.setData('text/plain', markdown);
      item.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, composed: true, cancelable: true }),
      );
    }, copied);
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
