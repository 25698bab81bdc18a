import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { compose } from './composition.ts';
import { useDesk } from './desk.ts';
import { beAtThePage, openPage } from './open-page.ts';

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

const desk = useDesk({
  notebooks: {
    'rows.gamut.md': `${HEAD}
${ROWS}`,
  },
});

const open = (options: Parameters<typeof openPage>[2] = {}) => desk.open(undefined, options);
const cellAt = (page: Page, row: number, column: string) =>
  page.locator(`gamut-data-table [data-row="${row}"] [data-column="${column}"]`);
const field = (page: Page) => page.locator('gamut-data-table textarea');

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
      .poll(() => desk.onDisk())
      .toContain('sleep,민지,"야근이 잦아요, 어떻게 할까요?"\nknee,현우,무릎이 아파요.');
    // Enter went down; F2 edits at the end; Escape leaves it as it was.
    await page.keyboard.press('F2');
    await page.keyboard.type('!!!');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' 걸을 때요.');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain('knee,현우,무릎이 아파요. 걸을 때요.\n');
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => desk.onDisk()).toBe(`${HEAD}\n${ROWS}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('in which 안녕 is composed from the first key on, and Enter in the middle of 녕 takes it and goes down once', async () => {
    const { page, context, faults } = await open();
    await cellAt(page, 0, 'name').click();
    const client = await context.newCDPSession(page);
    await compose(page, ['ㅇ', '아', '안']);
    await client.send('Input.insertText', { text: '안' });
    await compose(page, ['ㄴ', '녀', '녕']);
    // What is on the way is not written: half a syllable is nobody's name.
    expect(await desk.onDisk()).toBe(`${HEAD}\n${ROWS}`);
    await page.keyboard.press('Enter');
    await client.send('Input.insertText', { text: '녕' });
    await expect.poll(() => desk.onDisk()).toContain('sleep,안녕,');
    await expect.poll(() => field(page).getAttribute('aria-label')).toBe('knee name');
    await expect.poll(() => field(page).inputValue()).toBe('현우');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that takes a table from another spreadsheet, grows by its rows and columns, and gives it back as one step', async () => {
    const { page, context, faults } = await open();
    await cellAt(page, 1, 'question').click();
    await paste(page, '하나\t예\r\n"둘\n줄"\t아니요\r\n', '<table></table>');
    await page.getByText('1 new row').waitFor();
    await expect
      .poll(() => desk.onDisk())
      .toContain(
        'id,name,question,column4\nsleep,지민,"야근이 잦아요, 어떻게 할까요?",\nknee,현우,하나,예\nrow-3,,"둘\n줄",아니요',
      );
    await page.keyboard.press('Control+z');
    await expect.poll(() => desk.onDisk()).toBe(`${HEAD}\n${ROWS}`);
    await cellAt(page, 1, 'id').click();
    await paste(page, 'question,id,city\nHow?,z,Seoul\nWhy?,y,Busan');
    await page.getByText('the first line named the columns').waitFor();
    await expect.poll(() => desk.onDisk()).toContain('z,현우,How?,Seoul\ny,,Why?,Busan');
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
    await expect.poll(() => desk.onDisk()).toContain('sleep,,\nknee,,\n');
    await page.keyboard.press('Control+z');
    await expect.poll(() => desk.onDisk()).toBe(`${HEAD}\n${ROWS}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that is selected whole from where one is, and is typed into there', async () => {
    const { page, context, faults } = await open();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const selected = page.locator('gamut-data-table [role="gridcell"][aria-selected="true"]');
    await cellAt(page, 1, 'name').click();
    await page.keyboard.press('Control+a');
    await expect.poll(() => selected.count()).toBe(6);
    await page.keyboard.press('Control+c');
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe('sleep\t지민\t야근이 잦아요, 어떻게 할까요?\nknee\t현우\t무릎이 아파요.');
    await page.keyboard.type('민아');
    await expect.poll(() => selected.count()).toBe(1);
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toBe(`${HEAD}\n${ROWS.replace('현우', '민아')}`);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => selected.count()).toBe(1);
    await cellAt(page, 0, 'name').and(selected).waitFor();
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
    await expect.poll(() => desk.onDisk()).toContain('id,이름,question\nsleep,지민,');
    await choose('question', 'Move left');
    await expect.poll(() => desk.onDisk()).toContain('id,question,이름\nsleep,"야근이');
    await choose('이름', 'Insert to the right');
    await expect.poll(() => desk.onDisk()).toContain('id,question,이름,column4\n');
    // Its name is selected: what is typed is the name, and its values come next.
    const naming = page.getByRole('textbox', { name: 'Name of the column column4' });
    await expect.poll(() => naming.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.keyboard.type('city');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Seoul');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain('id,question,이름,city\n');
    await expect.poll(() => desk.onDisk()).toContain('할까요?",지민,Seoul\n');
    await page.getByRole('button', { name: 'Column', exact: true }).click();
    await page.getByRole('textbox', { name: 'Name of the column column5' }).fill('mood');
    await page.keyboard.press('Enter');
    await page.keyboard.type('calm');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    await choose('mood', 'Delete');
    await choose('이름', 'Delete');
    await expect.poll(() => desk.onDisk()).toContain('knee,무릎이 아파요.,\n');
    await page.getByRole('button', { name: 'Row', exact: true }).click();
    await page.keyboard.type('새 질문');
    await page.keyboard.press('Tab');
    await expect.poll(() => desk.onDisk()).toContain('row-3,새 질문,\n');
    await cellAt(page, 0, 'id').click();
    await page.getByRole('button', { name: 'Delete row' }).click();
    await expect.poll(() => desk.onDisk()).not.toContain('sleep');
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
    // Also once the file has been read back as it is now.
    await expect.poll(() => desk.onDisk()).toContain('\nsleep,현우');
    await page.locator('gamut-header').getByText('saved', { exact: true }).waitFor();
    await cellAt(page, 1, 'id').click();
    await page.keyboard.type('knee');
    await page.keyboard.press('Tab');
    await expect.poll(() => desk.onDisk()).toBe(`${HEAD}\n${ROWS}`);
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
    await expect.poll(() => desk.onDisk()).toContain('id,name,question,질문\nsleep,');
    await expect.poll(() => desk.onDisk()).toContain('a,,,똠양꿍?');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('into which a workbook of Excel is put; one that cannot be read says what to do', async () => {
    await writeFile(desk.fileOf('rows.gamut.md'), `${HEAD}\n${ROWS}`);
    const { page, context, faults } = await open();
    const choose = page.locator('gamut-dataset-cell input[type=file]');
    await choose.setInputFiles(path.join(import.meta.dirname, '../fake/class.xlsx'));
    await page.getByText('(sheet 명단)').waitFor();
    await page.getByRole('button', { name: 'Replace the rows' }).click();
    await expect.poll(() => desk.onDisk()).toContain('번호,질문,제출일,통과\n1,');
    await choose.setInputFiles({
      name: 'old.xls',
      mimeType: 'application/vnd.ms-excel',
      buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]),
    });
    await page.getByRole('alert').getByText('save it as .xlsx or CSV').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that is moved about in and edited with ten thousand rows, of which few are in the page', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => `r${n},질문 ${n}번입니다.,${'말 '.repeat(n % 30)}`);
    const body = `id,question,context\n${many.join('\n')}`;
    await writeFile(
      desk.fileOf('rows.gamut.md'),
      `${HEAD}\n${FENCE}dataset id=people format=csv\n${body}\n${FENCE}\n`,
    );
    const { page, context, faults } = await open();
    // The field stands at the first place, with its value, before anybody has pressed a thing.
    await expect.poll(() => field(page).inputValue()).toBe('r0');
    await cellAt(page, 0, 'question').click();
    await page.keyboard.press('Control+End');
    await expect.poll(() => field(page).getAttribute('aria-label')).toBe('r9999 context');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => field(page).getAttribute('aria-label')).toBe('r9999 question');
    await page.keyboard.type('마지막');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain('r9999,마지막,');
    await expect.poll(() => page.locator('gamut-data-table .row').count()).toBeLessThan(120);
    await page.keyboard.press('Control+Home');
    await expect.poll(() => field(page).getAttribute('aria-label')).toBe('r0 id');
    // Without a pause, while frames come late: what is typed on the way to a far place stands there, and does nothing to the cell.
    await page.evaluate(() => {
      const frame = requestAnimationFrame;
      window.requestAnimationFrame = (act) => frame((at) => setTimeout(() => act(at), 200));
    });
    await page.keyboard.press('Control+End');
    await page.keyboard.type('dda1');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain('r9999,마지막,dda1\n');
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

