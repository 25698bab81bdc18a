import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../e2e/chromium.ts';
import { startGamut, type GamutProcess } from '../e2e/gamut-process.ts';
import { beAtThePage } from '../e2e/open-page.ts';
import { median, percentile, say } from './measure.ts';
import { toNotebookText } from './notebook-text.ts';

const SIZES = [
  { name: '30 kB', cells: 30, characters: 30_000 },
  { name: '300 kB', cells: 300, characters: 300_000 },
  { name: '3 MB', cells: 1000, characters: 3_000_000 },
];
/** Where keys are pressed: a cell near the beginning, of each kind that is typed in. */
const FIELDS = [
  { kind: 'persona', label: 'System prompt of p1' },
  { kind: 'prompt', label: 'prompt ask3' },
];
const KEYS = 20;
const READS = 3;

interface Keys {
  /** What the page does with each key before anything else can happen, milliseconds. */
  script: number[];
  /** From the key to the frame that shows it. */
  frame: number[];
}

/** Presses keys in a field, one after the other, and measures what each takes. */
async function pressKeys(page: Page, label: string): Promise<Keys> {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.focus();
  await page.keyboard.press('Control+End');
  await page.evaluate(() => {
    const noted = { script: [] as number[], frame: [] as number[] };
    Object.assign(globalThis, { noted });
    addEventListener(
      'input',
      () => {
        const from = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => noted.script.push(performance.now() - from));
        port1.start();
        port2.postMessage(null);
        requestAnimationFrame(() => setTimeout(() => noted.frame.push(performance.now() - from)));
      },
      { capture: true },
    );
  });
  for (let key = 0; key < KEYS; key += 1) {
    await page.keyboard.press('x', { delay: 20 });
    await page.waitForFunction(
      (count) => (globalThis as unknown as { noted: Keys }).noted.frame.length === count,
      key + 1,
    );
  }
  return page.evaluate(() => (globalThis as unknown as { noted: Keys }).noted);
}

const ms = (values: number[], share = 0.5) => `${percentile(values, share).toFixed(1)} ms`;

/** What a key takes in each kind of field. Gives the median of what the page does with one. */
async function benchKeys(browser: Browser, gamut: GamutProcess, name: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  await context.addInitScript(() => localStorage.setItem('gamut.toured', '1'));
  const all: number[] = [];
  for (const { kind, label } of FIELDS) {
    const page = await context.newPage();
    page.setDefaultTimeout(180_000);
    await page.goto(`${gamut.url}/#/${encodeURIComponent(name)}`);
    await beAtThePage(page);
    await page.waitForFunction(() => document.querySelector('gamut-app') !== null);
    await page.getByRole('textbox', { name: label, exact: true }).waitFor();
    // A notebook is whole on the page after a while.
    await page.locator('[data-later]').first().waitFor({ state: 'detached', timeout: 180_000 });
    const { script, frame } = await pressKeys(page, label);
    all.push(...script);
    say(
      `  key in a ${kind.padEnd(8)} script ${ms(script)}, p95 ${ms(script, 0.95)}; until it is seen ${ms(frame)}, p95 ${ms(frame, 0.95)}`,
    );
    await page.close();
  }
  await context.close();
  return median(all);
}

async function timed(url: string): Promise<{ ms: number; bytes: number }> {
  const from = performance.now();
  const answer = await fetch(url);
  const bytes = (await answer.arrayBuffer()).byteLength;
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return { ms: performance.now() - from, bytes };
}

/** What reading a notebook takes the server, and how long others wait for a small answer meanwhile. */
async function benchReading(gamut: GamutProcess, name: string, text: string): Promise<number> {
  const file = path.join(gamut.folder, 'experiments', name);
  // As the page reads it.
  const address = `${gamut.url}/api/notebooks/${encodeURIComponent(name)}?lean=1`;
  const after = { change: [] as number[], again: [] as number[], others: [] as number[] };
  let bytes = 0;
  for (let round = 0; round < READS; round += 1) {
    await writeFile(file, `${text}\nChanged ${round}.\n`);
    let isRead = false;
    const reading = timed(address).finally(() => (isRead = true));
    do after.others.push((await timed(`${gamut.url}/api/settings`)).ms);
    while (!isRead);
    const changed = await reading;
    bytes = changed.bytes;
    after.change.push(changed.ms);
    after.again.push((await timed(address)).ms);
  }
  await writeFile(file, text);
  say(
    `  is read, once changed: ${ms(after.change)}; again: ${ms(after.again)} (${(bytes / 1e6).toFixed(2)} MB); others wait ${ms(after.others, 1)} at most`,
  );
  return median(after.change);
}

/** Large notebooks: what a key takes, and what reading one takes the server, against a small one. */
export async function benchNotebook(): Promise<void> {
  const notebooks = Object.fromEntries(SIZES.map((size) => [`${size.name}.gamut.md`, toNotebookText(size)]));
  const [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks })]);
  try {
    const taken: { key: number; reading: number }[] = [];
    for (const { name, cells } of SIZES) {
      say(`\n# A notebook of ${name} in ${cells} cells`);
      const file = `${name}.gamut.md`;
      const reading = await benchReading(gamut, file, notebooks[file] ?? '');
      taken.push({ key: await benchKeys(browser, gamut, file), reading });
    }
    const [small, middle, large] = taken;
    if (!small || !middle || !large) return;
    const ratio = (one: number, other: number) => (one / other).toFixed(1);
    say(
      `ratio to 30 kB   key ${ratio(middle.key, small.key)} at 300 kB, ${ratio(large.key, small.key)} at 3 MB; ` +
        `reading ${ratio(middle.reading, small.reading)}, ${ratio(large.reading, small.reading)}   (targets: a key under 16 ms at 300 kB, 50 ms at 3 MB)`,
    );
  } finally {
    await browser.close();
    await gamut.remove();
  }
}
