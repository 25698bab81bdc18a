import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launch } from '../e2e/chromium.ts';
import { createFilledProject } from './filled-project.ts';
import { measure, median, say } from './measure.ts';
import { startServer } from './server.ts';
import { createStage, startStandIn } from './stage.ts';
import { countElements, tellFrames, untilPainted, watchFrames } from './watch-page.ts';

const cli = path.resolve(import.meta.dirname, '../../src/cli/gamut.js');
const OPENINGS = 5;
const SCROLL_STEPS = 120;

async function benchOpening(
  browser: Browser,
  url: string,
  { targetMs = 1000 }: { targetMs?: number } = {},
): Promise<void> {
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
    `opens            median ${median(times).toFixed(0)} ms to the first cards   (${all})   (target: under ${targetMs} ms)`,
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
  say(`                 ${await countElements(page)} elements   (target: under 6000)`);
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

/** 10,000 answers of 400 tokens: what opening, scrolling and the number of elements come to. */
async function benchMany(browser: Browser): Promise<void> {
  const project = await createFilledProject({ rows: 20, tokens: 400, withChecks: true });
  const server = await startServer(project);
  try {
    say(`\n# Page: ${project.trials} answers of 400 tokens, with checks, 1440 x 900`);
    await benchOpening(browser, server.url, { targetMs: 1500 });
    for (const layout of ['pivot', 'grid', 'list']) await benchScroll(browser, server.url, layout);
  } finally {
    await server.stop();
    await project.remove();
  }
}

/** The page in a real Chromium: opening and scrolling finished matrices, and many cards that stream at once. */
export async function benchPage(): Promise<void> {
  const browser = await launch();
  try {
    await benchFinished(browser);
    await benchMany(browser);
    await benchStreaming(browser);
  } finally {
    await browser.close();
  }
}
