import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FIRST = '#/01-tone.gamut.md';

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut()]);
  // All screens are looked at with answers on them.
  const { page, context } = await openPage(browser, `${gamut.url}/${FIRST}`);
  await page.locator('gamut-header [data-run]:not([disabled])').click();
  await page.locator('gamut-card[data-status="done"]').nth(8).waitFor({ timeout: 60_000 });
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

const onDisk = () => readFile(path.join(gamut.folder, 'experiments', '01-tone.gamut.md'), 'utf8');
const doneCards = (page: Page): Locator => page.locator('gamut-card[data-status="done"]');

/** Waits until the header has the one stop of Tab that it is to have: what has just come into it has one of its own for a moment. */
async function headerSettled(page: Page): Promise<void> {
  const stops = page.locator('gamut-header button:not(:disabled):not([tabindex="-1"])');
  await expect.poll(() => stops.filter({ visible: true }).count()).toBe(1);
}

async function open(options: Parameters<typeof openPage>[2] = {}, hash = FIRST) {
  const opened = await openPage(browser, `${gamut.url}/${hash}`, options);
  await opened.page.locator('gamut-header').waitFor();
  if (hash.includes('?')) return opened;
  await doneCards(opened.page).first().waitFor();
  // With the plan the header gets its last button.
  const run = opened.page.locator('gamut-header [data-run]', { hasText: /All done|모두 완료/ });
  await run.waitFor({ state: 'attached' });
  await headerSettled(opened.page);
  return opened;
}

/** The element that has the focus, through all shadow roots, as a selector of sorts. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const label =
      active?.getAttribute('aria-label') ?? active?.textContent?.trim().replace(/\s+/g, ' ') ?? '';
    return `${active?.localName ?? ''}${(active as HTMLElement | null)?.dataset['cell'] ?? ''} ${label}`;
  });
}

describe('by keyboard alone', () => {
  it('the first cell is three Tabs away, and the skip link goes there at once', async () => {
    const { page, context, faults } = await open();
    const way: string[] = [];
    for (let n = 0; n < 3; n++) {
      await page.keyboard.press('Tab');
      way.push(await focused(page));
    }
    expect(way[0]).toBe('a Skip to the notebook');
    expect(way[2]).toBe('li0 Note');
    await page.reload();
    await doneCards(page).first().waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('li0 Note');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('the header is one stop, with the arrows going through it', async () => {
    const { page, context, faults } = await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Home');
    expect(await focused(page)).toBe('button Notebooks and outline');
    await page.keyboard.press('ArrowLeft');
    expect(await focused(page)).toBe('button Keys and help');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => focused(page)).toBe('button Keys and help');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('a Skip to the notebook');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('button Keys and help');
    expect(faults).toEqual([]);
    await context.close();
  });
});

/** Presses a key as a keyboard sends it whose layout is Korean: where `j` is, `ㅓ`. */
async function pressKorean(page: Page, code: string, { isMod = false } = {}): Promise<void> {
  const key = { KeyJ: 'ㅓ', KeyK: 'ㅏ' }[code] ?? code;
  const client = await page.context().newCDPSession(page);
  const event = { key, code, modifiers: isMod ? 2 : 0, windowsVirtualKeyCode: code.charCodeAt(3) };
  await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  await client.detach();
}

let walks = 0;

describe('by keyboard alone, from the first look to a saved CSV', () => {
  it.each(['en', 'ko'] as const)('in %s, with the layout of its keyboard', async (locale) => {
    // A prompt that no earlier try has had answered.
    const sample = await onDisk();
    const text = sample.replace(/(```prompt id=\w+[^\n]*\n)/, `$1(${(walks += 1)}) `);
    expect(text).not.toBe(sample);
    await writeFile(path.join(gamut.folder, 'experiments', `walk-${locale}.gamut.md`), text);
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/walk-${locale}.gamut.md`, {
      locale,
    });
    await page.locator('gamut-header [data-run]:not([disabled])').waitFor();
    await headerSettled(page);
    for (let tabs = 0; tabs < 3; tabs++) await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^li0 /);
    await page.keyboard.press('Control+Enter');
    await page.locator('gamut-card[data-status="done"]').nth(8).waitFor({ timeout: 90_000 });
    // Down to the results, cell by cell.
    const down = () => (locale === 'ko' ? pressKorean(page, 'KeyJ') : page.keyboard.press('j'));
    const isAtResults = () => page.locator('li[data-results]:focus').count();
    for (let cells = 0; cells < 20 && (await isAtResults()) === 0; cells++) await down();
    expect(await isAtResults()).toBe(1);
    for (let tabs = 0; tabs < 20 && !(await focused(page)).endsWith(' CSV'); tabs++)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(locale === 'ko' ? /^a 엑셀용/ : /^a For Excel/);
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    const { rows } = fromCsv(await readFile(await file.path(), 'utf8'));
    expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => 'done'));
    // And the short way, by what one calls it.
    await (locale === 'ko' ? pressKorean(page, 'KeyK', { isMod: true }) : page.keyboard.press('Control+k'));
    await page.locator('gamut-palette dialog[open]').waitFor();
    await page.keyboard.type(locale === 'ko' ? '엑셀' : 'excel');
    const option = page.locator('gamut-palette [role=option][aria-selected="true"]');
    await expect.poll(() => option.innerText()).toMatch(/CSV/);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(locale === 'ko' ? /^a 엑셀용/ : /^a For Excel/);
    expect(faults).toEqual([]);
    await context.close();
  });
});

