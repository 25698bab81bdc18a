import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../e2e/chromium.ts';
import { measure, median, percentile, say } from './measure.ts';
import { createStage, startStandIn, type Stage } from './stage.ts';

const cli = path.resolve(import.meta.dirname, '../../src/cli/gamut.js');
const OPENINGS = 5;
const SCROLL_STEPS = 120;

interface RunningServer {
  url: string;
  stop: () => Promise<void>;
}

/** `gamut serve` over a stage's notebooks, on any free port. */
async function startServer(stage: Stage): Promise<RunningServer> {
  const flags = ['--disable-warning=ExperimentalWarning', cli, 'serve', '--port', '0', '--lang', 'en'];
  const child = spawn(process.execPath, flags, { cwd: stage.root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url === undefined) continue;
    const stop = async () => {
      child.kill('SIGTERM');
      await ended;
    };
    return { url, stop };
  }
  throw new Error('gamut serve ended before it said its address');
}

/** Milliseconds from the start of the navigation to the frame after so many cards were there with something in them. */
async function untilPainted(page: Page, count: number): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const cards: Element[] = [];
      const look = (root: ParentNode): void => {
        for (const element of root.querySelectorAll('*')) {
          if (element.localName === 'gamut-card' && element.getAttribute('data-status') === 'done')
            cards.push(element);
          if (element.shadowRoot) look(element.shadowRoot);
        }
      };
      look(document);
      return cards.filter((card) => card.clientHeight > 0).length >= wanted ? performance.now() : false;
    },
    count,
    { polling: 'raf', timeout: 60_000 },
  );
  return Number(await handle.jsonValue());
}

/** Starts to note the length of every frame and of every long task (over 50 ms) in the page. */
async function watchFrames(page: Page): Promise<() => Promise<{ frames: number[]; longTasks: number[] }>> {
  await page.evaluate(() => {
    const noted = { frames: [] as number[], longTasks: [] as number[], isOn: true };
    Object.assign(globalThis, { noted });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) noted.longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    let last = performance.now();
    const next = (now: number) => {
      noted.frames.push(now - last);
      last = now;
      if (noted.isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  return () =>
    page.evaluate(() => {
      const { noted } = globalThis as unknown as {
        noted: { frames: number[]; longTasks: number[]; isOn: boolean };
      };
      noted.isOn = false;
      return { frames: noted.frames, longTasks: noted.longTasks };
    });
}

function tellFrames(what: string, { frames, longTasks }: { frames: number[]; longTasks: number[] }): void {
  const late = frames.filter((ms) => ms > 50).length;
  const longest = Math.max(0, ...longTasks).toFixed(0);
  say(
    `${what}   ${frames.length} frames, p50 ${percentile(frames, 0.5).toFixed(1)} ms, p95 ${percentile(frames, 0.95).toFixed(1)} ms, ` +
      `max ${Math.max(...frames).toFixed(0)} ms, ${late} over 50 ms; ${longTasks.length} long tasks, the longest ${longest} ms`,
  );
}

async function benchOpening(browser: Browser, url: string): Promise<void> {
  const times: number[] = [];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  for (let round = 0; round < OPENINGS; round += 1) {
    const page = await context.newPage();
    await page.goto(`${url}/#/bench.gamut.md`, { waitUntil: 'commit' });
    times.push(await untilPainted(page, 4));
    await page.close();
  }
  await context.close();
  const all = times.map((ms) => `${ms.toFixed(0)} ms`).join(', ');
  say(
    `opens            median ${median(times).toFixed(0)} ms to the first cards   (${all})   (target: under 1000 ms)`,
  );
}

async function benchScroll(browser: Browser, url: string, layout: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  await page.goto(`${url}/#/bench.gamut.md`);
  await untilPainted(page, 4);
  if (layout !== 'pivot') await page.getByRole('button', { name: layout, exact: false }).first().click();
  const frame = page.locator(layout === 'list' ? 'gamut-list' : 'gamut-card-grid').first();
  await frame.scrollIntoViewIfNeeded();
  const box = await frame.boundingBox();
  if (!box) throw new Error(`the ${layout} is not in sight`);
  await page.mouse.move(box.x + box.width / 2, Math.min(box.y + 200, 800));
  const stop = await watchFrames(page);
  for (let step = 0; step < SCROLL_STEPS; step += 1) await page.mouse.wheel(0, 240);
  tellFrames(`scrolls ${layout.padEnd(8)}`, await stop());
  await page.close();
}

async function benchFinished(browser: Browser): Promise<void> {
  const standIn = await startStandIn();
  const stage = await createStage({
    ...standIn,
    rows: 250,
    topLogprobs: 5,
    axes: ['temperature: [0, 0.3, 0.7, 1.5]'],
  });
  try {
    say('\n# Page: a finished matrix of 1,000 trials (250 rows x 4 temperatures), 1440 x 900');
    await measure(cli, ['run', stage.notebook, '--yes', '--concurrency', '64'], stage.root);
    const server = await startServer(stage);
    try {
      await benchOpening(browser, server.url);
      for (const layout of ['pivot', 'grid', 'list']) await benchScroll(browser, server.url, layout);
    } finally {
      await server.stop();
    }
  } finally {
    await stage.remove();
    standIn.stop();
  }
}

async function benchStreaming(browser: Browser): Promise<void> {
  const standIn = await startStandIn({ tokens: 200, tokenMs: 30 });
  const stage = await createStage({ ...standIn, rows: 64, topLogprobs: 5, price: 0 });
  const server = await startServer(stage);
  try {
    say('\n# Page: 64 cards streaming at once, 200 tokens each, one every 30 ms, with 5 top_logprobs');
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
    await page.goto(`${server.url}/#/bench.gamut.md`);
    const run = page.locator('gamut-header [data-run]:not([disabled])');
    await run.waitFor();
    await run.click();
    await page.locator('gamut-card[data-status="streaming"]').first().waitFor();
    const stop = await watchFrames(page);
    await page.locator('gamut-card[data-status="done"]').first().waitFor({ timeout: 120_000 });
    tellFrames('streams', await stop());
    await page.close();
  } finally {
    await server.stop();
    await stage.remove();
    standIn.stop();
  }
}

/** The page in a real Chromium: opening and scrolling a finished matrix, and many cards that stream at once. */
export async function benchPage(): Promise<void> {
  const browser = await launch();
  try {
    await benchFinished(browser);
    await benchStreaming(browser);
  } finally {
    await browser.close();
  }
}
