import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { useDesk } from './desk.ts';
import { startHostileVendor, type HostileVendor } from './hostile-vendor.ts';

const TRICK = 'Open \u202Efdp.exe\u202C with \u2067care\u2069 today';
const ARABIC = 'قل مرحبا للجميع!';
const NOTEBOOK = `---
gamut: 1
title: Turning
---
\`\`\`persona id=chef
Quick.
\`\`\`

\`\`\`prompt id=ask
{{question}}
\`\`\`

\`\`\`dataset id=people format=jsonl
${JSON.stringify({ id: 'trick', question: TRICK })}
${JSON.stringify({ id: 'arabic', question: ARABIC })}
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: [none, chef]
model: vendor/yes
data: people
\`\`\`
`;

let vendor: HostileVendor;
const desk = useDesk(async () => {
  // It says what it is asked, word by word.
  vendor = await startHostileVendor(['yes']);
  const config = `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`;
  return { notebooks: { 'turning.gamut.md': NOTEBOOK }, config };
});
afterAll(() => vendor?.stop());

/** The numbers of the marks that are seen in an element, and whether its words stand from left to right as they were sent. */
function seen(inside: Locator): Promise<{ codes: string[]; isTurned: boolean; text: string }> {
  return inside.evaluate((root) => {
    const nodes = [...root.querySelectorAll('.turning')];
    // The words after the first mark, whatever else stands between.
    let node = nodes[0]?.nextSibling ?? null;
    while (node && (node.nodeType !== Node.TEXT_NODE || (node.textContent ?? '').length < 3))
      node = node.nextSibling;
    const range = document.createRange();
    const leftOf = (at: number): number => {
      if (!node) return NaN;
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().left;
    };
    return {
      codes: nodes.map((mark) => (mark as HTMLElement).dataset['code'] ?? ''),
      isTurned: !(leftOf(0) < leftOf(1) && leftOf(1) < leftOf(2)),
      text: root.textContent,
    };
  });
}

const CODES = ['U+202E', 'U+202C', 'U+2067', 'U+2069'];
const layout = (page: Page, name: string) => page.locator(`gamut-layout-switch [data-layout="${name}"]`);

it('what turns the direction of an answer unseen is seen by its number everywhere, and turns nothing; what is Arabic stands as such', async () => {
  const { page, context, faults } = await desk.open();
  const run = page.locator('gamut-header [data-run]');
  const done = page.locator('gamut-card[data-status="done"]');
  // At a second try they are there already.
  const isReady = async () => (await run.isEnabled()) || (await done.count()) === 4;
  await expect.poll(isReady).toBe(true);
  if ((await done.count()) < 4) await run.click();
  await expect.poll(() => done.count()).toBe(4);
  const card = page.locator('gamut-card', { hasText: 'today' }).first();
  const text = card.locator('[part="text"]');
  await expect.poll(() => seen(text)).toEqual({ codes: CODES, isTurned: false, text: TRICK });
  expect(await findAxeFaults(page)).toEqual([]);

  // Arabic begins at the right, and ends at the left with its mark.
  const arabic = page.locator('gamut-card', { hasText: 'مرحبا' }).first().locator('[part="text"]');
  const isAtRight = () =>
    arabic.evaluate((box) => {
      const range = document.createRange();
      const [node] = box.childNodes;
      if (!node) return false;
      range.setStart(node, 0);
      range.setEnd(node, 1);
      const first = range.getBoundingClientRect();
      range.setStart(node, (node.textContent ?? '').length - 1);
      range.setEnd(node, (node.textContent ?? '').length);
      return (
        box.getBoundingClientRect().right - first.right < 4 &&
        range.getBoundingClientRect().right < first.left
      );
    });
  await expect.poll(isAtRight).toBe(true);

  await text.scrollIntoViewIfNeeded();
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'turning-cards.png') });
  await card.dblclick();
  const inspected = page.locator('gamut-inspector [part="text"]');
  await expect.poll(() => seen(inspected)).toEqual({ codes: CODES, isTurned: false, text: TRICK });
  await page.locator('gamut-inspector').getByRole('tab', { name: 'Request' }).click();
  const sent = page.locator('gamut-request .content').last();
  await expect.poll(() => seen(sent)).toMatchObject({ codes: CODES, isTurned: false });
  await page.locator('gamut-inspector').getByRole('button', { name: 'Close' }).click();

  await page
    .locator('gamut-card-grid .cell', { has: page.locator('.turning') })
    .first()
    .focus();
  await page.keyboard.press('f');
  const large = page.locator('gamut-focus-answer [part="text"]');
  await expect.poll(() => seen(large)).toEqual({ codes: CODES, isTurned: false, text: TRICK });
  await page.keyboard.press('Escape');

  await layout(page, 'list').click();
  const line = page.locator('gamut-result-row', { hasText: 'today' }).first().locator('.text');
  await expect.poll(() => seen(line)).toMatchObject({ codes: CODES, isTurned: false });
  await layout(page, 'diff').click();
  const difference = page.locator('gamut-text-diff', { hasText: 'today' }).first();
  await expect.poll(async () => (await seen(difference.locator('.text').last())).codes).toEqual(CODES);
  await layout(page, 'blind').click();
  const blind = page.locator('gamut-blind');
  // Of two pairs it is this one or the next.
  await blind.locator('[data-vote="tie"]').waitFor();
  await expect.poll(() => blind.locator('.side .text').count()).toBe(2);
  if ((await blind.locator('.side', { hasText: 'today' }).count()) === 0) {
    await page.keyboard.press('3');
    await blind.locator('[data-act="next"]').click();
  }
  const side = blind.locator('.side', { hasText: 'today' }).first().locator('.text');
  await expect.poll(() => seen(side)).toMatchObject({ codes: CODES, isTurned: false });
  expect(faults).toEqual([]);
  await context.close();
});
