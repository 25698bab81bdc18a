import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startHostileVendor, type HostileVendor } from './hostile-vendor.ts';
import { openPage } from './open-page.ts';

const CELLS = `---
gamut: 1
title: Views
---
\`\`\`persona id=chef name="Chef"
Answer as a busy chef would.
\`\`\`

\`\`\`persona id=calm name="상담사"
따뜻한 상담사처럼 답하세요.
\`\`\`

\`\`\`prompt id=ask
{{question}} NAME
\`\`\`

\`\`\`dataset id=people format=csv
id,question
tofu,두부를 먼저 볶을까요?
rice,How long does rice take?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [none, chef, calm]
model: vendor/MODELS
data: people
\`\`\`
`;
const VIEW = '\n```view of=main layout=pivot\nrows: row   # 질문별\ncols: persona\n```\n';

// Each asks in words of its own: the answer to an equal request is there already.
const toNotebook = (name: string, model: string, view: string) =>
  CELLS.replace('NAME', name).replace('MODELS', model) + view;
/** Sixty-five personas asked one thing: 2,080 pairs, more than come at a time. */
const MANY = Array.from({ length: 65 }, (_, at) => `p${at + 1}`);
const manyPersonas = `---
gamut: 1
title: Many
---
${MANY.map((id) => `\`\`\`persona id=${id}\nYou are ${id}.\n\`\`\`\n`).join('\n')}
\`\`\`prompt id=ask
What goes with rice? many
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [${MANY.join(', ')}]
model: vendor/yes
\`\`\`
`;
const notebooks = {
  'many.gamut.md': manyPersonas,
  'views.gamut.md': toNotebook('views', 'yes', VIEW),
  'marks.gamut.md': toNotebook('marks', 'yes', VIEW),
  'order.gamut.md': toNotebook('order', 'yes', VIEW),
  'bar.gamut.md': toNotebook('bar', 'yes', ''),
  'list.gamut.md': toNotebook('list', 'yes', VIEW),
  'blind.gamut.md': toNotebook('blind', 'yes', VIEW),
  'plain.gamut.md': toNotebook('plain', 'yes', ''),
  'two.gamut.md': toNotebook('two', 'yes', `${VIEW}${VIEW.replace('layout=pivot', 'layout=list')}`),
  'failing.gamut.md': toNotebook('failing', 'no', VIEW),
};

let browser: Browser;
let gamut: GamutProcess;
let vendor: HostileVendor;

beforeAll(async () => {
  // It says what it was asked: which answer is whose can be told.
  vendor = await startHostileVendor(['yes', 'no']);
  const config = `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`;
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

const onDisk = (name: string) => readFile(path.join(gamut.folder, 'experiments', name), 'utf8');
const cell = (page: Page, row: number, col: number) =>
  page.locator(`gamut-card-grid .cell[data-row="${row}"][data-col="${col}"]`);
const card = (page: Page, row: number, col: number) => cell(page, row, col).locator('gamut-card');
const layout = (page: Page, name: string) => page.locator(`gamut-layout-switch [data-layout="${name}"]`);

/** Opens the menu of what is shown, in the first view or another. */
async function openFilters(page: Page, view = 0): Promise<void> {
  const menu = page.locator('gamut-filter-menu').nth(view);
  await menu.locator('[data-filters]').click();
  await menu.locator('[data-filter="all"]').waitFor();
}

/** Narrows a view to one word. */
async function show(page: Page, name: string, view = 0): Promise<void> {
  await openFilters(page, view);
  await page.locator('gamut-filter-menu').nth(view).locator(`[data-filter="${name}"]`).click();
}

let asked = 0;

/** Writes a notebook as it was, asking in words that were never answered: nothing is left of an earlier test, or try. */
async function writeAnew(name: keyof typeof notebooks): Promise<void> {
  asked += 1;
  const text = notebooks[name].replace('{{question}}', `{{question}} (${asked})`);
  await writeFile(path.join(gamut.folder, 'experiments', name), text);
}

/** Writes a notebook anew, opens it and has its answers made. */
async function openWithAnswers(name: keyof typeof notebooks, options: Parameters<typeof openPage>[2] = {}) {
  await writeAnew(name);
  const opened = await openPage(browser, `${gamut.url}/#/${name}`, options);
  const { page } = opened;
  await page.locator('gamut-results').first().waitFor();
  const run = page.locator('gamut-header [data-run]');
  const isDone = async () => /All done|모두 완료/.test(await run.innerText());
  await expect.poll(async () => (await run.isEnabled()) || (await isDone())).toBe(true);
  if (!(await isDone())) await run.click();
  await expect.poll(isDone).toBe(true);
  return opened;
}

/** Lines are made as they come into sight. */
const toList = (page: Page) => page.locator('gamut-list').evaluate((list) => list.scrollIntoView());

/** What has the focus, through the shadow roots, as its place in the grid. */
function focusedPlace(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!(active instanceof HTMLElement) || active.dataset['row'] === undefined) return null;
    return `${active.dataset['row']},${active.dataset['col'] ?? ''}`;
  });
}

