import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';

const FENCE = '```';
const NOTEBOOK = `---
gamut: 1
title: Focus
defaults: { max_tokens: 8 }
---
# Focus

${FENCE}persona id=chef
You are a professional chef.
${FENCE}

${FENCE}prompt id=ask
{{question}}
${FENCE}

${FENCE}dataset id=people format=csv
id,question
tofu,두부를 볶을까요?
rice,How long does rice take?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: [none, chef]
model: sandbox/tiny
data: people
temperature: [0, 0.000001]
${FENCE}

${FENCE}view of=main layout=pivot
rows: row
cols: temperature
split: persona
${FENCE}
`;

const UNUSED = NOTEBOOK.replace('{{question}}', 'Hello')
  .replace('data: people\n', '')
  .replace('rows: row\n', '')
  .replace('title: Focus', 'title: Rows');
const OTHER = NOTEBOOK.replace('title: Focus', 'title: Other').replace('# Focus', '# Other');

const desk = useDesk({
  notebooks: { 'focus.gamut.md': NOTEBOOK, 'rows.gamut.md': UNUSED, 'other.gamut.md': OTHER },
});

/** What has the focus, through the shadow roots: its element, and that in whose shadow it stands. */
function focused(page: Page): Promise<{ in: string; tag: string; data: Record<string, string> }> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const root = active?.getRootNode();
    return {
      in: root instanceof ShadowRoot ? root.host.localName : '',
      tag: active?.localName ?? '',
      data: active instanceof HTMLElement ? { ...(active.dataset as Record<string, string>) } : {},
    };
  });
}

async function openWithAnswers(name?: string) {
  const opened = await desk.open(name);
  const { page } = opened;
  const run = page.locator('gamut-header [data-run]');
  const isDone = async () => /All done/.test(await run.innerText());
  await expect.poll(async () => (await run.isEnabled()) || (await isDone())).toBe(true);
  if (!(await isDone())) await run.click();
  await expect.poll(isDone, { timeout: 60_000 }).toBe(true);
  return opened;
}

