import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { useDesk } from './desk.ts';

const FENCE = '```';
const COLUMN = 'a_column_whose_name_is_far_longer_than_a_phone_is_wide_and_has_no_blank';
const NOTEBOOK = `---
gamut: 1
title: 좁은 화면
---
# 좁은 화면

${FENCE}persona id=calm name="언제나 따뜻하고 느긋하게 끝까지 들어 주는 동네 상담사 선생님"
따뜻하게 답하세요.
${FENCE}

${FENCE}persona id=chef name="A very busy chef of a very small kitchen by the sea"
You are a chef.
${FENCE}

${FENCE}prompt id=ask
{{question}} {{${COLUMN}}}
${FENCE}

${FENCE}dataset id=people format=csv
id,question,${COLUMN}
tofu,두부를 볶을까요?,하나
${'rice'.repeat(12)},밥은요?,둘
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: [calm, chef]
model: sandbox/tiny
data: people
max_tokens: 4
${FENCE}

${FENCE}matrix id=plain
prompt: ask
persona: calm
model: sandbox/tiny
max_tokens: 4
${FENCE}
`;

const desk = useDesk({ notebooks: { 'narrow.gamut.md': NOTEBOOK } });

/** Which of them hold words that stand beyond their edge, or beyond the edge of what they stand in. */
const spilling = (all: Locator): Promise<string[]> =>
  all.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        const words = range.getBoundingClientRect();
        const box = element.getBoundingClientRect();
        const row = element.parentElement?.getBoundingClientRect() ?? box;
        return (
          words.bottom > box.bottom ||
          words.top < box.top ||
          words.right > box.right ||
          box.right > row.right + 1
        );
      })
      .map((element) => element.textContent.trim()),
  );

async function open(): Promise<Awaited<ReturnType<typeof desk.open>>> {
  const opened = await desk.open(undefined, { width: 320, height: 700, locale: 'ko' });
  await opened.page.locator('gamut-matrix-cell').first().locator('.chip').first().waitFor();
  return opened;
}

const sideways = (page: Page) =>
  page.evaluate(() => {
    const main = document.querySelector('gamut-app')?.shadowRoot?.querySelector('main');
    return main ? main.scrollWidth - main.clientWidth : -1;
  });

describe('the form of a notebook at 320 px', () => {
  it('has every long name within its chip, and the word of a field in one line', async () => {
    const { page, context, faults } = await open();
    const matrix = page.locator('gamut-matrix-cell').first();
    await matrix.scrollIntoViewIfNeeded();
    const chips = matrix.locator('.chip');
    expect(await chips.count()).toBeGreaterThan(3);
    expect(await spilling(chips)).toEqual([]);
    const prompt = page.locator('gamut-prompt-cell');
    await prompt.scrollIntoViewIfNeeded();
    await prompt.locator('.column').first().waitFor();
    expect(await spilling(prompt.locator('.column'))).toEqual([]);
    const word = prompt.locator('gamut-prompt-preview').getByText('미리 보기');
    await word.scrollIntoViewIfNeeded();
    const lines = await word.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const [text] = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      if (text) range.setEnd(text, text.textContent?.trimEnd().length ?? 0);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    expect(lines).toBe(1);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await findAxeFaults(page, 'moderate')).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('what a matrix leaves out', () => {
  it('has a line only where there is something that can be left out', async () => {
    const { page, context, faults } = await open();
    const matrices = page.locator('gamut-matrix-cell');
    const line = (at: number) => matrices.nth(at).locator('dt').getByText('제외', { exact: true });
    await expect.poll(() => line(0).count()).toBe(1);
    expect(await line(1).count()).toBe(0);
    await matrices.nth(1).getByRole('button', { name: 'A very busy chef' }).click();
    await matrices.nth(1).getByRole('combobox', { name: '데이터셋' }).selectOption('people');
    await expect.poll(() => line(1).count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});
