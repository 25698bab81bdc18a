import { performance } from 'node:perf_hooks';
import type { Browser, CDPSession } from 'playwright-core';
import { fromColumns } from '../../src/core/trial-row.ts';
import type { TrialRow } from '../../src/core/result-api.ts';
import { summarizeColumns } from '../../src/web/results/column-summary.ts';
import { buildPivot, pivotSpec, variedAxes } from '../../src/core/pivot.ts';
import { launch } from '../e2e/chromium.ts';
import { createFilledProject } from './filled-project.ts';
import { median, say } from './measure.ts';
import { startServer, type RunningServer } from './server.ts';
import { countElements, tellFrames, untilPainted, watchFrames } from './watch-page.ts';

const ROWS = 200;
const PAGE = 20_000;
const ROUNDS = 10;

interface Got {
  ms: number;
  firstByteMs: number;
  bytes: number;
  text: string;
}

/** Fetches something to its end; `keep` keeps the body. */
async function get(url: string, { keep = true }: { keep?: boolean } = {}): Promise<Got> {
  const startedAt = performance.now();
  const answer = await fetch(url);
  if (!answer.ok || !answer.body) throw new Error(`${answer.status} ${url}`);
  let firstByteMs = 0;
  let bytes = 0;
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) {
    if (bytes === 0) firstByteMs = performance.now() - startedAt;
    bytes += chunk.length;
    if (keep) chunks.push(chunk);
  }
  return { ms: performance.now() - startedAt, firstByteMs, bytes, text: Buffer.concat(chunks).toString() };
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** All rows, page by page as the page asks for them. */
async function readRows(matrix: string): Promise<{ rows: TrialRow[]; took: number[] }> {
  const rows: TrialRow[] = [];
  const took: number[] = [];
  for (let total = 1; rows.length < total;) {
    const got = await get(`${matrix}/rows?offset=${rows.length}&limit=${PAGE}`);
    const page = JSON.parse(got.text);
    took.push(got.ms);
    total = page.total;
    for (const row of fromColumns(page)) rows.push(row);
  }
  return { rows, took };
}

async function benchServer(server: RunningServer): Promise<void> {
  const matrix = `${server.url}/api/notebooks/bench.gamut.md/matrices/main`;
  say(`starts           ${(await server.memoryMib()).toFixed(0)} MiB`);
  const cold = await readRows(matrix);
  say(`rows, first time ${cold.took.map(ms).join(', ')}   (20,000 each; reads and checks every answer)`);
  const warm = await readRows(matrix);
  say(`rows, again      ${warm.took.map(ms).join(', ')}   ${(await server.memoryMib()).toFixed(0)} MiB`);
  const ids = warm.rows.slice(50_000, 50_100).map(({ trialId }) => trialId);
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    took.push((await get(`${matrix}/results?ids=${ids.join(',')}`)).ms);
  say(`100 full results median ${ms(median(took))}`);
  const plans: number[] = [];
  for (let round = 0; round < 3; round += 1) plans.push((await get(`${matrix}/plan`)).ms);
  say(`plan             ${plans.map(ms).join(', ')}`);
  for (let round = 0; round < 2; round += 1) {
    const csv = await get(`${matrix}/export.csv`, { keep: false });
    const memory = (await server.memoryMib()).toFixed(0);
    say(
      `CSV              ${ms(csv.ms)}, first byte ${ms(csv.firstByteMs)}, ${mb(csv.bytes)}, then ${memory} MiB`,
    );
  }
  const memory: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await readRows(matrix);
    memory.push((await server.memoryMib()).toFixed(0));
  }
  say(`memory over ${ROUNDS} readings of all rows   ${memory.join(', ')} MiB   (flat: it does not grow)`);
  tellPivot(warm.rows);
}

/** What the page does for the foots of a pivot. */
function tellPivot(rows: TrialRow[]): void {
  const took: number[] = [];
  const cpu: number[] = [];
  const byId = new Map(rows.map((row) => [row.trialId, row]));
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    const axes = variedAxes(rows);
    const pivot = buildPivot(rows, pivotSpec(axes), axes);
    summarizeColumns(pivot, (id) => byId.get(id) ?? null);
    took.push(performance.now() - startedAt);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  say(
    `pivot summary    median ${ms(median(took))}, cpu ${ms(median(cpu))}, laid out and summed up   (target: under 300 ms)`,
  );
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
}

async function benchPage(browser: Browser, server: RunningServer): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`${server.url}/#/bench.gamut.md`, { waitUntil: 'commit' });
  say(`page opens       ${ms(await untilPainted(page, 4))} to the first cards with their texts`);
  const session = await context.newCDPSession(page);
  const heaps = [await heapMb(session)];
  const frame = page.locator('gamut-card-grid .frame').first();
  await frame.scrollIntoViewIfNeeded();
  const box = await frame.boundingBox();
  if (!box) throw new Error('the cards are not in sight');
  await page.mouse.move(box.x + box.width / 2, Math.min(box.y + 200, 800));
  for (let part = 0; part < 4; part += 1) {
    const stop = await watchFrames(page);
    for (let step = 0; step < 60; step += 1) await page.mouse.wheel(0, 400);
    tellFrames(`scrolls, part ${part + 1}`, await stop());
    await frame.evaluate(
      (element, share) => (element.scrollTop = element.scrollHeight * share),
      (part + 1) / 4,
    );
    heaps.push(await heapMb(session));
  }
  say(
    `heap of the page ${heaps.map((heap) => heap.toFixed(0)).join(', ')} MB on the way to the end   (flat: it does not grow)`,
  );
  say(`                 ${await countElements(page)} elements   (target: under 6000)`);
  await context.close();
}

/** 100,000 stored trials: what the server takes to tell of them, its memory, and the page's. */
export async function benchScale(): Promise<void> {
  const project = await createFilledProject({ rows: ROWS, tokens: 400, withChecks: true });
  say(`\n# ${project.trials} stored trials of 400 tokens, with three checks`);
  const server = await startServer(project);
  const browser = await launch();
  try {
    await benchServer(server);
    await benchPage(browser, server);
    say(`server at last   ${(await server.memoryMib()).toFixed(0)} MiB`);
  } finally {
    await browser.close();
    await server.stop();
    await project.remove();
  }
}