describe('the focus stays where the keys are meant', () => {
  it('in Blind after a vote by its button: Enter shows the next pair', async () => {
    const { page, context, faults } = await openWithAnswers();
    await page.locator('gamut-layout-switch [data-layout="blind"]').click();
    const blind = page.locator('gamut-blind');
    const names = blind.locator('[data-name]');
    const vote = blind.locator('[data-vote="tie"]');
    await vote.waitFor();
    // A test that is tried again finds its votes there.
    const compared = async () => Number(/^(\d+)/.exec(await blind.locator('.top .num').innerText())?.[1]);
    const before = await compared();
    const isOnDesk = () =>
      expect.poll(() => focused(page)).toMatchObject({ in: 'gamut-blind', tag: 'section' });
    // Nobody votes on what is still being read.
    const areRead = () => expect.poll(() => blind.locator('.side .text').count()).toBe(2);
    await areRead();
    await vote.click();
    await expect.poll(() => names.count()).toBe(2);
    await isOnDesk();
    await page.keyboard.press('Enter');
    await expect.poll(() => names.count()).toBe(0);
    await areRead();
    await vote.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => names.count()).toBe(2);
    await isOnDesk();
    await blind.locator('[data-act="undo"]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => names.count()).toBe(0);
    await expect.poll(compared).toBe(before + 1);
    await isOnDesk();
    await blind.locator('[data-act="undo-last"]').click();
    await expect.poll(compared).toBe(before);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on the button of the CSV menu after a download and after Escape, also from the palette', async () => {
    const { page, context, faults } = await openWithAnswers();
    const button = page.locator('gamut-csv-menu [data-csv]').first();
    const link = page.locator('gamut-csv-menu .menu a').first();
    const where = () => focused(page).then(({ in: host, tag }) => `${host} ${tag}`);
    const isOnButton = () => expect.poll(where).toBe('gamut-csv-menu button');
    // The focus goes into the menu a moment after it is seen.
    const isInMenu = () => expect.poll(where).toBe('gamut-csv-choices a');
    await button.focus();
    await page.keyboard.press('Enter');
    await isInMenu();
    await page.keyboard.press('ArrowDown');
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    await download;
    await expect.poll(() => link.isVisible()).toBe(false);
    await isOnButton();
    await page.keyboard.press('Enter');
    await isInMenu();
    await page.keyboard.press('Escape');
    await expect.poll(() => link.isVisible()).toBe(false);
    await isOnButton();
    for (const key of ['Enter', 'Escape']) {
      await page.locator('li[data-kind="matrix"]').focus();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('results as CSV');
      await page.getByRole('option', { name: 'Take the results as CSV' }).waitFor();
      await page.keyboard.press('Enter');
      await isInMenu();
      const [saved] = await Promise.all([
        key === 'Enter' ? page.waitForEvent('download') : null,
        page.keyboard.press(key),
      ]);
      expect(saved !== null).toBe(key === 'Enter');
      await expect.poll(() => link.isVisible()).toBe(false);
      await isOnButton();
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on the cell of the grid whose text, the same as another, is shown', async () => {
    const { page, context, faults } = await openWithAnswers();
    const same = page.locator('gamut-card-grid .cell', { has: page.locator('button.same') }).first();
    await same.waitFor();
    const row = Number(await same.getAttribute('data-row'));
    const col = Number(await same.getAttribute('data-col'));
    const cell = page.locator(`gamut-card-grid .cell[data-row="${row}"][data-col="${col}"]`);
    await cell.focus();
    await cell.locator('button.same').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => cell.locator('button.same').count()).toBe(0);
    await expect
      .poll(async () => (await focused(page)).data)
      .toMatchObject({ row: String(row), col: String(col) });
    await page.keyboard.press('ArrowLeft');
    await expect
      .poll(async () => (await focused(page)).data)
      .toMatchObject({ row: String(row), col: String(col - 1) });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on the notebook in the list, or the cell, from which it was given another name', async () => {
    const { page, context, faults } = await desk.open('other.gamut.md');
    const list = page.getByRole('navigation', { name: 'Notebooks' });
    const dialog = page.getByRole('dialog', { name: 'Rename' });
    // What is still asked for of it would be asked for under a name that there is not any more.
    const isRead = () => page.locator('gamut-header [data-run]', { hasText: /\d|All done/ }).waitFor();
    const rename = async (to: string) => {
      await dialog.getByRole('textbox', { name: 'File name' }).fill(to);
      await page.keyboard.press('Enter');
      await expect.poll(() => new URL(page.url()).hash).toBe(`#/${to}.gamut.md`);
      await expect.poll(() => dialog.isVisible()).toBe(false);
    };
    const names = [`from-list-${Date.now()}`, `from-cell-${Date.now()}`] as const;
    await isRead();
    await list.locator('.item[aria-current="true"]').focus();
    await page.keyboard.press('F2');
    await rename(names[0]);
    await expect
      .poll(() => focused(page))
      .toMatchObject({ in: 'gamut-notebook-list', data: { name: `${names[0]}.gamut.md` } });
    await isRead();
    await page.locator('li[data-kind="prompt"]').focus();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Rename the notebook');
    await page.getByRole('option', { name: 'Rename the notebook' }).waitFor();
    await page.keyboard.press('Enter');
    await rename(names[1]);
    await expect.poll(() => focused(page)).toMatchObject({ tag: 'li', data: { kind: 'prompt' } });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on the dataset whose rows a matrix was given by its button', async () => {
    const { page, context, faults } = await desk.open('rows.gamut.md');
    const use = page.getByRole('button', { name: 'Use them in main' });
    await use.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => use.count()).toBe(0);
    await expect.poll(() => focused(page)).toMatchObject({ tag: 'li', data: { kind: 'dataset' } });
    await expect.poll(() => desk.onDisk('rows.gamut.md')).toContain('data: people');
    expect(faults).toEqual([]);
    await context.close();
  });
});
