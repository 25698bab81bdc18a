import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';

const MOST_BYTES = 170 * 1024;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut()]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

// The first sample, to the first screen: what edits, the inspector, charts out of sight and the palette come when needed.
it.each(['en', 'ko'])('the page in %s is there with less than 170 kB of script, gzipped', async (locale) => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: locale === 'ko' ? 'ko-KR' : 'en-US',
  });
  const page = await context.newPage();
  // Nobody stays at it for long, however slow the machine is: what comes after some seconds by itself does not.
  await page.addInitScript(() => {
    const set = window.setTimeout.bind(window);
    Object.assign(window, {
      setTimeout: (act: () => void, ms = 0) => (ms >= 5000 ? 0 : set(act, ms)),
    });
  });
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