const CELLS = `${HEAD}
${FENCE}persona id=chef name="셰프"
당신은 한식 셰프입니다.
${FENCE}

${FENCE}persona id=poet
You are a poet.
${FENCE}

${FENCE}prompt id=ask
{{name}}: {{qestion}}
${FENCE}

${ROWS}
${FENCE}matrix id=main
prompt: ask
persona: [chef, poet]
model: sandbox/tiny
temperature: [0.3, 0.7, 1.5]
data: people
exclude:
  - { persona: poet, temperature: 1.5 } # too wild
  - { persona: chef, row: knee }
${FENCE}
`;
const cellsOnDisk = () => desk.onDisk('cells.gamut.md');
const openCells = async (options: Parameters<typeof openPage>[2] = {}) => {
  await writeFile(desk.fileOf('cells.gamut.md'), CELLS);
  return openPage(desk.browser, `${desk.gamut.url}/#/cells.gamut.md`, options);
};

describe('a matrix is put together', () => {
  it('with steps of its values, one more level, and ranges that show what they come to', async () => {
    const { page, context, faults } = await openCells();
    const temperature = page.locator('#temperature');
    await temperature.click();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => temperature.inputValue()).toBe('0.4, 0.7, 1.5');
    await page.locator('.parameter').getByRole('button', { name: 'One more level' }).click();
    await expect.poll(cellsOnDisk).toContain('temperature: [0.4, 0.7, 1.5, 2.3]');
    await temperature.fill('0 to 1.5 step 0.25');
    await page.getByText('7 levels: 0 · 0.25 · 0.5 · 0.75 · 1 · 1.25 · 1.5').waitFor();
    await page.locator('gamut-matrix-cell .sum').getByText('19 trials').waitFor();
    await expect.poll(cellsOnDisk).toContain('temperature: 0 to 1.5 step 0.25');
    // As Korean hands write a range; and one that lacks its step stays in the field and says so.
    await temperature.fill('0~1 step 0.5');
    await page.getByText('3 levels: 0 · 0.5 · 1').waitFor();
    await expect.poll(cellsOnDisk).toContain('temperature: 0 to 1 step 0.5');
    await temperature.fill('0~1');
    await page.getByText("the range '0~1' has no step; write '0 to 1 step 0.1'").waitFor();
    await expect.poll(() => temperature.getAttribute('aria-invalid')).toBe('true');
    expect(await cellsOnDisk()).toContain('temperature: 0 to 1 step 0.5');
    await temperature.fill('0부터 1.5까지 0.5씩');
    await page.getByText('4 levels: 0 · 0.5 · 1 · 1.5').waitFor();
    await expect.poll(cellsOnDisk).toContain('temperature: 0 to 1.5 step 0.5');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('with fields that stay each its own: what was typed in one that is gone is undone in no other', async () => {
    await writeFile(
      desk.fileOf('cells.gamut.md'),
      CELLS.replace('\ndata: people', '\nmax_tokens: 20\ndata: people'),
    );
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/cells.gamut.md`);
    const temperature = page.locator('#temperature');
    const next = page.locator('#max_tokens');
    const before = await next.inputValue();
    await temperature.fill('');
    await temperature.press('Tab');
    await temperature.waitFor({ state: 'detached' });
    await expect.poll(cellsOnDisk).not.toContain('temperature: [');
    await next.focus();
    await page.keyboard.press('Control+z');
    expect(await next.inputValue()).toBe(before);
    // Out of the field, undo is of the notebook.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(() => temperature.inputValue()).toBe('0.3, 0.7, 1.5');
    await expect.poll(() => next.inputValue()).toBe(before);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('with combinations left out on a grid, by mouse and by keys, and rules of other axes beside it', async () => {
    const { page, context, faults } = await openCells();
    const grid = page.locator('gamut-exclude-grid');
    await grid.getByText('5 of 12 trials').waitFor();
    // By names, as people know them; by ids, as the file has them, where one points.
    await grid.getByText('셰프 · knee').waitFor();
    await expect
      .poll(() => grid.locator('.rule', { hasText: '셰프' }).getAttribute('title'))
      .toBe('persona: chef, row: knee');
    await grid.getByText('poet · temperature 1.5').waitFor();
    await grid.locator('.choose').click();
    const place = (name: string) => grid.getByRole('button', { name });
    await place('셰프 × 1.5').click();
    await expect
      .poll(cellsOnDisk)
      .toContain('exclude:\n  - { persona: chef, row: knee }\n  - { temperature: 1.5 }\n');
    await place('셰프 × 1.5').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await expect.poll(cellsOnDisk).toContain('{ persona: chef, temperature: 1.5 }');
    await grid.getByRole('button', { name: 'poet', exact: true }).click();
    await expect.poll(cellsOnDisk).toContain('{ persona: poet }');
    await grid.getByRole('button', { name: 'Put back 셰프 · knee' }).click();
    await expect.poll(cellsOnDisk).not.toContain('row: knee');
    await grid.getByText('8 of 12 trials').waitFor();
    await page.locator('gamut-matrix-cell .sum').getByText('= 12 − 8 left out = 4 trials').waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('what a cell is called', () => {
  it('is written in its place: a name for people beside the id, and none again', async () => {
    const { page, context, faults } = await openCells();
    await beAtThePage(page);
    const outline = page.getByRole('navigation', { name: 'Outline' });
    const name = page.getByRole('textbox', { name: 'Name of the prompt' });
    expect(await name.inputValue()).toBe('');
    await name.fill('오늘의 질문');
    await name.press('Enter');
    await expect.poll(cellsOnDisk).toContain('prompt id=ask name="오늘의 질문"\n');
    await outline.getByText('오늘의 질문').waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await name.fill('');
    await name.press('Enter');
    await expect.poll(cellsOnDisk).toBe(CELLS);
    await outline.getByText('ask', { exact: true }).waitFor();
    // Who has none is called by the id, which stands there once.
    const poet = page.getByRole('textbox', { name: 'Name of the persona' }).nth(1);
    expect(await poet.inputValue()).toBe('');
    await poet.fill('시인');
    await poet.press('Enter');
    await page.locator('gamut-matrix-cell').getByRole('button', { name: '시인', exact: true }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is seen while it cannot be read, and can be changed', async () => {
    await writeFile(desk.fileOf('broken.gamut.md'), CELLS.replace('[0.3, 0.7, 1.5]', '[0.3, much]'));
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/broken.gamut.md`);
    const id = page.getByRole('textbox', { name: 'matrix id' });
    await expect.poll(() => id.inputValue()).toBe('main');
    await id.fill('tone');
    await id.press('Enter');
    await expect.poll(() => desk.onDisk('broken.gamut.md')).toContain('matrix id=tone\n');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a prompt', () => {
  it('tells which variable no column gives, and takes the one that was meant; any row is previewed', async () => {
    const { page, context, faults } = await openCells();
    await beAtThePage(page);
    const cell = page.locator('gamut-prompt-cell');
    await cell.getByText('{{qestion}} is no column of people').waitFor();
    await cell.getByRole('button', { name: 'Use {{question}}' }).click();
    await expect.poll(cellsOnDisk).toContain('{{name}}: {{question}}\n');
    await cell.getByText('지민: 야근이 잦아요').waitFor();
    await cell.getByRole('button', { name: 'Next row' }).click();
    await cell.getByText('현우: 무릎이 아파요.').waitFor();
    await expect.poll(() => cell.getByRole('button', { name: 'Next row' }).isDisabled()).toBe(true);
    await page.getByRole('textbox', { name: 'prompt ask' }).focus();
    await page.keyboard.press('Control+End');
    await cell.locator('.column').getByText('id').click();
    await expect.poll(cellsOnDisk).toContain('{{question}}{{id}}\n');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is written turn by turn: added, composed in Korean, moved, deleted, and plain again', async () => {
    const { page, context, faults } = await openCells();
    const cell = page.locator('gamut-prompt-cell');
    await cell.getByRole('button', { name: 'As turns' }).click();
    await expect.poll(cellsOnDisk).toContain(`prompt id=ask\n@user\n{{name}}: {{qestion}}\n${FENCE}`);
    await cell.getByRole('button', { name: 'Assistant', exact: true }).click();
    const second = page.getByRole('textbox', { name: 'prompt ask Assistant 2' });
    await expect.poll(() => second.evaluate((field) => field.matches(':focus'))).toBe(true);
    const client = await context.newCDPSession(page);
    await compose(page, ['ㅇ', '아', '안']);
    await client.send('Input.insertText', { text: '안' });
    await compose(page, ['ㄴ', '녀', '녕']);
    await client.send('Input.insertText', { text: '녕' });
    await expect.poll(cellsOnDisk).toContain('@assistant\n안녕\n');
    await cell.getByRole('button', { name: 'Move turn 2 up' }).click();
    await expect.poll(cellsOnDisk).toContain('prompt id=ask\n@assistant\n안녕\n@user\n');
    await page.getByRole('combobox', { name: 'Who speaks in turn 1' }).selectOption('system');
    await expect.poll(cellsOnDisk).toContain('prompt id=ask\n@system\n안녕\n@user\n');
    await cell.getByRole('button', { name: 'Delete turn 1' }).click();
    await cell.getByRole('button', { name: 'As plain text' }).click();
    await expect.poll(cellsOnDisk).toBe(CELLS);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps an @user line that is being typed in a turn until the turn is left', async () => {
    const { page, context, faults } = await openCells();
    await page.locator('gamut-prompt-cell').getByRole('button', { name: 'As turns' }).click();
    await page.getByRole('textbox', { name: 'prompt ask User 1' }).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n@assistant\nHello.');
    await page.getByText('begins a turn of its own').waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'prompt ask Assistant 2' }).waitFor();
    await expect.poll(cellsOnDisk).toContain('{{qestion}}\n@assistant\nHello.\n');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('cells as Markdown', () => {
  it('are copied and pasted by keys, over notebooks too, with ids that are free', async () => {
    const { page, context, faults } = await openCells();
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('c');
    await page.keyboard.press('v');
    await expect.poll(cellsOnDisk).toContain('persona id=chef-2 name="셰프"\n당신은 한식 셰프입니다.');
    await page.keyboard.press('x');
    await expect.poll(cellsOnDisk).toBe(CELLS);
    await page.evaluate(() => (location.hash = '#/rows.gamut.md'));
    await expect.poll(() => page.locator('li[data-kind="persona"]').count()).toBe(0);
    await page.locator('li[data-kind="dataset"]').focus();
    await page.keyboard.press('v');
    await expect
      .poll(() => desk.onDisk())
      .toContain('persona id=chef-2 name="셰프"\n당신은 한식 셰프입니다.');
    // As the system's own paste: what was copied in an editor.
    await page.locator('li[data-kind="dataset"]').evaluate((item, markdown) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', markdown);
      item.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
      );
    }, `Some prose.\n\n${FENCE}prompt id=ask\nWhat?\n${FENCE}\n`);
    await expect.poll(() => desk.onDisk()).toContain(`Some prose.\n\n${FENCE}prompt id=ask\nWhat?\n${FENCE}`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('stay folded over a reload, and unfold when they are edited', async () => {
    const { page, context, faults } = await openCells();
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('o');
    const folded = page.locator('button.fold', { hasText: 'Persona chef' });
    await folded.waitFor();
    await page.reload();
    await folded.waitFor();
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'System prompt of 셰프' }).waitFor();
    await expect.poll(() => folded.count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the whole file as text', () => {
  it('shows what is wrong at its line, goes there, and is the same text with the same undo', async () => {
    const { page, context, faults } = await openCells();
    await page.locator('li[data-kind="persona"]').first().waitFor();
    await page.keyboard.press('Alt+s');
    const file = page.getByRole('textbox', { name: 'The whole file' });
    await expect.poll(() => file.inputValue()).toBe(CELLS);
    await page.getByRole('button', { name: /^\d+:\d+ .*qestion/ }).click();
    await expect
      .poll(() =>
        file.evaluate(
          (field: HTMLTextAreaElement) => field.value.slice(0, field.selectionStart).split('\n').length,
        ),
      )
      .toBeGreaterThan(20);
    const at = CELLS.indexOf('{{qestion}}') + 3;
    await file.evaluate((field: HTMLTextAreaElement, offset) => field.setSelectionRange(offset, offset), at);
    await page.keyboard.type('u');
    await page.getByText('nothing wrong').waitFor();
    const mended = CELLS.replace('qestion', 'question');
    await expect.poll(cellsOnDisk).toBe(mended);
    await page.getByRole('button', { name: 'Cells', exact: true }).click();
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('z');
    await expect.poll(cellsOnDisk).toBe(CELLS);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('from the cells to the file and back', () => {
  it('the text is shown where the cell is, and the cell where the text was left', async () => {
    const parts = Array.from(
      { length: 24 },
      (_, at) => `\`\`\`persona id=p${at}\nLine one.\n\nLine two of ${at}.\n\`\`\`\n`,
    );
    await writeFile(desk.fileOf('long.gamut.md'), `---\ngamut: 1\ntitle: Long\n---\n${parts.join('\n')}`);
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/long.gamut.md`);
    const cell = (at: number) => page.locator('li[data-kind="persona"]').nth(at);
    const isSeen = (at: number) =>
      cell(at).evaluate((item) => {
        const { top, bottom } = item.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight && item === (item.getRootNode() as ShadowRoot).activeElement;
      });
    await cell(20).focus();
    await page.keyboard.press('Alt+s');
    const file = page.getByRole('textbox', { name: 'The whole file' });
    const lineAtCaret = () =>
      file.evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart).split('\n')[0]);
    await expect.poll(lineAtCaret).toBe('```persona id=p20');
    await page.keyboard.press('Alt+s');
    await expect.poll(() => isSeen(20)).toBe(true);
    await page.keyboard.press('Alt+s');
    await expect.poll(lineAtCaret).toBe('```persona id=p20');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Alt+s');
    await expect.poll(() => isSeen(23)).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a notebook with nothing in it', () => {
  const EMPTY = '---\ngamut: 1\ntitle: Empty\n---\n';

  it('says what it takes, and becomes one that runs, part by part', async () => {
    await writeFile(desk.fileOf('empty.gamut.md'), EMPTY);
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/empty.gamut.md`);
    const hint = page.locator('gamut-empty-notebook');
    await hint.getByRole('heading', { name: 'Nothing to run yet' }).waitFor();
    expect(await findAxeFaults(page, 'moderate')).toEqual([]);
    await hint.getByRole('button', { name: 'Persona' }).click();
    await page.getByRole('textbox', { name: /^System prompt/ }).waitFor();
    await expect.poll(() => hint.count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('gets all that a run takes by one press, in Korean too, and gives it back as one step', async () => {
    await writeFile(desk.fileOf('empty-ko.gamut.md'), EMPTY);
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/empty-ko.gamut.md`, {
      locale: 'ko',
      width: 900,
      theme: 'dark',
    });
    const hint = page.locator('gamut-empty-notebook');
    await hint.getByRole('button', { name: '셋 다 넣고 고쳐 쓰기' }).click();
    await page.locator('gamut-matrix-cell .sum').getByText('시행 4').waitFor();
    await page.locator('gamut-header [data-run]:not([disabled])').waitFor();
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('z');
    await hint.waitFor();
    await expect.poll(() => desk.onDisk('empty-ko.gamut.md')).toBe(EMPTY);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a new dataset', () => {
  it('says what can be done with it, has a first row to type in, and that no matrix asks for it yet', async () => {
    const unasked = CELLS.replace(ROWS, '').replace(
      /data: people\n(exclude:\n)(.*\n).*row: knee \}\n/,
      '$1$2',
    );
    await writeFile(desk.fileOf('cells.gamut.md'), unasked.replace('{{name}}: {{qestion}}', '{{question}}'));
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/cells.gamut.md`);
    await page
      .getByRole('group', { name: 'Add a cell at the end' })
      .getByRole('button', { name: 'Dataset' })
      .click();
    const cell = page.locator('gamut-dataset-cell').last();
    const how = cell.getByText('Type in the first row below, paste rows');
    await how.waitFor();
    await cell.getByText('no matrix asks for these rows yet').waitFor();
    await cell.locator('[data-row="0"] [data-column="question"]').click();
    await page.keyboard.type('What now?');
    await page.keyboard.press('Enter');
    await expect.poll(cellsOnDisk).toContain('id,question\na,What now?\n');
    await expect.poll(() => how.count()).toBe(0);
    const matrix = page.locator('gamut-matrix-cell');
    await cell.getByRole('button', { name: 'Use them in main' }).click();
    await expect.poll(() => cell.getByText('no matrix asks').count()).toBe(0);
    await expect.poll(() => matrix.getByRole('combobox', { name: 'Dataset' }).inputValue()).toBe('data');
    // On the cell as a whole, rows of a spreadsheet are rows, and cells of a notebook are cells.
    const item = page.locator('li[data-kind="dataset"]').last();
    const paste = (text: string) =>
      item.evaluate((element, pasted) => {
        element.focus();
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', pasted);
        element.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
        );
      }, text);
    await paste('id\tquestion\nb\t뭐 먹지?\nc\t왜?\n');
    await expect.poll(cellsOnDisk).toContain('id,question\na,What now?\nb,뭐 먹지?\nc,왜?\n');
    await paste(`${FENCE}persona id=taps\nTabs\tare text.\n${FENCE}\n`);
    await expect.poll(cellsOnDisk).toContain('persona id=taps\nTabs\tare text.\n');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('gives way to the table that is put over it, but for the columns that a prompt asks for; undo brings it back', async () => {
    const asks = `${HEAD}\n${FENCE}prompt id=ask\n{{city}}: 무엇을 먹을까요?\n${FENCE}\n`;
    const fresh = `${FENCE}dataset id=data format=csv\nid,question,city\na,,\n${FENCE}\n`;
    await writeFile(desk.fileOf('cells.gamut.md'), `${asks}\n${fresh}`);
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/cells.gamut.md`);
    await cellAt(page, 0, 'question').click();
    await paste(page, '이름\t나이\n지민\t24\n현우\t31\n');
    await page.getByText('the first line named the columns').waitFor();
    await expect.poll(cellsOnDisk).toContain('\nid,city,이름,나이\nrow-1,,지민,24\nrow-2,,현우,31\n');
    await cellAt(page, 1, 'city').waitFor();
    await expect.poll(() => cellAt(page, 0, 'question').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('z');
    await expect.poll(cellsOnDisk).toContain('\nid,question,city\na,,\n');
    await page.locator('gamut-dataset-cell .drop').evaluate((target) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['이름,나이\n지민,24\n'], 'people.csv'));
      for (const type of ['dragenter', 'dragover', 'drop'])
        target.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
        );
    });
    await page.getByRole('button', { name: 'Add to them' }).click();
    await expect.poll(cellsOnDisk).toContain('\nid,city,이름,나이\nrow-1,,지민,24\n');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('what is wrong', () => {
  const BROKEN = `---
gamut: 1
title: "Broken
---

# Broken

${FENCE}persona id=chef
You are a chef.
${FENCE}

${FENCE}prompt id=ask
Hello
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: [chef, nobody]
model: sandbox/tiny
${FENCE}
`;
  it('in the front matter and in a cell is a way to its line in the file', async () => {
    await writeFile(desk.fileOf('broken.gamut.md'), BROKEN);
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/broken.gamut.md`);
    const lineOfCaret = () =>
      page
        .getByRole('textbox', { name: 'The whole file' })
        .evaluate(
          (field: HTMLTextAreaElement) => field.value.slice(0, field.selectionStart).split('\n').length,
        );
    const cell = page.locator('gamut-matrix-cell').getByRole('button', { name: /^18:\d+ .*nobody/ });
    await cell.focus();
    await page.keyboard.press('Enter');
    await expect.poll(lineOfCaret).toBe(18);
    await page.getByRole('button', { name: 'Cells', exact: true }).click();
    const front = page.getByRole('button', { name: /^[234]:\d+ / }).first();
    const place = await front.innerText();
    await front.click();
    await expect.poll(lineOfCaret).toBe(Number(/\d+/.exec(place)?.[0]));
    expect(await findAxeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('typing in one cell', () => {
  it('renders no cell anew whose own text is as it was, also below the one that grows', async () => {
    const { page, context, faults } = await openCells();
    const persona = page.getByRole('textbox', { name: 'System prompt of 셰프' });
    await persona.waitFor();
    await page.locator('gamut-dataset-cell .text').first().waitFor();
    await beAtThePage(page);
    const counted = await page.evaluateHandle(() => {
      const counts: Record<string, number> = {};
      const view = document.querySelector('gamut-app')?.shadowRoot?.querySelector('gamut-notebook');
      for (const name of ['gamut-dataset-cell', 'gamut-prompt-cell', 'gamut-persona-cell']) {
        for (const [at, element] of [...(view?.shadowRoot?.querySelectorAll(name) ?? [])].entries()) {
          const one = element as unknown as { performUpdate: () => void };
          const update = one.performUpdate;
          counts[`${name} ${at}`] = 0;
          one.performUpdate = function (this: unknown) {
            counts[`${name} ${at}`] = (counts[`${name} ${at}`] ?? 0) + 1;
            update.call(this);
          };
        }
      }
      return counts;
    });
    await persona.focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n짧게 답하세요.');
    await expect.poll(cellsOnDisk).toContain('당신은 한식 셰프입니다.\n짧게 답하세요.');
    const counts = await counted.jsonValue();
    expect(counts['gamut-persona-cell 0']).toBeGreaterThan(0);
    expect(counts).toMatchObject({
      'gamut-persona-cell 1': 0,
      'gamut-prompt-cell 0': 0,
      'gamut-dataset-cell 0': 0,
    });
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('rows of a file beside the notebook', () => {
  it('are shown and not changed, and come into the notebook when asked for, as one step', async () => {
    const written = `${HEAD}\n${FENCE}dataset id=people src=people.csv\n${FENCE}\n`;
    await writeFile(desk.fileOf('people.csv'), 'id,question\na,"무엇을, 먹을까요?"\n');
    await writeFile(desk.fileOf('rows.gamut.md'), written);
    const { page, context, faults } = await open();
    await page.getByText('These rows are read from people.csv').waitFor();
    await cellAt(page, 0, 'question').click();
    await page.keyboard.type('x');
    await page.keyboard.press('Delete');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => field(page).getAttribute('aria-label')).toBe('a id');
    expect(await desk.onDisk()).toBe(written);
    await page.getByRole('button', { name: 'Put them into the notebook' }).click();
    await expect
      .poll(() => desk.onDisk())
      .toContain('dataset id=people format=csv\nid,question\na,"무엇을, 먹을까요?"\n');
    await page.locator('li[data-kind="dataset"]').focus();
    await page.keyboard.press('z');
    await expect.poll(() => desk.onDisk()).toBe(written);
    expect(faults).toEqual([]);
    await context.close();
  });
});

let tries = 0;

describe('a persona', () => {
  it('tells how many of its results its new text has made stale, and what has changed since they were made', async () => {
    const short = CELLS.replace('temperature: [', 'max_tokens: 6\ntemperature: [').replace(
      'qestion',
      'question',
    );
    // A prompt that no earlier try has had answered.
    tries += 1;
    await writeFile(desk.fileOf('cells.gamut.md'), short.replace('{{name}}: ', `{{name}} ${tries}: `));
    const { page, context, faults } = await openPage(desk.browser, `${desk.gamut.url}/#/cells.gamut.md`);
    await page
      .locator('gamut-matrix-cell')
      .getByRole('button', { name: /^Run 7/ })
      .click();
    await expect
      .poll(() => page.locator('gamut-card[data-status="done"]').count(), { timeout: 60_000 })
      .toBe(7);
    const persona = page.locator('gamut-persona-cell').first();
    await persona.getByText('used by main · 13 characters').waitFor();
    await page.getByRole('textbox', { name: 'System prompt of 셰프' }).fill('당신은 일식 셰프입니다.');
    await persona.getByRole('button', { name: '3 results stale' }).click();
    await persona.locator('del').first().waitFor();
    await persona.locator('ins').first().waitFor();
    await expect.poll(() => page.locator('gamut-persona-cell').nth(1).getByText('stale').count()).toBe(0);
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('z');
    await expect.poll(() => persona.getByText('stale').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});
