import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { beAtThePage, openPage } from './open-page.ts';

const MOST_BYTES = 160_000;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut()]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

/** Nobody stays at the page for long, however slow the machine is: what comes after some seconds by itself does not. */
function stayBriefly(context: BrowserContext): Promise<unknown> {
  return context.addInitScript(() => {
    const set = window.setTimeout.bind(window);
    Object.assign(window, {
      setTimeout: (act: () => void, ms = 0) => (ms >= 5000 ? 0 : set(act, ms)),
    });
  });
}

// The first sample, to the first screen: what edits, the inspector, charts out of sight and the palette come when needed.
it.each(['en', 'ko'])('the page in %s is there with less than 160 kB of script, gzipped', async (locale) => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: locale === 'ko' ? 'ko-KR' : 'en-US',
  });
  await stayBriefly(context);
  const page = await context.newPage();
  const scripts: Promise<{ url: string; bytes: number }>[] = [];
  page.on('response', (response) => {
    const url = response.url();
    if (url.endsWith('.js'))
      scripts.push(response.body().then((body) => ({ url, bytes: gzipSync(body).length })));
  });
  await page.goto(`${gamut.url}/#/01-tone.gamut.md`);
  await page.locator('gamut-card').nth(8).waitFor();
  await page.waitForLoadState('networkidle');
  const loaded = await Promise.all(scripts);
  const sum = loaded.reduce((bytes, script) => bytes + script.bytes, 0);
  // What starts the page and the page itself, at least.
  for (const name of ['/start-', '/page-']) expect(loaded.some(({ url }) => url.includes(name))).toBe(true);
  expect(sum, JSON.stringify(loaded.sort((a, b) => b.bytes - a.bytes).slice(0, 12), null, 1)).toBeLessThan(
    MOST_BYTES,
  );
  await context.close();
});

it('the words of a language need nothing of the page, which begins only when they are there', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' });
  const page = await context.newPage();
  const asked = page.waitForResponse((response) => /\/ko-[^/]*\.js$/.test(response.url()));
  await page.goto(gamut.url);
  expect(await (await asked).text()).not.toContain('/page-');
  // A first visit is to the sample in the reader's language.
  await page.waitForURL(/#\/01-tone\.gamut\.md$/);
  await context.close();
});

/** All that a page says, to see and to hear, in every shadow root. */
function said(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const read = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        for (const name of ['aria-label', 'title', 'placeholder'])
          found.add(element.getAttribute(name) ?? '');
        for (const node of element.childNodes)
          if (node instanceof Text && element.localName !== 'style') found.add(node.data.trim());
        if (element.shadowRoot) read(element.shadowRoot);
      }
    };
    read(document);
    return [...found];
  });
}

const LATE_WORDS = '**/assets/ko-late-*.js';

it('the first screen says nothing in English while the Korean words of what comes late are still to come', async () => {
  let hasLateWords = false;
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, {
    locale: 'ko',
    before: async (fresh) => {
      await stayBriefly(fresh);
      await fresh.route(LATE_WORDS, (route) => ((hasLateWords = true), route.continue()));
    },
  });
  await page.locator('gamut-card').nth(8).waitFor();
  await page.waitForLoadState('networkidle');
  const before = await said(page);
  const isFirst = !hasLateWords;
  await beAtThePage(page);
  await expect.poll(() => hasLateWords).toBe(true);
  // Switched there and back it says all anew, with all the words.
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('button', { name: 'Providers' }).waitFor();
  await page.getByRole('button', { name: '한국어' }).click();
  await page.getByRole('button', { name: '공급자' }).waitFor();
  const unsaid = async () => {
    const now = await said(page);
    return before.filter((words) => !now.includes(words));
  };
  await expect.poll(unsaid).toEqual([]);
  expect(isFirst).toBe(true);
  expect(before.some((words) => words.includes('공급자'))).toBe(true);
  expect(faults).toEqual([]);
  await context.close();
});

it('what comes late waits for its words, which are asked for until they come', async () => {
  const { page, context } = await openPage(browser, `${gamut.url}/#/01-tone.gamut.md`, {
    locale: 'ko',
    before: (fresh) => fresh.route(LATE_WORDS, (route) => route.abort()),
  });
  const help = page.getByRole('button', { name: '단축키와 도움말' });
  await help.click();
  await page.getByText('페이지의 일부를 불러오지 못했습니다').waitFor();
  expect(await page.locator('gamut-help').count()).toBe(0);
  await context.unroute(LATE_WORDS);
  await page.getByText('페이지의 일부를 불러오지 못했습니다').waitFor({ state: 'detached' });
  await help.click();
  await page.locator('gamut-help').getByRole('heading', { name: '단축키' }).first().waitFor();
  await context.close();
});

it('what may be needed next comes by itself once somebody is at the page, and is there though the server goes away', async () => {
  const loaded: string[] = [];
  const { page, context } = await openPage(browser, `${gamut.url}/#/02-tone-english.gamut.md`, {
    before: async (fresh) =>
      fresh.on('requestfinished', (request) => loaded.push(new URL(request.url()).pathname)),
  });
  await page.locator('gamut-card').first().waitFor();
  await beAtThePage(page);
  const parts = ['help-dialog', 'providers-dialog', 'share-menu', 'list-view', 'inspector-panel', 'tour'];
  await expect
    .poll(() => parts.filter((name) => !loaded.some((file) => file.startsWith(`/assets/${name}-`))))
    .toEqual([]);
  await expect
    .poll(() => page.evaluate(() => customElements.get('gamut-share-menu') !== undefined))
    .toBe(true);
  await page.route('**/assets/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: /^Print/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keys and help' }).click();
  await page.getByRole('heading', { name: 'Keys', exact: true }).first().waitFor();
  await context.close();
});

it('asks the server for nothing twice', async () => {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'GET')
      asked.push(new URL(request.url()).pathname + new URL(request.url()).search);
  });
  // Asked for first it is there first; what was read before it could have changed unheard, and would be read again.
  const stream = page.waitForResponse(/\/api\/events/);
  await page.route('**/api/notebooks/**', async (route) => {
    await stream;
    await route.continue();
  });
  await page.goto(`${gamut.url}/#/02-tone-english.gamut.md`);
  await page.locator('gamut-card').nth(8).waitFor();
  await page.waitForLoadState('networkidle');
  const twice = asked.filter((path, at) => asked.indexOf(path) !== at);
  expect(twice).toEqual([]);
  await context.close();
});