/** Asks for a command of the page by its id. */
async function ask(page: Page, command: string): Promise<void> {
  await page.evaluate((id) => {
    const intent = Object.assign(new Event('gamut-command'), { command: id });
    document.querySelector('gamut-app')?.dispatchEvent(intent);
  }, command);
}

describe.each([
  { theme: 'light', locale: 'en' },
  { theme: 'dark', locale: 'ko' },
] as const)('axe finds nothing moderate or worse, $theme, $locale', (options) => {
  const clean = async (page: Page, screen: string) =>
    expect((await findAxeFaults(page, 'moderate')).map((fault) => `${screen}: ${fault}`)).toEqual([]);

  it('on the notebook and the layouts of its results', async () => {
    const { page, context, faults } = await open(options);
    await clean(page, 'pivot');
    const toLayout = async (layout: string) => {
      await page.locator(`gamut-results [data-layout="${layout}"]`).click();
      // The next page that is opened has it as it was left.
      await expect.poll(() => onDisk()).toContain(`layout=${layout}`);
    };
    for (const layout of ['grid', 'list']) {
      await toLayout(layout);
      await clean(page, layout);
    }
    await toLayout('pivot');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on the inspector and the charts', async () => {
    const { page, context, faults } = await open(options);
    await doneCards(page).first().dblclick();
    await page.locator('gamut-app aside').waitFor();
    await page.locator('gamut-chart').last().scrollIntoViewIfNeeded();
    await clean(page, 'inspector');
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(['help', 'keys', 'providers', 'palette'])('on the dialog of %s', async (command) => {
    const { page, context, faults } = await open(options);
    await ask(page, command);
    await page.locator('dialog[open]').waitFor();
    await clean(page, command);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('on every screen of the presentation', async () => {
    const { page, context, faults } = await open(options, `${FIRST}?present`);
    for (let slide = 1; slide <= 4; slide++) {
      await page.locator('gamut-presentation').waitFor();
      await clean(page, `screen ${slide}`);
      // By its button: the keys go to the end of a long screen first.
      if (slide < 4) await page.locator('gamut-presentation footer button').nth(1).click();
      if (slide < 4) await expect.poll(() => page.url()).toContain(`?present=${slide + 1}`);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

/** How far the page as a whole, or the notebook in it, can be scrolled sideways. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const main = document.querySelector('gamut-app')?.shadowRoot?.querySelector('main');
    const root = document.scrollingElement;
    return Math.max(
      (root?.scrollWidth ?? 0) - (root?.clientWidth ?? 0),
      (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
    );
  });
}

describe('on little room', () => {
  for (const [name, width, height] of [
    ['320 px', 320, 640],
    ['200% of 1280', 640, 400],
  ] as const) {
    it(`${name} wide nothing scrolls sideways, the header is whole and the inspector has the room`, async () => {
      const { page, context, faults } = await open({ width, height, locale: 'ko' });
      await expect.poll(() => sideways(page)).toBe(0);
      for (const button of await page.locator('gamut-header button').all()) {
        const box = await button.boundingBox();
        if (box) expect(box.x + box.width).toBeLessThanOrEqual(width);
      }
      await doneCards(page).first().scrollIntoViewIfNeeded();
      await doneCards(page).first().dblclick();
      const inspector = page.locator('gamut-app aside');
      await inspector.waitFor();
      await expect.poll(async () => (await inspector.boundingBox())?.width).toBe(width);
      await expect.poll(() => sideways(page)).toBe(0);
      await page.keyboard.press('Escape');
      await page.locator('gamut-header .search').click();
      const hasRoom = async () => {
        const palette = await page.locator('gamut-palette dialog[open]').boundingBox();
        return palette !== null && palette.x >= 0 && palette.x + palette.width <= width;
      };
      await expect.poll(hasRoom).toBe(true);
      await page.keyboard.press('Escape');
      await page.goto(`${gamut.url}/${FIRST}?present=2`);
      await page.locator('gamut-presentation gamut-card').first().waitFor();
      const slide = page.locator('gamut-presentation .slide');
      await expect.poll(() => slide.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      expect(faults).toEqual([]);
      await context.close();
    });
  }
});

describe('what somebody has asked of their system', () => {
  it('less motion: nothing moves by itself, and going somewhere is at once', async () => {
    const { page, context, faults } = await open();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const longest = await page.evaluate(() => {
      let most = 0;
      const look = (root: ParentNode) => {
        for (const element of root.querySelectorAll('*')) {
          const style = getComputedStyle(element);
          for (const time of `${style.transitionDuration},${style.animationDuration}`.split(','))
            most = Math.max(most, Number.parseFloat(time) || 0);
          if (element.shadowRoot) look(element.shadowRoot);
        }
      };
      look(document);
      return most;
    });
    expect(longest).toBeLessThan(0.001);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('forced colours: what is chosen and what has the focus is still told apart', async () => {
    const { page, context, faults } = await open();
    await page.emulateMedia({ forcedColors: 'active' });
    const pressed = page.locator('gamut-results [data-layout][aria-pressed="true"]');
    expect(await pressed.evaluate((one) => getComputedStyle(one).outlineStyle)).not.toBe('none');
    await page.keyboard.press('j');
    const cell = page.locator('li[data-cell="0"]');
    expect(await cell.evaluate((one) => getComputedStyle(one).outlineStyle)).not.toBe('none');
    await page.keyboard.press('Control+k');
    const option = page.locator('gamut-palette [role=option][aria-selected="true"]');
    expect(await option.evaluate((one) => getComputedStyle(one).outlineStyle)).not.toBe('none');
    await page.keyboard.press('Escape');
    expect(await findAxeFaults(page, 'moderate')).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('somebody who listens', () => {
  it('is told that a run has begun and how it has ended', async () => {
    // A prompt that no earlier try has had answered.
    const sample = path.join(gamut.folder, 'experiments', '02-tone-english.gamut.md');
    await writeFile(sample, (await readFile(sample, 'utf8')).replace(/^I feel tired/m, '$& again'));
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/02-tone-english.gamut.md`);
    const said: string[] = [];
    await page.exposeFunction('noteSaid', (words: string) => said.push(words));
    await page.locator('gamut-announcer').evaluate((announcer) => {
      const region = announcer.shadowRoot?.querySelector('[aria-live="polite"]');
      new MutationObserver(() => {
        void (globalThis as unknown as { noteSaid: (words: string) => void }).noteSaid(
          region?.textContent ?? '',
        );
      }).observe(region as Node, { childList: true, characterData: true, subtree: true });
    });
    await page.locator('gamut-header [data-run]:not([disabled])').click();
    await expect
      .poll(() => said.join('\n'), { timeout: 60_000 })
      .toContain('The run of main has ended: 24 done, 0 failed.');
    expect(said[0]).toBe('The run of main has begun: 24 trials.');
    // Begun and ended, and not a word for each answer.
    expect(said.length).toBeLessThanOrEqual(3);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the language', () => {
  it('is switched in place, with its numbers, and kept', async () => {
    const { page, context, faults } = await open();
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    const skip = page.locator('gamut-app a.skip');
    const persona = page.locator('gamut-persona-cell').first().locator('.meta').first();
    const before = await persona.innerText();
    await page.getByRole('button', { name: '한국어' }).click();
    await page.getByRole('button', { name: '공급자' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    // Also what stood in the page before its code came.
    await expect.poll(() => skip.textContent()).toBe('노트북으로 건너뛰기');
    await expect.poll(() => persona.innerText()).not.toBe(before);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Providers' }).waitFor();
    expect(await page.evaluate(() => (globalThis as unknown as { isSamePage?: boolean }).isSamePage)).toBe(
      true,
    );
    await page.getByRole('button', { name: '한국어' }).click();
    await page.getByRole('button', { name: '공급자' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '공급자' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
