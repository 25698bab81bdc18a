import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FENCE = '```';
const ONE = `---
gamut: 1
title: One
defaults: { max_tokens: 40 }
---
# One

A note.

${FENCE}persona id=chef name=셰프
You are a chef.
${FENCE}

${FENCE}prompt id=ask
What should I eat?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
temperature: [0.3, 0.7]
${FENCE}
`;
const TWO = ONE.replaceAll('One', '둘째 노트북').replace('What should I eat?', 'What should I drink?');
/** Three columns. */
const WIDE = `${ONE.replace('[0.3, 0.7]', '[0.3, 0.7, 1.5]').replace('One', 'Wide')}
${FENCE}view of=main layout=pivot
rows: persona
cols: temperature
${FENCE}
`;
/** Enough answers that they stream for a while. */
const MANY = ONE.replace(
  `${FENCE}persona`,
  `${FENCE}persona id=coach\nYou are a fitness coach.\n${FENCE}\n\n${FENCE}persona id=friend\nYou are a warm friend.\n${FENCE}\n\n${FENCE}persona`,
)
  .replace('persona: chef', 'persona: [chef, coach, friend, none]')
  .replace('temperature: [0.3, 0.7]', 'temperature: [0.2, 0.5, 0.8, 1.1, 1.4]')
  .replace('max_tokens: 40', 'max_tokens: 160');

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  const notebooks = {
    'one.gamut.md': ONE,
    'two.gamut.md': TWO,
    'many.gamut.md': MANY,
    'wide.gamut.md': WIDE,
  };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

const fileOf = (name: string) => path.join(gamut.folder, 'experiments', name);
const onDisk = (name = 'one.gamut.md') => readFile(fileOf(name), 'utf8');

beforeEach(async () => {
  await writeFile(fileOf('one.gamut.md'), ONE);
});

let tries = 0;

/** Writes a notebook whose requests no earlier test or try has had answered. */
async function writeAnew(name: string, text: string): Promise<void> {
  tries += 1;
  await writeFile(fileOf(name), text.replace(/^temperature: /m, `seed: ${tries}\n$&`));
}

async function open(name = 'one.gamut.md', options: Parameters<typeof openPage>[2] = {}) {
  const opened = await openPage(browser, `${gamut.url}/#/${name}`, options);
  await opened.page.locator('gamut-header [data-run]').waitFor();
  await opened.page.locator('li[data-kind="matrix"]').waitFor();
  return opened;
}

/** Kind of the cell that has the focus as a whole; null in edit mode or elsewhere. */
async function focusedCell(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active instanceof HTMLLIElement ? (active.dataset['kind'] ?? null) : null;
  });
}

const kinds = (page: Page): Promise<string[]> =>
  page
    .locator('gamut-notebook ol > li[data-cell]')
    .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['kind'] ?? ''));

const persona = (page: Page): Locator =>
  page.getByRole('textbox', { name: /System prompt of|시스템 프롬프트/ });
const prompt = (page: Page): Locator => page.getByRole('textbox', { name: 'prompt ask' });

/** The runs that the page asks for, as they are sent. */
function watchRuns(page: Page): string[] {
  const runs: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/runs'))
      runs.push(request.postData() ?? '');
  });
  return runs;
}

/** What the input method of a Korean keyboard does to the field that has the focus. */
async function inputMethod(page: Page) {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  return {
    compose: (text: string) =>
      cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length }),
    commit: (text: string) => cdp.send('Input.insertText', { text }),
    /** A key while the syllable is not whole: the browser tells of it as `Process`. */
    press: async (code: string, modifiers = 0) => {
      const key = { key: 'Process', code, windowsVirtualKeyCode: 229, modifiers };
      await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    },
    /** A letter key with the Hangul layout. */
    letter: async (key: string, code: string) => {
      await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code });
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
    },
  };
}

const CTRL = 2;
const SHIFT = 8;

