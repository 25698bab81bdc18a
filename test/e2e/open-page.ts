import { setTimeout } from 'node:timers/promises';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';

/** A page with what must not happen in it. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Console errors, uncaught exceptions, and requests to another origin, one line each. Must stay empty. */
  faults: string[];
}

/** What is told of a page whose test failed: so many of its last requests, and so much of what it shows. */
const LAST_REQUESTS = 40;
const MOST_SHOWN = 6000;

/** Tells, should the test fail, what the pages show and have asked for: a failure on another machine is not seen again. */
function tellOnFailure(context: BrowserContext, faults: readonly string[], close: () => Promise<void>): void {
  if (expect.getState().currentTestName === undefined) return;
  const startedAt = performance.now();
  const lines: string[] = [];
  const note = (line: string) => lines.push(`${Math.round(performance.now() - startedAt)} ms ${line}`);
  context.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/api/')) note(`> ${request.method()} ${pathname}${search}`);
  });
  context.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/api/'))
      note(`< ${response.status()} ${response.request().method()} ${pathname}`);
  });
  context.on('requestfailed', (request) => note(`x ${request.method()} ${request.url()}`));
  onTestFailed(async () => {
    const shown = context.pages().map(async (page) => {
      const body = page.locator('body').ariaSnapshot({ timeout: 10_000 });
      return `${page.url()}\n${(await body.catch(String)).slice(0, MOST_SHOWN)}`;
    });
    console.log([...faults, ...lines.slice(-LAST_REQUESTS), ...(await Promise.all(shown))].join('\n'));
    // Left open it would take up, and write, the files of the second try.
    await close().catch(() => undefined);
  });
}

/** So long what a page has sent may be on its way when it is closed; a test may hold it for good. */
const MOST_ON_THE_WAY_MS = 5000;

/** Keeps count of what pages have sent and not heard of. The returned function waits until that is nothing. */
function countSent(context: BrowserContext): () => Promise<void> {
  const sent = new Set<Request>();
  context.on('request', (request) => request.method() !== 'GET' && sent.add(request));
  context.on('requestfinished', (request) => sent.delete(request));
  context.on('requestfailed', (request) => sent.delete(request));
  return async () => {
    const startedAt = performance.now();
    while (sent.size > 0 && performance.now() - startedAt < MOST_ON_THE_WAY_MS) await setTimeout(20);
  };
}

/** Waits until a page is writing nothing. One that is closed before says its last words to the next test's server and files. */
async function comeToRest(page: Page): Promise<void> {
  const isAtRest = () => {
    const header = document.querySelector('gamut-app')?.shadowRoot?.querySelector('gamut-header');
    const state = header?.shadowRoot?.querySelector<HTMLElement>('[data-save]')?.dataset['save'];
    return state !== 'unsaved' && state !== 'saving';
  };
  try {
    await page.waitForFunction(isAtRest);
  } catch (error) {
    if (!/crashed|closed/.test(String(error))) throw error;
  }
}

/** Opens an address in a context of its own and watches it for faults. Its pages come to rest before they are closed. */
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
    /** What is done with the context before the address is opened. */
    before?: (context: BrowserContext) => Promise<unknown>;
  } = {},
): Promise<WatchedPage> {
  const { width = 1440, height = 900, theme = 'light', locale = 'en', tour = false, before } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: locale === 'ko' ? 'ko-KR' : 'en-US',
    acceptDownloads: true,
  });
  if (!tour) await context.addInitScript(() => localStorage.setItem('gamut.toured', '1'));
  const page = await context.newPage();
  // Not how long a step may take, but when it hangs: the machine may be busy.
  page.setDefaultTimeout(60_000);
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
  const close = context.close.bind(context);
  tellOnFailure(context, faults, close);
  const untilHeard = countSent(context);
  context.close = async (how) => {
    await Promise.all(context.pages().map(comeToRest));
    await untilHeard();
    await close(how);
  };
  await before?.(context);
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
