import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { fromCsv } from '../../src/core/csv.ts';
import { useDesk } from './desk.ts';

const FENCE = '```';
const TEXT = `---
gamut: 1
title: Stale
---
# Stale

${FENCE}persona id=chef
You are a professional chef.
${FENCE}

${FENCE}persona id=pirate
You are a pirate.
${FENCE}

${FENCE}prompt id=ask
What should I eat tonight?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: [chef, pirate]
model: fake/small
temperature: 0.7
${FENCE}

${FENCE}view of=main layout=grid
${FENCE}
`;

let vendor: Server;
/** What the vendor was asked, whatever it was. */
const asked: string[] = [];
/** What answers wait for. */
let gate: Promise<void> = Promise.resolve();

/** A server of OpenAI's protocol that numbers its answers and writes down every request. */
async function startVendor(): Promise<string> {
  vendor = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const data of request) body += String(data);
      asked.push(`${request.method} ${request.url}`);
      const text = `answer ${asked.length} for the ${body.includes('chef') ? 'chef' : 'pirate'}`;
      const head = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'small-1' };
      const tell = (more: object) => response.write(`data: ${JSON.stringify({ ...head, ...more })}\n\n`);
      await gate;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      tell({ choices: [{ index: 0, delta: { role: 'assistant', content: text }, finish_reason: null }] });
      tell({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
      tell({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } });
      response.end('data: [DONE]\n\n');
    })();
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/v1`;
}

const desk = useDesk(async () => ({
  notebooks: {},
  config: [
    'providers:',
    `  - { id: fake, kind: openai, base_url: "${await startVendor()}", models: [small] }`,
    'prices:',
    '  - { model: fake/small, input: 1, output: 2, as_of: 2026-01-01 }',
    '',
  ].join('\n'),
}));

afterAll(() => {
  vendor?.closeAllConnections();
  vendor?.close();
});

let tries = 0;
const name = () => `stale${tries}.gamut.md`;
const onDisk = () => desk.onDisk(name());
const open = () => desk.open(name());
const persona = (page: Page) => page.getByRole('textbox', { name: 'System prompt of chef' });
const cards = (page: Page, status: string) => page.locator(`gamut-card[data-status="${status}"]`);
const cardOf = (page: Page, who: string) => page.locator('gamut-card').filter({ hasText: `for the ${who}` });

/** Presses the button that makes paid answers anew, and says yes to what that asks. */
async function pressReRun(page: Page): Promise<void> {
  await page.locator('gamut-header').getByRole('button', { name: 'Re-run all' }).click();
  await page.locator('gamut-notices').getByRole('alert').getByRole('button', { name: 'Run it' }).click();
}

/** What a browser logs of the question before that by itself is no fault. */
const withoutQuestions = (faults: string[]) => faults.filter((fault) => !fault.includes('409 (Conflict)'));

async function run(page: Page, isAgain = false): Promise<void> {
  const before = asked.length;
  if (isAgain) await pressReRun(page);
  else await page.locator('gamut-header [data-run]').click();
  await expect.poll(() => asked.length).toBeGreaterThan(before);
  await expect.poll(() => cards(page, 'done').count()).toBe(2);
}

// A notebook without a history, which asks what was never answered: nothing is left of an earlier test, or try.
beforeEach(async () => {
  tries += 1;
  await desk.write(
    TEXT.replace('chef.', 'chef. Be brief.').replace('tonight?', `tonight? (${tries})`),
    name(),
  );
});

/** Opens the notebook, and runs what is missing. */
async function openFilled(): ReturnType<typeof open> {
  const watched = await open();
  const button = watched.page.locator('gamut-header [data-run]');
  await expect.poll(() => button.innerText()).toMatch(/All done|Run \d/);
  if (await button.isEnabled()) await button.click();
  await expect.poll(() => cards(watched.page, 'done').count()).toBe(2);
  return watched;
}

describe('a notebook with results', () => {
  it('asks no provider when it is opened, edited, looked at in every way: only when Run is pressed', async () => {
    const before = asked.length;
    const { page, context, faults } = await open();
    await persona(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('..');
    await expect.poll(onDisk).toContain('chef. Be brief...');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await expect.poll(onDisk).toContain('chef. Be brief.\n');
    await page.getByRole('textbox', { name: 'System prompt of pirate' }).focus();
    for (const layout of await page.locator('gamut-results .segments button').all()) await layout.click();
    await page.locator('gamut-results').getByRole('button', { name: 'Grid', exact: true }).click();
    await page.locator('gamut-header').getByRole('button', { name: 'Providers' }).click();
    await page.keyboard.press('Escape');
    await page.reload();
    await persona(page).waitFor();
    await page.locator('gamut-header [data-run]:not([disabled])').waitFor();
    expect(asked).toHaveLength(before);
    await run(page);
    expect(asked.slice(before)).toEqual(['POST /v1/chat/completions', 'POST /v1/chat/completions']);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('has one persona edited: its results alone are stale, with the reason and the difference; undoing the edit ends that', async () => {
    const { page, context, faults } = await openFilled();
    const count = asked.length;
    await persona(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Shift+ArrowLeft');
    await page.keyboard.press('Control+Shift+ArrowLeft');
    await page.keyboard.type('long.');
    await expect.poll(() => cards(page, 'stale').count()).toBe(1);
    expect(await cards(page, 'done').count()).toBe(1);
    await cards(page, 'stale').getByRole('button', { name: 'persona chef changed, 1 line' }).click();
    const inspector = page.locator('gamut-inspector');
    const changed = inspector.getByRole('region', { name: 'What has changed since' });
    await expect.poll(() => changed.locator('del').allInnerTexts()).toEqual(['brief']);
    expect(await changed.locator('ins').allInnerTexts()).toEqual(['long']);
    expect(await findAxeFaults(page)).toEqual([]);
    await page.locator('li[data-kind="persona"]').first().focus();
    // One step, or several where the typing was slow.
    await expect
      .poll(async () => {
        if ((await persona(page).inputValue()).includes('brief')) return true;
        await page.keyboard.press('z');
        return false;
      })
      .toBe(true);
    await expect.poll(() => cards(page, 'done').count()).toBe(2);
    await expect.poll(() => changed.count()).toBe(0);
    expect(asked.length).toBe(count);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps earlier answers: they are read, compared, made current in every view and the CSV; a new run takes their place', async () => {
    const { page, context, faults } = await openFilled();
    const first = (await cardOf(page, 'chef').locator('[part="text"]').innerText()).trim();
    await run(page, true);
    const text = () => cardOf(page, 'chef').locator('[part="text"]').innerText();
    await expect.poll(text).not.toContain(first);
    const second = (await text()).trim();

    await cardOf(page, 'chef').locator('[part="text"]').dblclick();
    const inspector = page.locator('gamut-inspector');
    await inspector.getByRole('tab', { name: 'History' }).click();
    const items = inspector.locator('gamut-trial-history li');
    await expect.poll(() => items.count()).toBe(2);
    expect(await items.first().innerText()).toContain('current');
    expect(await items.last().innerText()).toContain('small-1');
    await items.last().getByRole('button', { name: 'Compare' }).click();
    await expect.poll(() => items.last().locator('del').count()).toBe(1);
    expect(`answer ${await items.last().locator('del').innerText()} for the chef`).toBe(first);
    expect(`answer ${await items.last().locator('ins').innerText()} for the chef`).toBe(second);
    const csv = async () =>
      (await page.request.get(`${desk.gamut.url}/api/notebooks/${name()}/matrices/main/export.csv`)).text();
    expect(await csv()).toContain(second);

    await items.last().getByRole('button', { name: 'Make current' }).click();
    await expect.poll(text).toContain(first);
    await expect.poll(() => items.last().innerText()).toContain('current, chosen');
    expect(await csv()).toContain(first);
    expect(await csv()).not.toContain(second);
    await page.reload();
    await expect.poll(text).toContain(first);

    const count = asked.length;
    await run(page, true);
    await expect.poll(() => asked.length).toBe(count + 2);
    await expect.poll(text).not.toContain(first);
    expect(await csv()).not.toContain(first);
    expect(withoutQuestions(faults)).toEqual([]);
    await context.close();
  });

  it('keeps what was said of an answer with it while it is stale: seen, filtered by, said from another tab, exported', async () => {
    const { page, context, faults } = await openFilled();
    const chef = page.locator('gamut-card-grid gamut-card').filter({ hasText: 'for the chef' });
    // Another at each try: what was asked once is answered.
    const words = ` Be kind ${asked.length} times.`;
    const cell = page.locator('gamut-card-grid .cell').filter({ hasText: 'for the chef' });
    await cell.focus();
    if ((await chef.locator('[data-star]').count()) === 0) await page.keyboard.press('*');
    await chef.locator('[data-star]').waitFor();
    await persona(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(words);
    await expect.poll(() => cards(page, 'stale').count()).toBe(1);
    await chef.locator('[data-star]').waitFor();

    const other = await open();
    const seen = cardOf(other.page, 'chef');
    await expect.poll(() => seen.getAttribute('data-status')).toBe('stale');
    await seen.locator('[data-star]').waitFor();
    await other.page.locator('gamut-card-grid .cell').filter({ hasText: 'for the chef' }).focus();
    const rating = seen.locator('[data-rating="3"]');
    if ((await rating.count()) === 0) await other.page.keyboard.press('3');
    await rating.waitFor();
    await other.context.close();
    await chef.locator('[data-rating="3"]').waitFor();
    await page.locator('gamut-filter-menu [data-filters]').click();
    await page.locator('gamut-filter-menu [data-filter="starred"]').click();
    await expect.poll(() => page.locator('gamut-card').count()).toBe(1);
    await page.locator('[data-show-all]').click();
    await cell.focus();
    await page.keyboard.press('f');
    await page.locator('gamut-focus-answer [data-rate="3"][aria-pressed="true"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('gamut-focus-answer gamut-card').waitFor({ state: 'hidden' });

    await page.locator('[data-csv]').click();
    const download = page.waitForEvent('download');
    await page.getByText(/^Stale answers: \d+\. They are left out/).waitFor();
    await page.getByRole('link', { name: /With stale answers/ }).click();
    const rows = fromCsv(await readFile(await (await download).path(), 'utf8')).rows;
    expect(rows.map((row) => [row['persona'], row['standing'], row['rating'], row['starred']])).toEqual([
      ['chef', 'stale', '3', 'true'],
      ['pirate', 'done', '', 'false'],
    ]);
    expect(rows[0]?.['stale_reason']).toBe('persona chef changed, 1 line');
    const plain = await page.request.get(
      `${desk.gamut.url}/api/notebooks/${name()}/matrices/main/export.csv`,
    );
    expect(fromCsv(await plain.text()).rows.map((row) => row['persona'])).toEqual(['pirate']);

    // Of the new answer nothing has been said; with the old request its own is back, and what was said of it.
    await page.locator('gamut-header [data-run]').click();
    await expect.poll(() => page.locator('gamut-card-grid gamut-card[data-status="done"]').count()).toBe(2);
    expect(await chef.locator('[data-star]').count()).toBe(0);
    await desk.write((await onDisk()).replace(words, ''), name());
    await chef.locator('[data-rating="3"]').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('has a persona edited while its answer is on its way: that is stale when it comes, with the reason, and never done', async () => {
    const { page, context, faults } = await openFilled();
    const log: string[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'PUT') log.push('saved');
      if (response.url().includes('/rows')) log.push('rows');
    });
    const open = Promise.withResolvers<void>();
    gate = open.promise;
    try {
      const before = asked.length;
      await pressReRun(page);
      await expect.poll(() => asked.length).toBe(before + 2);
      await persona(page).focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(` Be calm ${asked.length} times.`);
      await expect
        .poll(() => log.lastIndexOf('rows') > log.indexOf('saved') && log.includes('saved'))
        .toBe(true);
      const statuses = await page
        .locator('gamut-card')
        .first()
        .evaluateHandle((card: HTMLElement) => {
          const seen: (string | undefined)[] = [];
          new MutationObserver(() => seen.push(card.dataset['status'])).observe(card, {
            attributeFilter: ['data-status'],
          });
          return seen;
        });
      open.resolve();
      await expect.poll(() => cards(page, 'stale').count()).toBe(1);
      await expect.poll(() => cards(page, 'done').count()).toBe(1);
      await cards(page, 'stale').getByRole('button', { name: 'persona chef changed, 1 line' }).waitFor();
      expect(await cards(page, 'stale').locator('[part="text"]').innerText()).toMatch(/for the chef/);
      expect(await statuses.evaluate((seen) => seen)).not.toContain('done');
    } finally {
      open.resolve();
    }
    expect(withoutQuestions(faults)).toEqual([]);
    await context.close();
  });
});
