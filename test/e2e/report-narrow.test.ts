import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';

const FENCE = '```';
/** Words without a blank wherever a notebook can have them, and tables that are wider than a phone. */
const NOTEBOOK = `---
gamut: 1
title: A_title_of_a_notebook_that_is_much_longer_than_a_phone_is_wide_without_any_blank
---
# Long

See code_that_is_far_longer_than_a_phone_is_wide_and_has_no_blank_anywhere and https://example.com/a/very/long/address/that/goes/on/and/on/without/end

| one column | another column | a third column | a fourth column | a fifth column |
|---|---|---|---|---|
| words in it | words_in_it_without_blank | words | 1000000 | words |

${FENCE}persona id=a_persona_id_longer_than_a_phone_is_wide_and_no_blank_in_it
You_are_a_word_that_is_far_longer_than_a_phone_is_wide_and_has_no_blank_anywhere
${FENCE}

${FENCE}prompt id=ask
{{a_column_whose_name_is_far_longer_than_a_phone_is_wide}}
${FENCE}

${FENCE}dataset id=people format=csv
id,a_column_whose_name_is_far_longer_than_a_phone_is_wide
tofu,a_value_that_is_far_longer_than_a_phone_is_wide_and_has_no_blank_anywhere
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: a_persona_id_longer_than_a_phone_is_wide_and_no_blank_in_it
model: sandbox/tiny
data: people
max_tokens: 4
${FENCE}

${FENCE}assert for=main
- { id: a_check_whose_id_is_far_longer_than_a_phone_is_wide_and_more, type: min-graphemes, value: 1 }
${FENCE}

${FENCE}chart of=main kind=tokens
by: persona
${FENCE}
`;

const desk = useDesk({ notebooks: { 'long.gamut.md': NOTEBOOK } });

describe('a saved report on a phone', () => {
  it('never scrolls sideways: what is wide wraps, or scrolls in a box of its own', async () => {
    const { page, context, faults } = await desk.open();
    const run = page.locator('gamut-header [data-run]');
    const isDone = async () => /All done/.test(await run.innerText());
    await expect.poll(async () => (await run.isEnabled()) || (await isDone())).toBe(true);
    if (!(await isDone())) await run.click();
    await expect.poll(isDone, { timeout: 60_000 }).toBe(true);
    const chart = page.locator('gamut-chart');
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('.sentence').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('save a report');
    await page.getByRole('option', { name: /Save a report/ }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(faults).toEqual([]);

    const reader = await context.newPage();
    await reader.setViewportSize({ width: 320, height: 700 });
    await reader.setContent(await readFile(await download.path(), 'utf8'));
    for (const details of await reader.locator('details > summary').all()) await details.click();
    const beyond = await reader.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      const wide = [...document.querySelectorAll('body *')].filter(
        (one) => one.getBoundingClientRect().right > clientWidth + 1 && !one.closest('.scroll'),
      );
      return { by: scrollWidth - clientWidth, wide: wide.map((one) => one.outerHTML.slice(0, 80)) };
    });
    expect(beyond).toEqual({ by: 0, wide: [] });
    expect(await reader.locator('.scroll > table').count()).toBeGreaterThanOrEqual(5);
    await context.close();
  });
});