describe('what a person says of an answer', () => {
  it('is said by keys, seen in another tab, narrowed by, and stands in the CSV', async () => {
    const { page, context, faults } = await openWithAnswers('marks.gamut.md');
    await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(6);
    const other = await openPage(browser, `${gamut.url}/#/marks.gamut.md`);
    await card(other.page, 0, 1).waitFor();

    await cell(page, 0, 1).focus();
    await page.keyboard.press('*');
    await page.keyboard.press('5');
    await page.keyboard.press('4');
    await card(page, 0, 1).locator('[data-star]').waitFor();
    await card(page, 0, 1).locator('[data-rating="4"]').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Note on this answer' }).waitFor();
    await page.keyboard.type('짧고 따뜻하다 :)');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => focusedPlace(page)).toBe('0,1');
    await page.keyboard.press('#');
    await page
      .getByRole('combobox', { name: 'Tags' })
      .or(page.getByRole('textbox', { name: 'Tags' }))
      .waitFor();
    await page.keyboard.type('좋음');
    await page.keyboard.press('Enter');
    await page.keyboard.type('short,');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedPlace(page)).toBe('0,1');
    await expect
      .poll(() => card(page, 0, 1).locator('[data-tag]').allTextContents())
      .toEqual(['#좋음', '#short']);

    await card(other.page, 0, 1).locator('[data-tag="short"]').waitFor();
    await expect
      .poll(() => card(other.page, 0, 1).locator('[data-note]').getAttribute('title'))
      .toBe('짧고 따뜻하다 :)');
    await other.context.close();

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('2');
    await openFilters(page);
    await page.locator('[data-min-rating]').selectOption('3');
    await expect.poll(() => page.locator('gamut-card').count()).toBe(1);
    await page.getByRole('status').getByText('1 shown').waitFor();
    await page.locator('[data-min-rating]').selectOption('0');
    await page.locator('[data-filter-tag]').selectOption('좋음');
    await expect.poll(() => page.locator('gamut-card').count()).toBe(1);
    await page.locator('[data-filter-tag]').selectOption('');
    await page.keyboard.press('Escape');
    await show(page, 'starred');
    await expect.poll(() => page.locator('gamut-card').count()).toBe(1);
    await expect.poll(() => onDisk('marks.gamut.md')).toContain('filter: starred');
    await page.locator('[data-show-all]').click();
    await expect.poll(() => page.locator('gamut-card').count()).toBe(6);
    await expect.poll(() => onDisk('marks.gamut.md')).not.toContain('filter');

    const said = async () => {
      const csv = await fetch(`${gamut.url}/api/notebooks/marks.gamut.md/matrices/main/export.csv`);
      const rows = fromCsv(await csv.text()).rows.filter(({ rating }) => rating !== '');
      return rows.map(({ rating, rating_note: note, starred, tags }) => [rating, note, starred, tags]);
    };
    await expect.poll(said).toEqual([
      ['4', '짧고 따뜻하다 :)', 'true', '좋음, short'],
      ['2', '', 'false', ''],
    ]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is written from the first letter on, though what it is written in has still to come', async () => {
    const held = Promise.withResolvers<void>();
    const { page, context, faults } = await openWithAnswers('marks.gamut.md', {
      before: (all) =>
        all.route('**/assets/annotation-dialog*', async (route) => {
          await held.promise;
          await route.continue();
        }),
    });
    await cell(page, 0, 1).focus();
    await page.keyboard.press('n');
    await page.keyboard.type('5 stars');
    held.resolve();
    const field = page.getByRole('textbox', { name: 'Note on this answer' });
    await expect.poll(() => field.inputValue()).toBe('5 stars');
    await page.keyboard.type('!');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => focusedPlace(page)).toBe('0,1');
    const note = card(page, 0, 1).locator('[data-note]');
    await expect.poll(() => note.getAttribute('title')).toBe('5 stars!');
    expect(await page.locator('gamut-card [data-rating]').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is taken back by the same key, and is told in Korean', async () => {
    const { page, context, faults } = await openWithAnswers('marks.gamut.md', { locale: 'ko' });
    await cell(page, 1, 0).focus();
    await page.keyboard.press('3');
    await card(page, 1, 0).getByRole('img', { name: '5점 만점에 3점' }).waitFor();
    await page.keyboard.press('3');
    await expect.poll(() => card(page, 1, 0).locator('[data-rating]').count()).toBe(0);
    await page.keyboard.press('Enter');
    const inspector = page.locator('gamut-inspector');
    await inspector.getByRole('button', { name: '별표' }).click();
    await card(page, 1, 0).getByRole('img', { name: '별표' }).waitFor();
    await inspector.getByRole('button', { name: '별표' }).click();
    await expect.poll(() => card(page, 1, 0).locator('[data-star]').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is a whole tag when Enter comes in the middle of a syllable', async () => {
    const { page, context, faults } = await openWithAnswers('marks.gamut.md');
    await cell(page, 1, 1).focus();
    await page.keyboard.press('#');
    const client = await context.newCDPSession(page);
    const compose = (text: string) =>
      client.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
    await page.locator('gamut-annotation-dialog gamut-tag-field input').waitFor();
    await client.send('Input.insertText', { text: '안' });
    await compose('ㄴ');
    await compose('녀');
    await compose('녕');
    await page.keyboard.press('Enter');
    await client.send('Input.insertText', { text: '녕' });
    await page.locator('gamut-annotation-dialog [data-tag="안녕"]').waitFor();
    await page.keyboard.press('Backspace');
    await expect.poll(() => page.locator('gamut-annotation-dialog [data-tag]').count()).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('two answers', () => {
  it('are held by A and B, and = shows what differs; Escape gives the focus back', async () => {
    const { page, context, faults } = await openWithAnswers('views.gamut.md');
    await cell(page, 0, 1).focus();
    await page.keyboard.press('a');
    await card(page, 0, 1).locator('[data-held="A"]').waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('b');
    await page.keyboard.press('=');
    const dialog = page.getByRole('dialog', { name: 'What differs between A and B' });
    await dialog.locator('del').first().waitFor();
    expect(await dialog.locator('ins').allTextContents()).toEqual(['따뜻한 상담사처럼 답하세요']);
    await expect.poll(() => dialog.locator('[data-alike]').textContent()).toMatch(/^\s*\d+% of the words/);
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedPlace(page)).toBe('0,2');
    await page.keyboard.press('b');
    await expect.poll(() => page.locator('[data-held="B"]').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('stand beside each other case by case, whole, with the leftmost as baseline until another is chosen', async () => {
    const { page, context, faults } = await openWithAnswers('views.gamut.md');
    await layout(page, 'diff').click();
    const pairs = page.locator('gamut-diff-view gamut-diff-pair');
    await expect.poll(() => pairs.count()).toBe(4);
    const baseline = page.locator('[data-choice="baseline"]');
    expect(await baseline.locator('option:checked').textContent()).toContain('no persona');
    await expect
      .poll(() => pairs.first().locator('ins').allTextContents())
      .toEqual(['Answer as a busy chef would.\n'.replace('\n', '↵\n')]);
    await baseline.selectOption({ label: 'Chef' });
    await expect.poll(() => onDisk('views.gamut.md')).toContain('baseline: { persona: chef }');
    await page.locator('[data-choice="against"]').selectOption({ label: '상담사' });
    await expect.poll(() => pairs.count()).toBe(2);
    await page.locator('[data-texts="inline"]').click();
    await pairs.first().locator('gamut-text-diff del').first().waitFor();
    const isCut = await pairs.first().evaluate((pair) => pair.scrollHeight > pair.clientHeight + 1);
    expect(isCut).toBe(false);
    await page.reload();
    await expect.poll(() => baseline.locator('option:checked').textContent()).toContain('Chef');
    await layout(page, 'pivot').click();
    await expect.poll(() => onDisk('views.gamut.md')).toContain('view of=main layout=pivot');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('one answer', () => {
  it('is shown large by F; arrows go to its neighbours, D compares with the one before, Escape keeps the place', async () => {
    const { page, context, faults } = await openWithAnswers('views.gamut.md');
    await cell(page, 0, 0).focus();
    await page.keyboard.press('f');
    const dialog = page.locator('gamut-focus-answer').getByRole('dialog');
    await dialog.getByRole('heading', { name: 'no persona' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await dialog.getByRole('heading', { name: 'Chef' }).waitFor();
    await page.keyboard.press('d');
    await dialog.locator('ins').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await dialog.getByRole('heading', { name: /Chef.*rice/ }).waitFor();
    await page.keyboard.press('*');
    await dialog.locator('gamut-annotation [data-act="star"][aria-pressed="true"]').waitFor();
    await page.keyboard.press('*');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedPlace(page)).toBe('1,1');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that failed is tried again alone by R, and all that failed by Shift+R', async () => {
    await writeAnew('failing.gamut.md');
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/failing.gamut.md`);
    const bodies: { mode: string; only?: string[] }[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/api/runs'))
        bodies.push(request.postDataJSON() as { mode: string; only?: string[] });
    });
    // By a key alone, one that was never made: the others stay.
    await cell(page, 0, 1).focus();
    await page.keyboard.press('r');
    await expect.poll(() => page.locator('gamut-card[data-status="error"]').count()).toBe(1);
    expect(bodies).toHaveLength(1);
    expect(bodies[0]?.only).toEqual(expect.arrayContaining(['persona=chef', 'row=tofu', 'repeat=1']));
    expect(await page.locator('gamut-card[data-status="never"]').count()).toBe(5);
    // Once that run has ended: of one that goes on nothing is tried again.
    await page.locator('gamut-header [data-run]:not([disabled])').waitFor();
    await page.keyboard.press('Shift+R');
    await expect.poll(() => bodies.map(({ mode }) => mode)).toEqual(['missing', 'failed']);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the list', () => {
  it('keeps order and columns in the view cell, and changes nothing else of the file', async () => {
    const { page, context, faults } = await openWithAnswers('list.gamut.md');
    await layout(page, 'pivot').click();
    await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(6);
    const before = await onDisk('list.gamut.md');
    await layout(page, 'list').click();
    await toList(page);
    const heads = () => page.locator('gamut-list [role="columnheader"]').allInnerTexts();
    await page.getByRole('columnheader', { name: 'response' }).getByRole('button').click();
    await page.getByRole('columnheader', { name: 'response' }).getByRole('button').click();
    await expect.poll(() => onDisk('list.gamut.md')).toContain('sort: "-response"');
    const lines = page.locator('gamut-result-row');
    await expect.poll(() => lines.first().locator('.text').first().innerText()).toContain('따뜻한 상담사');

    await page.locator('[data-columns]').click();
    const menu = page.getByRole('group', { name: 'Columns' });
    await menu.getByRole('checkbox', { name: 'first token' }).uncheck();
    await menu.getByRole('checkbox', { name: 'note' }).check();
    await menu.getByRole('button', { name: 'Move note to the left' }).click();
    await menu.getByRole('checkbox', { name: 'rating' }).check();
    await page.keyboard.press('Escape');
    await expect
      .poll(() => onDisk('list.gamut.md'))
      .toContain('columns: [status, persona, row, response, output, cost, note, time, rating]');
    expect((await heads()).map((head) => head.replace(/\s*[↑↓]/, ''))).toEqual([
      'status',
      'persona',
      'data row',
      'response',
      'tokens out',
      'cost',
      'note',
      'time',
      'rating',
    ]);
    await page.reload();
    await toList(page);
    await expect.poll(() => lines.first().locator('.text').first().innerText()).toContain('따뜻한 상담사');
    expect(await heads()).toHaveLength(9);
    const after = await onDisk('list.gamut.md');
    const fence = after.indexOf('```view');
    expect(after.slice(0, fence)).toBe(before.slice(0, fence));
    expect(after.slice(fence)).toContain('rows: row   # 질문별\ncols: persona\n');

    await lines.first().focus();
    await page.keyboard.press('4');
    await expect.poll(() => lines.first().locator('[role="gridcell"]').last().innerText()).toBe('4');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('f');
    await page.locator('gamut-focus-answer').getByRole('dialog').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedPlace(page)).toBe('2,');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('finds a text in answers that are not in sight, Hangul too, and says so where there is none', async () => {
    const { page, context, faults } = await openWithAnswers('list.gamut.md', { locale: 'ko' });
    await layout(page, 'list').click();
    await toList(page);
    const find = page.getByRole('searchbox', { name: '답변과 메모에서 찾기' });
    await find.fill('상담사처럼');
    await expect.poll(() => page.locator('gamut-result-row').count()).toBe(2);
    await expect.poll(() => onDisk('list.gamut.md')).toContain('filter: { text: 상담사처럼 }');
    await find.fill('없는 말');
    await page.getByText('이 조건에 맞는 결과가 없습니다.').waitFor();
    await page.getByRole('button', { name: '모두 보기' }).click();
    await expect.poll(() => page.locator('gamut-result-row').count()).toBe(6);
    await expect.poll(() => find.inputValue()).toBe('');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('blind comparison', () => {
  it('hides whose the answers are until the vote, goes on after a reload, and counts', async () => {
    const { page, context, faults } = await openWithAnswers('blind.gamut.md');
    await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(6);
    await layout(page, 'blind').click();
    const blind = page.locator('gamut-blind');
    await blind.locator('[data-vote="a"]').waitFor();
    const texts = () => blind.locator('.text').allInnerTexts();
    await expect.poll(async () => (await texts()).length).toBe(2);
    expect(await blind.locator('[data-name]').count()).toBe(0);
    const desk = await blind.locator('.desk').innerText();
    for (const text of await texts()) expect(text.trim()).not.toBe('');
    expect(desk).not.toMatch(/Chef|상담사 ·|\$|\d ms/);
    await page.keyboard.press('1');
    await expect.poll(() => blind.locator('[data-name]').count()).toBe(2);
    await blind.getByText('1 of 6 pairs compared').waitFor();
    const takenBack = page.waitForResponse(
      (response) => response.request().postDataJSON()?.verdict === null && response.url().endsWith('/votes'),
    );
    await page.keyboard.press('z');
    await blind.getByText('0 of 6 pairs compared').waitFor();
    // What follows on the same pair is not under way together with it when the page goes.
    await takenBack;
    expect(await blind.locator('[data-name]').count()).toBe(0);
    const first = await texts();

    // Always for the chef, wherever it stands; where it is not in it, both are alike.
    for (let vote = 0; vote < 4; vote++) {
      await expect.poll(async () => (await texts()).length).toBe(2);
      const chef = (await texts()).findIndex((text) => text.includes('chef'));
      await page.keyboard.press(chef === -1 ? '3' : String(chef + 1));
      await expect.poll(() => blind.locator('[data-name]').count()).toBe(2);
      await page.keyboard.press('Enter');
      await expect.poll(() => blind.locator('[data-name]').count()).toBe(0);
    }
    await blind.getByText('4 of 6 pairs compared').waitFor();
    await expect.poll(async () => (await texts()).length).toBe(2);
    const next = await texts();
    expect(next).not.toEqual(first);
    // Keys of one's own are the votes' too.
    await page.evaluate(() =>
      localStorage.setItem('gamut.keys', JSON.stringify({ keys: { 'blind-bad': ['x'], 'blind-a': ['q'] } })),
    );
    await page.reload();
    await blind.getByText('4 of 6 pairs compared').waitFor();
    await expect.poll(texts).toEqual(next);
    expect(await blind.locator('[data-vote] kbd').allInnerTexts()).toEqual(['Q', '2', '3', 'X']);

    await blind.locator('.desk').focus();
    for (let vote = 0; vote < 2; vote++) {
      await expect.poll(async () => (await texts()).length).toBe(2);
      const chef = (await texts()).findIndex((text) => text.includes('chef'));
      if (vote === 0) for (const key of ['1', '4']) await page.keyboard.press(key);
      expect(await blind.locator('[data-name]').count()).toBe(0);
      await page.keyboard.press(chef === -1 ? 'x' : chef === 0 ? 'q' : '2');
      await expect.poll(() => blind.locator('[data-name]').count()).toBe(2);
      await page.keyboard.press('Enter');
      await expect.poll(() => blind.locator('[data-name]').count()).toBe(0);
    }
    await blind.getByText('Every pair is compared').waitFor();
    const chef = blind.getByRole('row', { name: /^Chef/ });
    await expect.poll(() => chef.innerText()).toMatch(/Chef\s+4\s+0\s+0\s+0\s+100%\s+51%–100% n=4/);
    const download = page.waitForEvent('download');
    await blind.locator('[data-votes-csv]').click();
    const file = await (await download).path();
    const rows = fromCsv(await readFile(file, 'utf8')).rows;
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      if (row['verdict'] === 'a') expect(row['a.persona']).toBe('chef');
      if (row['verdict'] === 'b') expect(row['b.persona']).toBe('chef');
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

it('a blind comparison of more pairs than come at a time says how many there are in all', async () => {
  const { page, context, faults } = await openWithAnswers('many.gamut.md');
  await layout(page, 'blind').click();
  const blind = page.locator('gamut-blind');
  await blind.getByText('0 of 2,000 pairs compared').waitFor();
  await blind.getByText('2,080 pairs in all: more follow these').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

describe('the grid', () => {
  it('stands in the order that is chosen, rows by the first of their answers; the view cell keeps it, and it is the list’s too', async () => {
    const { page, context, faults } = await openWithAnswers('order.gamut.md');
    await layout(page, 'grid').click();
    const heads = () =>
      page
        .locator('gamut-card-grid .line.row .first')
        .evaluateAll((all) => all.map((one) => one.textContent?.trim()));
    await expect.poll(heads).toEqual(['tofu', 'rice']);
    // "How long…" and "두부를…" stand before what the personas have in common: from the least up Latin letters come first.
    const order = page.getByRole('combobox', { name: 'Order' });
    await order.selectOption({ label: 'response' });
    await expect.poll(() => onDisk('order.gamut.md')).toContain('sort: response');
    const leastFirst = await heads();
    await page.getByRole('button', { name: /From the least up/ }).click();
    await expect.poll(() => onDisk('order.gamut.md')).toContain('sort: "-response"');
    await page.reload();
    await page.getByRole('button', { name: /From the most down/ }).waitFor();

    // By rating the best first: the row that holds it comes up, whole.
    await order.selectOption('');
    await expect.poll(heads).toEqual(['tofu', 'rice']);
    await cell(page, 1, 2).focus();
    await page.keyboard.press('5');
    await card(page, 1, 2).locator('[data-rating="5"]').waitFor();
    await order.selectOption('rating');
    await expect.poll(heads).toEqual(['rice', 'tofu']);
    await card(page, 0, 2).locator('[data-rating="5"]').waitFor();
    expect(await card(page, 0, 2).locator('[part="text"]').innerText()).toContain('How long does rice take?');
    await expect.poll(() => onDisk('order.gamut.md')).toContain('sort: "-rating"');
    await layout(page, 'list').click();
    await toList(page);
    // A list without the column says by what it is sorted all the same.
    await page.locator('gamut-list gamut-sort-choice [data-turn="descending"]').waitFor();
    await expect
      .poll(() => page.locator('gamut-result-row').first().locator('.text').first().innerText())
      .toContain('How long does rice take?');
    // A pivot is in the order of its axes.
    await layout(page, 'pivot').click();
    await expect.poll(heads).toEqual(['tofu', 'rice']);
    expect(await page.locator('gamut-sort-choice').count()).toBe(0);
    expect(leastFirst).toHaveLength(2);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows which card was pressed, and which one the inspector is of', async () => {
    const { page, context, faults } = await openWithAnswers('views.gamut.md');
    const ground = (row: number, col: number) =>
      cell(page, row, col).evaluate((one) => {
        const { backgroundColor, boxShadow, outlineStyle } = getComputedStyle(one);
        return { backgroundColor, boxShadow, outlineStyle };
      });
    const plain = await ground(1, 1);
    await card(page, 0, 1).locator('[part="text"]').click();
    await expect.poll(() => focusedPlace(page)).toBe('0,1');
    const pressed = await ground(0, 1);
    expect(pressed.boxShadow).not.toBe(plain.boxShadow);
    expect(pressed.backgroundColor).not.toBe(plain.backgroundColor);
    expect(pressed.outlineStyle).toBe('none');
    expect(await ground(1, 1)).toEqual(plain);
    await card(page, 0, 1).locator('[part="text"]').dblclick();
    const inspector = page.locator('gamut-inspector');
    await inspector.getByRole('tab').first().focus();
    await expect.poll(() => cell(page, 0, 1).getAttribute('aria-selected')).toBe('true');
    expect((await ground(0, 1)).boxShadow).not.toBe(plain.boxShadow);
    expect(await page.locator('gamut-card-grid [aria-selected="true"]').count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the bar over the results', () => {
  it.each(['en', 'ko'] as const)('is one line at 1440 px with all there is in it, in %s', async (locale) => {
    const { page, context, faults } = await openWithAnswers('bar.gamut.md', { locale });
    await layout(page, 'grid').click();
    await cell(page, 0, 0).focus();
    await page.keyboard.press('*');
    await card(page, 0, 0).locator('[data-star]').waitFor();
    await show(page, 'starred');
    await page.locator('[data-keep]').waitFor();
    const bar = page.locator('gamut-results > .bar, gamut-results .bar').first();
    const places = await bar.evaluate((one) => {
      const boxes = Array.from(one.querySelectorAll('gamut-layout-switch, gamut-filter-bar, .right > *'));
      return boxes.map((box) => {
        const { top, bottom } = box.getBoundingClientRect();
        return (top + bottom) / 2;
      });
    });
    expect(places.length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...places) - Math.min(...places)).toBeLessThan(6);
    expect(await page.locator('gamut-filter-menu [data-filters]').innerText()).toContain(
      locale === 'ko' ? '별표' : 'starred',
    );
    await page.locator('[data-show-all]').click();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('results without a view cell', () => {
  it('are shown as they were chosen in this browser, and a press writes that into the notebook', async () => {
    const { page, context, faults } = await openWithAnswers('plain.gamut.md');
    await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(6);
    const before = await onDisk('plain.gamut.md');
    await layout(page, 'list').click();
    await page.getByRole('columnheader', { name: 'tokens out' }).getByRole('button').click();
    await page.reload();
    await page.locator('gamut-list [aria-sort="ascending"]').waitFor();
    expect(await onDisk('plain.gamut.md')).toBe(before);
    await page.locator('[data-keep]').click();
    await expect
      .poll(() => onDisk('plain.gamut.md'))
      .toBe(`${before}\n\`\`\`view of=main layout=list\nsort: output\n\`\`\`\n`);
    await page.locator('gamut-list [aria-sort="ascending"]').waitFor();
    await expect.poll(() => page.locator('[data-keep]').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('two views of one matrix', () => {
  it('are narrowed each by itself, and come to rest', async () => {
    const { page, context, faults } = await openWithAnswers('two.gamut.md');
    const bars = page.locator('gamut-filter-bar');
    await cell(page, 0, 0).focus();
    await page.keyboard.press('*');
    await show(page, 'starred');
    await expect.poll(() => page.locator('gamut-card').count()).toBe(1);
    await bars.nth(1).getByRole('searchbox').fill('rice');
    await toList(page);
    await expect.poll(() => page.locator('gamut-result-row').count()).toBe(3);
    expect(await page.locator('gamut-card').count()).toBe(1);
    // Views that answered each other would never let the page be idle.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
    await expect.poll(() => onDisk('two.gamut.md')).toContain('filter: { text: rice }');
    expect((await onDisk('two.gamut.md')).match(/filter: starred/g)).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the views', () => {
  it.each([
    { theme: 'light', locale: 'ko', width: 320 },
    { theme: 'dark', locale: 'en', width: 1440 },
  ] as const)(
    'have no barriers and fit at $width px, $theme, in $locale',
    async ({ theme, locale, width }) => {
      const { page, context, faults } = await openWithAnswers('views.gamut.md', { theme, locale, width });
      const ready: Record<string, string> = {
        list: 'gamut-result-row',
        diff: 'gamut-diff-view gamut-diff-pair',
        blind: 'gamut-blind [data-side]',
        grid: 'gamut-card[data-status="done"]',
        pivot: 'gamut-card[data-status="done"]',
      };
      for (const [name, selector] of Object.entries(ready)) {
        await layout(page, name).click();
        // Lines are made as they come into sight: on a phone what stands above may fill the window.
        await page
          .locator('gamut-results')
          .first()
          .evaluate((results) => results.scrollIntoView());
        await page.locator(selector).first().waitFor();
        expect(await findAxeFaults(page)).toEqual([]);
        const overflow = await page.evaluate(() => {
          const main = document.querySelector('gamut-app')?.shadowRoot?.querySelector('main');
          return main ? main.scrollWidth - main.clientWidth : -1;
        });
        expect(overflow, name).toBeLessThanOrEqual(0);
      }
      expect(faults).toEqual([]);
      await context.close();
    },
  );
});
