import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const NAME = 'reading.gamut.md';
const NOTEBOOK = `---
gamut: 1
title: Reading
---
\`\`\`persona id=chef name="Chef"
Answer as a busy chef would.
\`\`\`

\`\`\`prompt id=ask
두부를 먼저 볶을까요?
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [none, chef]
model: vendor/yes
repeats: 3
top_logprobs: 2
\`\`\`

\`\`\`assert for=main
- { id: korean, type: contains, value: 두부 }
\`\`\`

\`\`\`view of=main layout=grid
\`\`\`
`;

const TEXT = `두부는 먼저 물기를 빼 두세요. 키친타월로 감싸 십 분쯤 두면 겉이 단단해져서 볶을 때 부서지지 않습니다.

그다음 기름을 두른 팬에 두부를 먼저 올려 앞뒤로 노릇하게 굽고, 따로 덜어 둡니다. 양념과 채소를 볶은 뒤에 두부를 다시 넣어 가볍게 섞으면 모양이 그대로 남습니다.

Fry it first, take it out, and put it back at the end: that keeps its edges crisp and the sauce from watering down. `;

/** A server of OpenAI's protocol whose every answer has a number: the first 7 tokens, the second 8, and so on. */
async function startVendor(): Promise<Server> {
  let answers = 0;
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === 'GET') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: [{ id: 'yes' }] }));
        return;
      }
      for await (const part of request) void part;
      answers += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const tell = (more: object): void => {
        const head = { id: `id-${answers}`, object: 'chat.completion.chunk', created: 1, model: 'yes' };
        response.write(`data: ${JSON.stringify({ ...head, ...more })}\n\n`);
      };
      const output = 6 + answers;
      for (const [at, piece] of `${TEXT}답변 ${answers}번.`.match(/\S+\s*/g)?.entries() ?? []) {
        const entry = { token: piece, bytes: [...Buffer.from(piece)], logprob: -((at * 7) % 11) / 4 };
        const other = { token: 'tofu', bytes: null, logprob: -2.9 };
        const logprobs = { content: [{ ...entry, top_logprobs: [entry, other] }] };
        tell({ choices: [{ index: 0, delta: { content: piece }, logprobs, finish_reason: null }] });
      }
      tell({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
      tell({ choices: [], usage: { prompt_tokens: 3, completion_tokens: output, total_tokens: 3 + output } });
      response.end('data: [DONE]\n\n');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

let browser: Browser;
let gamut: GamutProcess;
let vendor: Server;

beforeAll(async () => {
  vendor = await startVendor();
  const { port } = vendor.address() as AddressInfo;
  const config = `providers: [{ id: vendor, kind: openai, base_url: 'http://127.0.0.1:${port}/v1' }]
prices: [{ model: 'vendor/*', input: 1, output: 2 }]
krw_per_usd: { rate: 1400, as_of: 2026-11-01 }
`;
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks: { [NAME]: NOTEBOOK }, config })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  vendor?.close();
  vendor?.closeAllConnections();
});

const cell = (page: Page, col: number) => page.locator(`gamut-card-grid .cell[data-col="${col}"]`);
const reading = (page: Page) => page.locator('gamut-focus-answer').getByRole('dialog');
/** Which answer is shown, by the number at its end. */
const answerOf = async (place: Locator) =>
  /답변 (\d)번/.exec(await place.locator('gamut-token-text [part="text"]').first().innerText())?.[1] ?? '';
/** The same, once it is there. */
async function readAnswer(place: Locator): Promise<string> {
  await expect.poll(() => answerOf(place)).not.toBe('');
  return answerOf(place);
}
const outputOf = async (dialog: Locator) =>
  /output\s+(\d+) tokens|출력\s+(\d+)/.exec(await dialog.locator('gamut-record-figures dl').innerText())?.[1];

/** Waits until the figures are those of the answer that is read. */
async function untilFiguresFit(dialog: Locator): Promise<void> {
  const doFit = async () => {
    const answer = Number(await answerOf(dialog));
    return answer > 0 && Number(await outputOf(dialog)) === 6 + answer;
  };
  await expect.poll(doFit).toBe(true);
}