describe('command mode', () => {
  it('goes from cell to cell, into one and out again, from the page just opened', async () => {
    const { page, context, faults } = await open();
    await page.keyboard.press('j');
    await expect.poll(() => focusedCell(page)).toBe('note');
    await page.keyboard.press('j');
    await expect.poll(() => focusedCell(page)).toBe('persona');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedCell(page)).toBe('prompt');
    await page.keyboard.press('k');
    await expect.poll(() => focusedCell(page)).toBe('persona');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => focusedCell(page)).toBeNull();
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedCell(page)).toBe('prompt');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('moves, deletes and brings back cells, and inserts above and below', async () => {
    const { page, context, faults } = await open();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Control+Shift+ArrowDown');
    await expect.poll(() => kinds(page)).toEqual(['note', 'prompt', 'persona', 'matrix']);
    await expect.poll(() => focusedCell(page)).toBe('persona');
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await expect.poll(() => kinds(page)).toEqual(['note', 'prompt', 'matrix']);
    await page.keyboard.press('z');
    await page.keyboard.press('z');
    await expect.poll(() => kinds(page)).toEqual(['note', 'persona', 'prompt', 'matrix']);
    await page.keyboard.press('Shift+Z');
    await expect.poll(() => kinds(page)).toEqual(['note', 'prompt', 'persona', 'matrix']);
    await page.keyboard.press('Control+z');
    await expect.poll(() => onDisk()).toBe(ONE);
    await page.keyboard.press('b');
    await expect.poll(() => focusedCell(page)).toBeNull();
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await kinds(page)).length).toBe(5);
    await expect.poll(() => onDisk()).toContain('A note, in Markdown.');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('works with the Hangul layout on, and means nothing in a field', async () => {
    const { page, context, faults } = await open();
    const ime = await inputMethod(page);
    await ime.letter('ㅓ', 'KeyJ');
    await ime.letter('ㅓ', 'KeyJ');
    await expect.poll(() => focusedCell(page)).toBe('persona');
    await ime.letter('ㅏ', 'KeyK');
    await expect.poll(() => focusedCell(page)).toBe('note');
    await persona(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' jjkddab?oz');
    await expect.poll(() => onDisk()).toContain('You are a chef. jjkddab?oz');
    expect(await kinds(page)).toEqual(['note', 'persona', 'prompt', 'matrix']);
    expect(await page.getByRole('dialog').count()).toBe(0);
    // In a select and a number field too.
    await page.getByRole('combobox', { name: 'Dataset' }).focus();
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    expect(await kinds(page)).toHaveLength(4);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('running by keys', () => {
  it('Ctrl+Enter runs what the cell is for and stays; Shift+Enter goes on; Alt+Enter inserts below', async () => {
    await writeAnew('one.gamut.md', ONE);
    const { page, context, faults } = await open();
    const runs = watchRuns(page);
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+Enter');
    // A note costs nothing and runs nothing.
    await expect.poll(() => focusedCell(page)).toBe('persona');
    expect(runs).toEqual([]);
    await page.keyboard.press('j');
    await page.keyboard.press('Control+Enter');
    await page.locator('gamut-card[data-status="done"]').nth(1).waitFor();
    expect(runs).toHaveLength(1);
    await expect.poll(() => focusedCell(page)).toBe('prompt');
    // Now there is nothing left to run, and nothing is asked for.
    await page.locator('gamut-header [data-run]', { hasText: 'All done' }).waitFor();
    await page.keyboard.press('Shift+Enter');
    await expect.poll(() => focusedCell(page)).toBe('matrix');
    await page.keyboard.press('k');
    await expect.poll(() => focusedCell(page)).toBe('prompt');
    await page.keyboard.press('Alt+Enter');
    // The menu of what can be inserted is open at its first kind.
    await expect.poll(() => focusedCell(page)).toBeNull();
    await page.keyboard.press('Enter');
    await expect.poll(() => kinds(page)).toEqual(['note', 'persona', 'prompt', 'note', 'matrix']);
    await expect.poll(() => onDisk()).toContain('A note, in Markdown.');
    expect(runs).toHaveLength(1);
    expect(await page.locator('gamut-notices .bad').count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('Enter in a field is a new line and sends nothing', async () => {
    const { page, context, faults } = await open();
    const runs = watchRuns(page);
    await prompt(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('And why?');
    await expect.poll(() => onDisk()).toContain('What should I eat?\nAnd why?');
    const ime = await inputMethod(page);
    await ime.compose('ㅇ');
    await ime.press('Enter');
    await ime.commit('아');
    await expect.poll(() => onDisk()).toContain('And why?아');
    expect(runs).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('Ctrl+Enter in the middle of 안녕 starts exactly one run, whose request ends with 녕', async () => {
    for (const [keys, modifiers] of [
      ['Ctrl+Enter', CTRL],
      ['Shift+Enter', SHIFT],
    ] as const) {
      await writeAnew('one.gamut.md', ONE.replace('What should I eat?', `${keys}:`));
      const { page, context, faults } = await open();
      const runs = watchRuns(page);
      const ime = await inputMethod(page);
      await prompt(page).focus();
      await page.keyboard.press('Control+End');
      for (const text of ['ㅇ', '아', '안']) await ime.compose(text);
      await ime.commit('안');
      for (const text of ['ㄴ', '녀']) await ime.compose(text);
      await ime.press('Enter', modifiers);
      expect(runs).toEqual([]);
      await ime.compose('녕');
      await ime.commit('녕');
      const cards = page.locator('gamut-card[data-status="done"]');
      await expect.poll(() => cards.count(), { timeout: 30_000 }).toBe(2);
      expect(runs).toHaveLength(1);
      const asked = await page.evaluate(async () => {
        const results = await fetch('/api/notebooks/one.gamut.md/matrices/main/export.csv?messages=1&bom=0');
        return results.text();
      });
      expect(asked).toContain(`${keys}:안녕`);
      expect(await onDisk()).toContain(`${keys}:안녕\n`);
      expect(faults).toEqual([]);
      await context.close();
    }
  });

  it('a hundred updates of streaming answers do not disturb a composition', async () => {
    await writeAnew('many.gamut.md', MANY);
    const { page, context, faults } = await open('many.gamut.md');
    const ime = await inputMethod(page);
    // Every change that the streaming makes to a card's text.
    await page.evaluate(() => {
      const state = { updates: 0 };
      Object.assign(globalThis, { streamed: state });
      const seen = new WeakSet<Node>();
      const watch = (root: ParentNode & Node) => {
        if (!seen.has(root)) {
          seen.add(root);
          new MutationObserver((records) => {
            const inCard = (node: Node) =>
              (node.getRootNode() as ShadowRoot).host?.localName === 'gamut-card';
            state.updates += records.filter(({ target }) => inCard(target)).length;
          }).observe(root, { subtree: true, childList: true, characterData: true });
        }
        for (const element of root.querySelectorAll('*')) if (element.shadowRoot) watch(element.shadowRoot);
      };
      const again = () => {
        watch(document);
        requestAnimationFrame(again);
      };
      again();
    });
    const updates = () =>
      page.evaluate(() => (globalThis as unknown as { streamed: { updates: number } }).streamed.updates);
    await page.locator('gamut-header [data-run]:not([disabled])').click();
    await page.locator('gamut-card[data-status="streaming"]').first().waitFor();
    await prompt(page).focus();
    await page.keyboard.press('Control+End');
    for (const text of ['ㅇ', '아', '안']) await ime.compose(text);
    await ime.commit('안');
    await ime.compose('녀');
    const before = await updates();
    await expect.poll(async () => (await updates()) - before, { timeout: 60_000 }).toBeGreaterThan(100);
    expect(await prompt(page).inputValue()).toBe('What should I eat?안녀');
    await ime.compose('녕');
    await ime.commit('녕');
    expect(await prompt(page).inputValue()).toBe('What should I eat?안녕');
    await expect.poll(() => onDisk('many.gamut.md')).toContain('What should I eat?안녕\n');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the palette', () => {
  const field = (page: Page) => page.getByRole('combobox', { name: /^(Search commands|명령, 셀)/ });
  const find = async (page: Page, words: string) => {
    await page.keyboard.press('Control+k');
    await field(page).waitFor();
    await page.keyboard.type(words);
  };
  const selected = (page: Page) => page.locator('gamut-palette [role=option][aria-selected=true]');

  it('finds a persona by initials and goes to it', async () => {
    const { page, context, faults } = await open('one.gamut.md', { locale: 'ko' });
    await find(page, 'ㅅㅍ');
    await expect.poll(() => selected(page).innerText()).toContain('셰프');
    await page.keyboard.press('Enter');
    await expect.poll(() => focusedCell(page)).toBe('persona');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('finds commands in both languages, whichever is shown, and tells their keys', async () => {
    const { page, context, faults } = await open();
    await find(page, '어둡게');
    await expect.poll(() => selected(page).innerText()).toContain('Theme: dark');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
    await find(page, '한국어로');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '공급자' }).waitFor();
    await find(page, 'save now');
    await expect.poll(() => selected(page).innerText()).toMatch(/지금 저장[\s\S]*Ctrl\+S/);
    await page.keyboard.press('Escape');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('does what was typed and asked for by Enter before anything could be found', async () => {
    const held = Promise.withResolvers<void>();
    const { page, context, faults } = await open('one.gamut.md', {
      before: (fresh) =>
        fresh.route(/\/palette-(items|search)-[^/]+\.js$/, async (route) => {
          await held.promise;
          await route.continue();
        }),
    });
    await find(page, 'theme: dark');
    await page.keyboard.press('Enter');
    expect(await selected(page).count()).toBe(0);
    held.resolve();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('dark');
    await expect.poll(() => field(page).isVisible()).toBe(false);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('does not take the Enter that ends a syllable for a choice', async () => {
    const { page, context, faults } = await open();
    const ime = await inputMethod(page);
    await page.keyboard.press('Control+k');
    await field(page).waitFor();
    for (const text of ['ㄷ', '두', '둘']) await ime.compose(text);
    await expect.poll(() => selected(page).innerText()).toContain('둘째 노트북');
    await ime.press('Enter');
    await ime.commit('둘');
    expect(await field(page).isVisible()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '둘째 노트북' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('narrows the results, and adds a model to the matrix', async () => {
    await writeAnew('two.gamut.md', TWO);
    const { page, context, faults } = await open('two.gamut.md');
    await page.locator('gamut-header [data-run]:not([disabled])').click();
    await page.locator('gamut-card[data-status="done"]').nth(1).waitFor();
    await persona(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('!');
    await page.locator('gamut-card[data-status="stale"]').nth(1).waitFor();
    await page.keyboard.press('Backspace');
    await page.locator('gamut-card[data-status="done"]').nth(1).waitFor();
    await page.getByLabel('temperature', { exact: true }).fill('0.3, 0.7, 0.9');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('gamut-card').count()).toBe(3);
    await find(page, 'show done');
    await expect.poll(() => selected(page).innerText()).toContain('Show what is done');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('gamut-card').count()).toBe(2);
    await find(page, 'openai/gpt-4.1-nano');
    await expect.poll(() => selected(page).innerText()).toContain('add to main');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => onDisk('two.gamut.md'))
      .toMatch(/model: \[ ?sandbox\/tiny, openai\/gpt-4\.1-nano ?\]/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('takes Hangul that is composed while what finds by half-typed syllables is still to come', async () => {
    const { page, context } = await open();
    let isHeld = true;
    const release = Promise.withResolvers<void>();
    await page.route(/\/palette-search-[^/]+\.js$/, async (route) => {
      if (isHeld) await release.promise;
      await route.continue();
    });
    const ime = await inputMethod(page);
    await page.keyboard.press('Control+k');
    // Without a pause: the field is there with the very next key.
    for (const text of ['ㄷ', '두', '둘']) await ime.compose(text);
    await ime.commit('둘');
    for (const text of ['ㅉ', '째']) await ime.compose(text);
    expect(await field(page).inputValue()).toBe('둘째');
    await expect.poll(() => selected(page).innerText()).toContain('둘째 노트북');
    isHeld = false;
    release.resolve();
    await ime.commit('째');
    await page.keyboard.type(' ㄴㅌㅂ');
    await expect.poll(() => selected(page).innerText()).toContain('둘째 노트북');
    expect(await field(page).inputValue()).toBe('둘째 ㄴㅌㅂ');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '둘째 노트북' }).waitFor();
    await context.close();
  });
});

describe('keys of one’s own', () => {
  const row = (page: Page, id: string) => page.locator(`gamut-keys li[data-command="${id}"]`);
  const shown = (page: Page, id: string) => page.locator(`gamut-help [data-command="${id}"] kbd`);

  it('are chosen by pressing them, shown by ?, kept over a reload, and put back', async () => {
    const { page, context, faults } = await open();
    await page.keyboard.press('?');
    await expect.poll(() => shown(page, 'next').allInnerTexts()).toEqual(['J', '↓']);
    await page.getByRole('button', { name: 'Change keys…' }).click();
    await row(page, 'next')
      .getByRole('button', { name: /^Change the keys/ })
      .click();
    await page.keyboard.press('g');
    await expect.poll(() => row(page, 'next').locator('kbd').allInnerTexts()).toEqual(['G']);
    // The votes of a blind comparison are chosen here too.
    for (const vote of ['a', 'b', 'tie', 'bad'])
      expect(
        await row(page, `blind-${vote}`)
          .getByRole('button', { name: /^Change the keys/ })
          .count(),
      ).toBe(1);
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('li[data-kind="matrix"]').waitFor();
    await page.keyboard.press('g');
    await expect.poll(() => focusedCell(page)).toBe('note');
    await page.keyboard.press('j');
    await expect.poll(() => focusedCell(page)).toBe('note');
    await page.keyboard.press('?');
    await expect.poll(() => shown(page, 'next').allInnerTexts()).toEqual(['G']);
    await page.getByRole('button', { name: 'Change keys…' }).click();
    await page.getByRole('button', { name: 'Put all back' }).click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await expect.poll(() => focusedCell(page)).toBe('persona');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that somebody else has are told of, and taken only when that is wanted', async () => {
    const { page, context, faults } = await open();
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Change keys…' }).click();
    await row(page, 'fold')
      .getByRole('button', { name: /^Change the keys/ })
      .click();
    await page.keyboard.press('k');
    await row(page, 'fold').getByText('K is taken: Previous cell').waitFor();
    await row(page, 'fold').getByRole('button', { name: 'Leave it' }).click();
    await expect.poll(() => row(page, 'fold').locator('kbd').allInnerTexts()).toEqual(['O']);
    await row(page, 'fold')
      .getByRole('button', { name: /^Change the keys/ })
      .click();
    await page.keyboard.press('Control+s');
    await row(page, 'fold')
      .getByText(/Ctrl\+S is taken/)
      .waitFor();
    await row(page, 'fold').getByRole('button', { name: 'Take it over' }).click();
    await expect.poll(() => row(page, 'fold').locator('kbd').allInnerTexts()).toEqual(['Ctrl+S']);
    expect(await row(page, 'save').locator('kbd').count()).toBe(0);
    await row(page, 'run')
      .getByRole('button', { name: /^Change the keys/ })
      .click();
    await page.keyboard.press('Enter');
    await row(page, 'run').getByText('Buttons and fields need this key.').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('of a single letter can be switched off', async () => {
    const { page, context, faults } = await open();
    await page.keyboard.press('j');
    await page.keyboard.press('?');
    await page.getByRole('button', { name: 'Change keys…' }).click();
    await page.getByRole('checkbox', { name: /Keys of a single letter/ }).uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('d');
    await page.keyboard.press('d');
    await page.keyboard.press('j');
    await expect.poll(() => focusedCell(page)).toBe('note');
    expect(await kinds(page)).toHaveLength(4);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedCell(page)).toBe('persona');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('presenting', () => {
  it('shows words, then results, without sources, by keys and by its address', async () => {
    const { page, context, faults } = await open();
    await page.keyboard.press('j');
    await page.keyboard.press('Control+Alt+p');
    await page.keyboard.press('Enter');
    const screen = page.locator('gamut-presentation');
    await screen.getByRole('heading', { name: 'One' }).waitFor();
    await screen.getByText('You are a chef.').waitFor();
    expect(page.url()).toContain('#/one.gamut.md?present');
    expect(await screen.getByRole('textbox').count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await screen.locator('gamut-results gamut-card').first().waitFor();
    await expect.poll(() => screen.locator('gamut-results .bar').isVisible()).toBe(false);
    expect(page.url()).toContain('?present=2');
    await page.reload();
    await screen.locator('gamut-results gamut-card').first().waitFor();
    await page.keyboard.press('Home');
    await screen.getByRole('heading', { name: 'One' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => screen.count()).toBe(0);
    await expect.poll(() => page.getByRole('textbox', { name: 'prompt ask' }).isVisible()).toBe(true);
    expect(page.url()).toMatch(/#\/one\.gamut\.md$/);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows a prompt in turns with all of them and who speaks, so that examples are seen to be asked', async () => {
    const turnsBody = '@user\n2 + 2?\n@assistant\nFour.\n@user\n{{question}} for {{name}}';
    const rows = `${FENCE}dataset id=rows format=csv\nid,question,name\na,3 + 3?,Kim\n${FENCE}\n`;
    const written = ONE.replace('What should I eat?', turnsBody).replace(
      'prompt: ask',
      'prompt: ask\ndata: rows',
    );
    await writeFile(fileOf('one.gamut.md'), `${written}\n${rows}`);
    const { page, context, faults } = await open('one.gamut.md?present');
    const turns = page.locator('gamut-presentation .turns > div');
    await expect
      .poll(() =>
        turns.evaluateAll((all) => all.map((one) => one.textContent?.replaceAll(/\s+/g, ' ').trim())),
      )
      .toEqual(['user 2 + 2?', 'assistant Four.', 'user {{question}} for {{name}}']);
    const variables = page.locator('gamut-presentation .variable');
    await expect.poll(() => variables.allTextContents()).toEqual(['{{question}}', '{{name}}']);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows three columns whole at 900 px', async () => {
    const { page, context, faults } = await open('wide.gamut.md?present=2', { width: 900 });
    const screen = page.locator('gamut-presentation');
    await screen.locator('gamut-results gamut-card').nth(2).waitFor();
    const frame = screen.locator('gamut-card-grid .frame');
    await expect.poll(() => frame.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
    const endOfLast = async () => {
      const last = await screen.locator('gamut-card').nth(2).boundingBox();
      return (last?.x ?? 0) + (last?.width ?? 999);
    };
    await expect.poll(endOfLast).toBeLessThanOrEqual(900);
    expect(faults).toEqual([]);
    await context.close();
  });
});
