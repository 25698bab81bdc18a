import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FENCE = '```';
const HEAD = `---
gamut: 1
title: Editors
---
# Editors
`;
const ROWS = `${FENCE}dataset id=people format=csv
id,name,question
sleep,지민,"야근이 잦아요, 어떻게 할까요?"
knee,현우,무릎이 아파요.
${FENCE}
`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  const notebooks = { 'rows.gamut.md': `${HEAD}\n${ROWS}` };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

const fileOf = (name: string) => path.join(gamut.folder, 'experiments', name);
const onDisk = (name = 'rows.gamut.md') => readFile(fileOf(name), 'utf8');

beforeEach(() => writeFile(fileOf('rows.gamut.md'), `${HEAD}\n${ROWS}`));

const open = (options: Parameters<typeof openPage>[2] = {}) =>
  openPage(browser, `${gamut.url}/#/rows.gamut.md`, options);
const cellAt = (page: Page, row: number, column: string) =>
  page.locator(`gamut-data-table [data-row="${row}"] [data-column="${column}"]`);
const field = (page: Page) => page.locator('gamut-data-table textarea');

async function compose(context: BrowserContext, page: Page, states: string[]): Promise<void> {
  const client = await context.newCDPSession(page);
  for (const text of states)
    await client.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
}

/** Pastes a text as a spreadsheet or an editor puts it on the clipboard. */
async function paste(page: Page, text: string, html = ''): Promise<void> {
  await field(page).evaluate(
    (target, [plain, markup]) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', plain ?? '');
      if (markup) clipboardData.setData('text/html', markup);
      target.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
      );
    },
    [text, html] as const,
  );
}