async function openWithAnswers(options: Parameters<typeof openPage>[2] = {}) {
  const opened = await openPage(browser, `${gamut.url}/#/${NAME}`, options);
  const run = opened.page.locator('gamut-header [data-run]');
  const isDone = async () => /All done|모두 완료/.test(await run.innerText());
  await expect.poll(async () => (await run.isEnabled()) || (await isDone())).toBe(true);
  if (!(await isDone())) await run.click();
  await expect.poll(isDone).toBe(true);
  return opened;
}

/** Takes back what an earlier try has said of the answer that is read. */
async function clear(page: Page, dialog: Locator): Promise<void> {
  const rated = dialog.locator('gamut-annotation [data-rate][aria-pressed="true"]');
  if ((await rated.count()) > 0) await rated.click();
  const star = dialog.locator('gamut-annotation [data-act="star"][aria-pressed="true"]');
  if ((await star.count()) > 0) await star.click();
  await dialog.getByRole('textbox', { name: 'Note on this answer' }).fill('');
  await page.keyboard.press('Escape');
}

describe('an answer that is read', () => {
  it('has its figures, checks and what is said of it beside the text, and they follow its repeats and neighbours', async () => {
    const { page, context, faults } = await openWithAnswers();
    await cell(page, 0).focus();
    // The repeat that the grid shows is the one that is read.
    await page.keyboard.press(']');
    await cell(page, 0).getByText('2/3').waitFor();
    const read = await readAnswer(cell(page, 0));
    await page.keyboard.press('f');
    const dialog = reading(page);
    await dialog.getByText('2/3').waitFor();
    await expect.poll(() => answerOf(dialog)).toBe(read);
    await expect.poll(() => outputOf(dialog)).toBe(String(6 + Number(read)));
    const figures = await dialog.locator('gamut-record-figures dl').innerText();
    expect(figures).toMatch(/input\s+3 tokens/);
    expect(figures).toMatch(/cost\s+\$0\.0000/);
    expect(figures).toContain('₩');
    expect(figures).toMatch(/time\s+[\d.]+ m?s/);
    await dialog.locator('.status').getByText('finish reason stop').waitFor();
    await dialog.getByRole('list', { name: 'Checks' }).getByText('korean').waitFor();
    await clear(page, dialog);

    const rate = (number: number) =>
      dialog.locator(`gamut-annotation [data-rate="${number}"][aria-pressed="true"]`);
    const star = dialog.locator('gamut-annotation [data-act="star"][aria-pressed="true"]');
    await page.keyboard.press('4');
    await rate(4).waitFor();
    await page.keyboard.press('*');
    await star.waitFor();
    // What is written is no command, and Escape comes back to the text with it kept.
    await page.keyboard.press('n');
    await page.keyboard.type('좋다 5 f *');
    await page.keyboard.press('Escape');
    await rate(4).waitFor();
    const note = dialog.getByRole('textbox', { name: 'Note on this answer' });

    await page.keyboard.press(']');
    await dialog.getByText('3/3').waitFor();
    await expect.poll(() => rate(4).count()).toBe(0);
    await expect.poll(() => note.inputValue()).toBe('');
    await expect.poll(() => answerOf(dialog)).not.toBe(read);
    await untilFiguresFit(dialog);

    await page.keyboard.press('ArrowRight');
    await dialog.getByRole('heading', { name: 'Chef' }).waitFor();
    await untilFiguresFit(dialog);
    await page.keyboard.press('ArrowLeft');
    await dialog.getByText('1/3').waitFor();
    await page.keyboard.press(']');
    await rate(4).waitFor();
    await star.waitFor();
    await expect.poll(() => note.inputValue()).toBe('좋다 5 f *');

    // Once more it closes: the grid shows the repeat that was read, with what was said of it.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => answerOf(cell(page, 0))).toBe(read);
    await cell(page, 0).locator('gamut-card [data-rating="4"]').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('obeys keys where a button was pressed last, and goes to the inspector with what is shown', async () => {
    const { page, context, faults } = await openWithAnswers();
    await cell(page, 1).focus();
    await page.keyboard.press('f');
    const dialog = reading(page);
    await dialog.getByRole('button', { name: 'Next repeat' }).click();
    await dialog.getByText('2/3').waitFor();
    await page.keyboard.press(']');
    await dialog.getByText('3/3').waitFor();
    const read = await readAnswer(dialog);
    await dialog.getByRole('button', { name: 'Inspect (Enter)' }).click();
    await expect.poll(() => answerOf(page.locator('gamut-inspector'))).toBe(read);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('tells the keys that are chosen now, and none of those that are off', async () => {
    const { page, context, faults } = await openWithAnswers();
    const choose = (own: object) =>
      page.evaluate((keys) => localStorage.setItem('gamut.keys', JSON.stringify(keys)), own);
    await choose({ keys: { 'grid-heat': ['y'], 'grid-star': ['s'], 'grid-focus': ['Alt+l'] } });
    await page.reload();
    await cell(page, 1).focus();
    await page.keyboard.press('Alt+l');
    const keys = reading(page).locator('footer');
    await expect.poll(() => keys.innerText()).toMatch(/Y paints tokens, 1–5 rate, S stars, N notes, # tags/);
    await choose({ keys: { 'grid-focus': ['Alt+l'] }, hasSingle: false });
    await page.reload();
    await cell(page, 1).focus();
    await page.keyboard.press('Alt+l');
    await expect.poll(() => keys.innerText()).toBe('arrows go on, Esc goes back');
    expect(
      await reading(page).getByRole('button', { name: 'Against the one before', exact: true }).count(),
    ).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('is one column where there is little room, in Korean, in the dark, and sound to axe', async () => {
    const { page, context, faults } = await openWithAnswers({
      width: 320,
      height: 700,
      theme: 'dark',
      locale: 'ko',
    });
    await cell(page, 1).focus();
    await page.keyboard.press('f');
    const dialog = reading(page);
    await dialog.getByRole('heading', { name: 'Chef' }).waitFor();
    const facts = dialog.locator('gamut-record-figures');
    await facts.waitFor();
    await readAnswer(dialog);
    // Measured in one go: what still comes in moves both.
    const isBelow = () =>
      dialog.evaluate((element) => {
        const text = element.querySelector('gamut-card')?.getBoundingClientRect();
        const inside = element.querySelector('gamut-answer-facts')?.shadowRoot;
        const figures = inside?.querySelector('gamut-record-figures')?.getBoundingClientRect();
        return text !== undefined && figures !== undefined && figures.top >= text.bottom;
      });
    await expect.poll(isBelow).toBe(true);
    const isTooWide = () =>
      dialog.evaluate((element) =>
        [element, ...element.querySelectorAll('.body, aside')].some(
          (one) => one.scrollWidth > one.clientWidth,
        ),
      );
    await expect.poll(isTooWide).toBe(false);
    await dialog.getByRole('button', { name: '닫기' }).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('answers of which the model was unsure', () => {
  it('are narrowed to and sorted by the share of their unsure tokens, and the notebook keeps that', async () => {
    const file = path.join(gamut.folder, 'experiments', NAME);
    await writeFile(file, NOTEBOOK);
    const { page, context, faults } = await openWithAnswers();
    const filters = page.locator('gamut-filter-menu');
    await filters.locator('[data-filters]').click();
    const unsure = filters.getByRole('combobox', { name: 'Unsure tokens' });
    await unsure.selectOption({ label: '30% or more (6)' });
    await expect.poll(() => readFile(file, 'utf8')).toContain('filter: { min_unsure: 0.3 }');
    expect(await filters.locator('[data-filters]').innerText()).toContain('unsure 30%+');
    // Nothing is unsure of half of its tokens: that is not offered.
    expect((await unsure.locator('option').allInnerTexts()).join()).not.toContain('50%');
    await page.keyboard.press('Escape');
    await page.locator('gamut-layout-switch [data-layout="list"]').click();
    await page.locator('gamut-list').evaluate((list) => list.scrollIntoView());
    await page.locator('[data-columns]').click();
    const menu = page.getByRole('group', { name: 'Columns' });
    await menu.getByRole('checkbox', { name: 'unsure tokens' }).check();
    await menu.getByRole('checkbox', { name: 'perplexity' }).check();
    await page.keyboard.press('Escape');
    const line = page.locator('gamut-result-row').first();
    await line.getByText(/^4\d\.\d%$/).waitFor();
    await expect.poll(() => readFile(file, 'utf8')).toMatch(/columns: .*unsure/);
    await page.locator('[data-show-all]').click();
    await expect.poll(() => readFile(file, 'utf8')).not.toContain('min_unsure');
    expect(faults).toEqual([]);
    await context.close();
  });
});
