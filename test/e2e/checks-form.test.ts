import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FENCE = '```';
const CHECKS = `${FENCE}assert for=main
# What a good answer has

- { id: korean, type: regex, value: '[가-힣]', owner: 지민 }   # agreed in March
- id: short
  type: max-graphemes
  value: 600   # characters
- { id: polite, type: contains, value: [요, 다] }
${FENCE}
`;
const TEXT = `---
gamut: 1
title: Checks
---
# Checks

${FENCE}prompt id=ask
오늘 저녁에 뭘 먹을까요?
${FENCE}

${FENCE}matrix id=main
prompt: ask
model: sandbox/tiny
temperature: 0
max_tokens: 24
seed: 1
${FENCE}

${CHECKS}`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks: { 'checks.gamut.md': TEXT } })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

const file = () => path.join(gamut.folder, 'experiments', 'checks.gamut.md');
const onDisk = () => readFile(file(), 'utf8');
beforeEach(() => writeFile(file(), TEXT));

async function open(options: Parameters<typeof openPage>[2] = {}) {
  const opened = await openPage(browser, `${gamut.url}/#/checks.gamut.md`, options);
  await opened.page.locator('gamut-check-row').first().scrollIntoViewIfNeeded();
  return opened;
}

const row = (page: Page, id: string) => page.getByRole('group', { name: `Check ${id}`, exact: true });

/** Adds a check of a type, by keys. */
async function add(page: Page, type: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a check' }).press('Enter');
  await page.getByRole('button', { name: type, exact: true }).press('Enter');
}

/** What has the focus is called. */
const focused = (page: Page) =>
  page.evaluate(() => {
    let active: Element | null = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.getAttribute('aria-label');
  });

let tries = 0;