describe('a dataset is a spreadsheet', () => {
  it('whose values are typed over, edited and left as they were, by keys alone', async () => {
    const { page, context, faults } = await open();
    await cellAt(page, 0, 'name').click();
    await page.keyboard.type('민지');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => onDisk())
      .toContain('sleep,민지,"야근이 잦아요, 어떻게 할까요?"\nknee,현우,무릎이 아파요.');
    // Enter went down; F2 edits at the end; Escape leaves it as it was.
    await page.keyboard.press('F2');
    await page.keyboard.type('!!!');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' 걸을 때요.');
    await page.keyboard.press('Enter');
    await expect.poll(() => onDisk()).toContain('knee,현우,무릎이 아파요. 걸을 때요.\n');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => onDisk()).toBe(`${HEAD}\n${ROWS}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('in which 안녕 is composed from the first key on, and Enter in the middle of 녕 takes it and goes down once', async () => {
    const { page, context, faults } = await open();
    await cellAt(page, 0, 'name').click();
    const client = await context.newCDPSession(page);
    await compose(context, page, ['ㅇ', '아', '안']);
    await client.send('Input.insertText', { text: '안' });
    await compose(context, page, ['ㄴ', '녀', '녕']);
    // What is on the way is not written: half a syllable is nobody's name.
    expect(await onDisk()).toBe(`${HEAD}\n${ROWS}`);
    await page.keyboard.press('Enter');
    await client.send('Input.insertText', { text: '녕' });
    await expect.poll(() => onDisk()).toContain('sleep,안녕,');
    await expect.poll(() => field(page).getAttribute('aria-label')).toBe('knee name');
    expect(await field(page).inputValue()).toBe('현우');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that takes a table from another spreadsheet, grows by its rows and columns, and gives it back as one step', async () => {
    const { page, context, faults } = await open();
    await cellAt(page, 1, 'question').click();
    await paste(page, '하나\t예\r\n"둘\n줄"\t아니요\r\n', '<table></table>');
    await page.getByText('1 new rows').waitFor();
    await expect
      .poll(() => onDisk())
      .toContain(
        'id,name,question,column4\nsleep,지민,"야근이 잦아요, 어떻게 할까요?",\nknee,현우,하나,예\nrow-3,,"둘\n줄",아니요',
      );
    await page.keyboard.press('Control+z');
    await expect.poll(() => onDisk()).toBe(`${HEAD}\n${ROWS}`);
    await cellAt(page, 1, 'id').click();
    await paste(page, 'question,id,city\nHow?,z,Seoul\nWhy?,y,Busan');
    await page.getByText('the first line named the columns').waitFor();
    await expect.poll(() => onDisk()).toContain('z,현우,How?,Seoul\ny,,Why?,Busan');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('whose selection is copied as spreadsheets want it, and cleared', async () => {
    const { page, context, faults } = await open();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await cellAt(page, 0, 'name').click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe('지민\t야근이 잦아요, 어떻게 할까요?\n현우\t무릎이 아파요.');
    await page.keyboard.press('Delete');
    await expect.poll(() => onDisk()).toContain('sleep,,\nknee,,\n');
    await page.keyboard.press('Control+z');
    await expect.poll(() => onDisk()).toBe(`${HEAD}\n${ROWS}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('whose columns are named, added, moved and deleted, and rows come and go', async () => {
    const { page, context, faults } = await open();
    const column = (name: string) => page.getByRole('button', { name: `Column ${name}` });
    const choose = async (name: string, what: string) => {
      await page
        .locator('gamut-column-head')
        .filter({ has: page.locator(`button[title="${name}"]`) })
        .hover();
      await column(name).click();
      await page.getByRole('button', { name: what, exact: true }).filter({ visible: true }).first().click();
    };
    await choose('name', 'Rename');
    await page.getByRole('textbox', { name: 'Name of the column name' }).fill('이름');
    await page.keyboard.press('Enter');
    await expect.poll(() => onDisk()).toContain('id,이름,question\nsleep,지민,');
    await choose('question', 'Move left');
    await expect.poll(() => onDisk()).toContain('id,question,이름\nsleep,"야근이');
    await choose('이름', 'Insert to the right');
    await expect.poll(() => onDisk()).toContain('id,question,이름,column4\n');
    await choose('이름', 'Delete');
    await expect.poll(() => onDisk()).toContain('knee,무릎이 아파요.,\n');
    await page.getByRole('button', { name: 'Row', exact: true }).click();
    await page.keyboard.type('새 질문');
    await page.keyboard.press('Tab');
    await expect.poll(() => onDisk()).toContain('row-3,새 질문,\n');
    await cellAt(page, 0, 'id').click();
    await page.getByRole('button', { name: 'Delete row' }).click();
    await expect.poll(() => onDisk()).not.toContain('sleep');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that stays a table while two rows have one id, and says what is wrong', async () => {
    const { page, context, faults } = await open();
    await cellAt(page, 1, 'id').click();
    await page.keyboard.type('sleep');
    await page.keyboard.press('Enter');
    await page.getByText("row id 'sleep' is already used").waitFor();
    await expect.poll(() => cellAt(page, 1, 'question').textContent()).toContain('무릎이');
    await cellAt(page, 1, 'id').click();
    await page.keyboard.type('knee');
    await page.keyboard.press('Tab');
    await expect.poll(() => onDisk()).toBe(`${HEAD}\n${ROWS}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('into which a file is put that Excel saved in Korean, after a word on where its rows go', async () => {
    const { page, context, faults } = await open();
    // "id,질문\na,똠양꿍?" in CP949
    const bytes = [
      0x69, 0x64, 0x2c, 0xc1, 0xfa, 0xb9, 0xae, 0x0d, 0x0a, 0x61, 0x2c, 0x8c, 0x63, 0xbe, 0xe7, 0xb2, 0xe1,
      0x3f,
    ];
    await page.locator('gamut-dataset-cell .drop').evaluate((target, content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(content)], '질문.csv'));
      for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
        );
    }, bytes);
    await page.getByText('(CP949)').waitFor();
    await page.getByRole('button', { name: 'Add to them' }).click();
    await expect.poll(() => onDisk()).toContain('id,name,question,질문\nsleep,');
    await expect.poll(() => onDisk()).toContain('a,,,똠양꿍?');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that is moved about in and edited with ten thousand rows, of which few are in the page', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `r${n},질문 ${n}번입니다.,${'말 '.repeat(n % 30)}`);
    const body = `id,question,context\n${many.join('\n')}`;
    await writeFile(
      fileOf('rows.gamut.md'),
      `${HEAD}\n${FENCE}dataset id=people format=csv\n${body}\n${FENCE}\n`,
    );
    const { page, context, faults } = await open();
    await cellAt(page, 0, 'question').click();
    await page.keyboard.press('Control+End');
    await expect.poll(() => field(page).getAttribute('aria-label')).toBe('r9999 context');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('마지막');
    await page.keyboard.press('Enter');
    await expect.poll(() => onDisk()).toContain('r9999,마지막,');
    expect(await page.locator('gamut-data-table .row').count()).toBeLessThan(120);
    await page.keyboard.press('Control+Home');
    await expect.poll(() => field(page).getAttribute('aria-label')).toBe('r0 id');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that axe finds nothing wrong with, in Korean and in the dark too', async () => {
    const { page, context, faults } = await open({ locale: 'ko', theme: 'dark', width: 900 });
    await cellAt(page, 0, 'question').click();
    expect(await findAxeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
