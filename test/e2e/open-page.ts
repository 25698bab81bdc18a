import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A page with what must not happen in it. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Console errors, uncaught exceptions, and requests to another origin, one line each. Must stay empty. */
  faults: string[];
}

/** Opens an address in a context of its own and watches it for faults. */
export async function openPage(
  browser: Browser,
  url: string,
  options: {
    width?: number;
    height?: number;
    theme?: 'light' | 'dark';
    locale?: 'en' | 'ko';
    /** Whether the tour begins by itself, as on a first visit. */
    tour?: boolean;
  } = {},
): Promise<WatchedPage> {
  const { width = 1440, height = 900, theme = 'light', locale = 'en', tour = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: locale === 'ko' ? 'ko-KR' : 'en-US',
    acceptDownloads: true,
  });
  if (!tour) await context.addInitScript(() => localStorage.setItem('gamut.toured', '1'));
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  const { origin } = new URL(url);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol.startsWith('http') && asked !== origin) faults.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, context, faults };
}

/** Somebody is at the page: what edits notebooks is loaded then, with all that it needs. */
export async function beAtThePage(page: Page): Promise<void> {
  await page.mouse.move(8, 8);
  const find = () =>
    performance.getEntriesByType('resource').find(({ name }) => name.includes('notebook-tools'))?.name;
  const address = await page.waitForFunction(find);
  // As a text, so that it is the page's own import.
  await page.evaluate(`import(${JSON.stringify(await address.jsonValue())}).then(() => null)`);
}