describe('the checks of a matrix are a form', () => {
  it('in which a pattern is changed where it stands, and one that is none is told at its field', async () => {
    const { page, context, faults } = await open();
    const pattern = page.getByLabel('korean pattern');
    await pattern.fill('[가-힣');
    await expect
      .poll(() => row(page, 'korean').getByRole('alert').allInnerTexts())
      .toContain('a [ is never closed');
    expect(await pattern.getAttribute('aria-invalid')).toBe('true');
    expect(await onDisk()).toBe(TEXT);
    await pattern.fill('[가-힣]{2,}');
    await pattern.press('Enter');
    await expect.poll(onDisk).toBe(TEXT.replace("'[가-힣]'", '"[가-힣]{2,}"'));
    await expect
      .poll(async () => (await row(page, 'korean').getByRole('alert').allInnerTexts()).join(''))
      .toBe('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+z');
    await expect.poll(onDisk).toBe(TEXT);
    await expect.poll(() => pattern.inputValue()).toBe('[가-힣]');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that is changed by keys alone: another type, another name, another text', async () => {
    const { page, context, faults } = await open();
    const type = page.getByLabel('What short asks of an answer');
    await type.focus();
    await type.selectOption('max-sentences');
    await expect.poll(onDisk).toContain('- id: short\n  type: max-sentences\n  value: 600   # characters\n');
    await page.getByLabel('short sentences').fill('3');
    await page.keyboard.press('Tab');
    await expect.poll(onDisk).toContain('value: 3   # characters');
    const name = page.getByLabel('Name of the check short');
    await name.fill('korean');
    await name.press('Enter');
    await page.getByText("another check is named 'korean'").waitFor();
    await name.fill('짧게');
    await name.press('Enter');
    await expect.poll(onDisk).toContain('- id: 짧게\n  type: max-sentences');
    await page.getByRole('button', { name: 'polite: and, another text' }).press('Enter');
    await page.keyboard.type('죠');
    await expect.poll(onDisk).toContain('value: [요, 다, 죠] }');
    expect(await onDisk()).toContain('owner: 지민 }   # agreed in March\n');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('to which checks are added, copied, moved and taken from', async () => {
    const { page, context, faults } = await open();
    await add(page, 'has a field in its JSON · json-field');
    await expect.poll(onDisk).toContain('\n- { id: field, type: json-field, value: { path: label } }\n');
    await expect.poll(() => focused(page)).toBe('field path');
    await page.keyboard.type('answer.kind');
    await page.getByLabel('field what is asked of the field').selectOption('equals');
    await page.getByLabel('field value').fill('3');
    await page.keyboard.press('Tab');
    await expect.poll(onDisk).toContain('value: { path: answer.kind, equals: 3 } }');

    const menu = (id: string) =>
      page.getByRole('button', { name: `What to do with the check ${id}`, exact: true });
    const choose = (id: string, what: string) =>
      menu(id)
        .press('Enter')
        .then(() => row(page, id).getByRole('button', { name: what, exact: true }).press('Enter'));
    await choose('field', 'Move up');
    await expect
      .poll(async () => (await onDisk()).indexOf('id: polite'))
      .toBeGreaterThan((await onDisk()).indexOf('id: field'));
    await expect.poll(() => focused(page)).toBe('What to do with the check field');
    await choose('korean', 'Duplicate');
    await expect.poll(onDisk).toContain("- { id: korean-2, type: regex, value: '[가-힣]', owner: 지민 }");
    await choose('korean', 'Remove');
    await expect.poll(onDisk).not.toContain('id: korean,');
    expect(await onDisk()).toContain('# What a good answer has\n');
    await page.keyboard.press('Control+z');
    await expect.poll(() => row(page, 'korean').count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that takes a schema as text, with its comments, and tells where it is wrong', async () => {
    const { page, context, faults } = await open();
    await add(page, 'fits a JSON Schema · json-schema');
    const schema = page.getByLabel('schema JSON Schema');
    await schema.fill('type: object\nrequired: [label');
    await expect
      .poll(async () => (await row(page, 'schema').getByRole('alert').allInnerTexts()).join(''))
      .toMatch(/^line 2: /);
    await schema.fill('type: object # of the app\nrequired: [label]');
    await expect
      .poll(onDisk)
      .toContain(
        '- id: schema\n  type: json-schema\n  value:\n    type: object # of the app\n    required: [label]\n',
      );
    expect(await schema.inputValue()).toBe('type: object # of the app\nrequired: [label]');
    await schema.fill('type: objekt\nrequired: [label]');
    await row(page, 'schema').getByText("type: there is no type 'objekt'; did you mean 'object'?").waitFor();
    expect(await onDisk()).not.toContain('objekt');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('which stays one where a check was written wrong by hand, and its source is there', async () => {
    await writeFile(file(), TEXT.replace('value: 600', 'value: many'));
    const { page, context, faults } = await open();
    await page.getByText('write a whole number from 0').waitFor();
    await page.getByLabel('short characters').fill('500');
    await expect.poll(onDisk).toBe(TEXT.replace('value: 600', 'value: 500'));
    await expect.poll(() => page.getByText('write a whole number from 0').count()).toBe(0);
    const frame = page.locator('gamut-assert-cell gamut-cell-frame');
    await frame.getByRole('button', { name: 'Source' }).click();
    await page.getByRole('textbox', { name: 'Source' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that says how many of the answers pass, as what is asked changes', async () => {
    // A request that no earlier try has had answered.
    await writeFile(file(), TEXT.replace('seed: 1', `seed: ${(tries += 1) + 1}`));
    const { page, context, faults } = await open();
    await page.getByRole('button', { name: /^Run/ }).first().click();
    await row(page, 'korean').getByText('1 of 1 pass').waitFor();
    const words = () => row(page, 'short').locator('.passed').innerText();
    await expect.poll(words).toContain('1 of 1 pass');
    await page.getByLabel('short characters').fill('1');
    await expect.poll(words).toContain('0 of 1 pass');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('in which a schema that is none is told though it was written by hand', async () => {
    const wrong = '- { id: shape, type: json-schema, value: { type: object, required: 답 } }\n';
    await writeFile(file(), TEXT.replace('- { id: polite', `${wrong}- { id: polite`));
    const { page, context, faults } = await open();
    const told = 'required: expected a list of names such as [label], not';
    await row(page, 'shape').getByText(told).waitFor();
    await page.locator('gamut-assert-cell .problems, gamut-assert-cell gamut-problem-list').first().waitFor();
    await page.getByLabel('shape JSON Schema').fill('{ type: object, required: [답] }');
    await expect.poll(onDisk).toContain('value: { type: object, required: [답] } }');
    await expect.poll(() => row(page, 'shape').getByText(told).count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that tells of a key which no check has, and of a merge key, each by its line', async () => {
    await writeFile(file(), TEXT.replace("type: regex, value: '[가-힣]'", "type: regex, vlaue: '[가-힣]'"));
    const { page, context, faults } = await open();
    const cell = page.locator('gamut-assert-cell');
    const told = "'vlaue' means nothing in a regex check; did you mean 'value'?";
    await cell.getByRole('button', { name: `22:30 ${told}` }).waitFor();
    await cell.getByRole('button', { name: "'owner' means nothing in a regex check" }).waitFor();
    await writeFile(
      file(),
      TEXT.replace('- id: short', '- <<: *usual\n  id: short').replace('- {', '- &usual {'),
    );
    await cell
      .getByRole('button', { name: /^23:3 a merge key \(<<\) is not understood here; write/ })
      .waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('that tells of a column which there is not, and puts the one that was meant in its place', async () => {
    const data = `${FENCE}dataset id=meals format=csv\nid,menu\na,김밥\n${FENCE}\n\n`;
    const text = TEXT.replace(`${FENCE}matrix`, `${data}${FENCE}matrix`)
      .replace('prompt: ask', 'prompt: ask\ndata: meals')
      .replace('[요, 다]', '"{{menue}}"');
    await writeFile(file(), text);
    const { page, context, faults } = await open();
    const told = "dataset 'meals' has no column 'menue'; did you mean 'menu'?";
    await row(page, 'polite').getByRole('alert').getByText(told).waitFor();
    await page.getByText(`polite: ${told}`).first().waitFor();
    await expect
      .poll(() => row(page, 'polite').locator('mark.missing').allInnerTexts())
      .toEqual(['{{menue}}']);
    await row(page, 'polite').getByRole('button', { name: 'Use {{menu}}' }).click();
    await expect.poll(onDisk).toBe(text.replace('{{menue}}', '{{menu}}'));
    await expect.poll(() => page.getByText(told).count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('with which nothing is run, and nothing counted, while a field holds what cannot be used', async () => {
    const { page, context, faults } = await open();
    // What is missing is known by then: what is done is not asked for.
    await page
      .locator('gamut-header')
      .getByRole('button', { name: /^(Run \d|All done)/ })
      .waitFor();
    await page.getByLabel('short characters').press('Control+Enter');
    const counted = row(page, 'korean').locator('.passed');
    await expect.poll(() => counted.innerText()).toContain('1 of 1 pass');
    const pattern = page.getByLabel('korean pattern');
    await pattern.fill('[가-힣');
    await pattern.press('Control+Enter');
    await page.getByText('Nothing was run: what stands in korean cannot be used.').waitFor();
    await expect.poll(() => counted.innerText()).toMatch(/^—/);
    await expect.poll(() => focused(page)).toBe('korean pattern');
    await page.getByLabel('temperature', { exact: true }).fill('warm');
    await pattern.fill('[가-힣]{2,}');
    await pattern.press('Control+Enter');
    await page.getByText('Nothing was run: what stands in temperature cannot be used.').waitFor();
    await expect.poll(() => counted.innerText()).toContain('1 of 1 pass');
    await expect.poll(onDisk).toContain('[가-힣]{2,}');
    expect(await onDisk()).toContain('temperature: 0\n');
    expect(faults).toEqual([]);
    await context.close();
  });

  it.each(['light', 'dark'] as const)('that everybody can use, narrow and wide (%s)', async (theme) => {
    const { page, context, faults } = await open({ theme });
    await page.getByLabel('korean pattern').fill('[');
    await row(page, 'korean').getByText('a [ is never closed').waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.getByLabel('polite text 1').scrollIntoViewIfNeeded();
    expect(await findAxeFaults(page)).toEqual([]);
    const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    await expect.poll(isWide).toBe(false);
    expect(faults).toEqual([]);
    await context.close();
  });
});
