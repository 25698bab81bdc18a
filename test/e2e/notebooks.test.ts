import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage } from './open-page.ts';

const FENCE = '```';

/** A notebook that runs on the sandbox: one trial a persona. */
const notebook = (title: string, more = ''): string => {
  // Requests of its own, so that no other notebook has answered them.
  const seed = [...title].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 100_000, 7);
  return `---
gamut: 1
title: ${title}
defaults: { max_tokens: 24 }
---
# ${title}

${FENCE}persona id=chef name="Chef of ${title}"
You are a professional chef.
${FENCE}

## Questions

${FENCE}prompt id=ask
I feel tired
${FENCE}

### The matrix

${FENCE}matrix id=main
prompt: ask
persona: [none, chef]
model: sandbox/tiny
temperature: 0.3
seed: ${seed}
${FENCE}
${more}`;
};

const PIRATE = `# Sea

${FENCE}persona id=pirate name="Pirate captain"
You are a pirate captain.
Use pirate slang.
${FENCE}

${FENCE}persona id=cook name="Ship's cook"
You are a professional chef.
${FENCE}
`;

let browser: Browser;
let gamut: GamutProcess;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([
    launch(),
    startGamut({ notebooks: { 'one.gamut.md': notebook('One') } }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

beforeEach(() => gamut.revive());

const fileOf = (name: string) => path.join(gamut.folder, 'experiments', name);
const onDisk = (name: string) => readFile(fileOf(name), 'utf8');
let made = 0;

/** Makes a notebook that no other test has; gives its name and title. */
async function make(title: string): Promise<[name: string, title: string]> {
  made += 1;
  const own = `${title} ${made}`;
  const name = `${title.toLowerCase()}${made}.gamut.md`;
  await writeFile(fileOf(name), notebook(own));
  return [name, own];
}

const list = (page: Page) => page.getByRole('navigation', { name: 'Notebooks' });
const item = (page: Page, title: string) => list(page).getByRole('button', { name: title, exact: true });
const outline = (page: Page) => page.getByRole('navigation', { name: 'Outline' });
const titles = (page: Page) => list(page).locator('.item[data-name] .text').allInnerTexts();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

/** Waits until all that the page asks of an open notebook has been answered: what is asked of one that is gone is refused. */
async function untilAllIsAsked(page: Page): Promise<void> {
  await outline(page).getByText('0/2 done').waitFor();
  await page.locator('gamut-header [data-run]:not([disabled])').waitFor();
}

async function act(page: Page, title: string, what: string): Promise<void> {
  await item(page, title).hover();
  await list(page)
    .getByRole('button', { name: `Actions on ${title}` })
    .click();
  await list(page).getByRole('button', { name: what, exact: true }).click();
}

async function command(page: Page, words: string, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.getByRole('option', { name: title }).first().click();
}

async function run(page: Page): Promise<void> {
  await page.locator('gamut-header [data-run]').click();
  await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(2);
}

/** Files dropped on an element, as a file manager does it. */
async function drop(target: Locator, files: { name: string; bytes: number[] }[]): Promise<void> {
  const data = await target.evaluateHandle((_, given) => {
    const transfer = new DataTransfer();
    for (const { name, bytes } of given) transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, files);
  await target.dispatchEvent('dragover', { dataTransfer: data });
  await target.dispatchEvent('drop', { dataTransfer: data });
}
const asFile = (name: string, text: string) => ({ name, bytes: [...Buffer.from(text)] });

describe('the notebooks of the folder', () => {
  it('are renamed with their results, in every tab that has them open', async () => {
    const [name, title] = await make('Tone');
    const a = await openPage(browser, `${gamut.url}/#/${name}`);
    await run(a.page);
    const b = await openPage(browser, `${gamut.url}/#/${name}`);
    await outline(b.page).getByText('2/2 done').waitFor();
    await outline(a.page).getByText('2/2 done').waitFor();
    await act(a.page, title, 'Rename…');
    const dialog = a.page.getByRole('dialog', { name: 'Rename' });
    expect(await findAxeFaults(a.page)).toEqual([]);
    await dialog.getByRole('textbox', { name: 'Title' }).fill(`New ${title}`);
    await dialog.getByRole('textbox', { name: 'File name' }).fill(`sub/new-${name.replace('.gamut.md', '')}`);
    await a.page.keyboard.press('Enter');
    const renamed = `sub/new-${name}`;
    await item(a.page, `New ${title}`).waitFor();
    for (const { page } of [a, b]) {
      await expect.poll(() => new URL(page.url()).hash).toBe(`#/${renamed}`);
      await expect.poll(() => titles(page)).toContain(`New ${title}`);
      await expect.poll(() => titles(page)).not.toContain(title);
      await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(2);
    }
    await list(a.page).getByText('sub', { exact: true }).waitFor();
    // The title is said in the front matter and in the first heading, the file's name beside it.
    expect(await onDisk(renamed)).toBe(
      notebook(title)
        .replace(`title: ${title}`, `title: New ${title}`)
        .replace(`\n# ${title}\n`, `\n# New ${title}\n`),
    );
    await a.page
      .locator('gamut-note-cell')
      .getByRole('heading', { name: `New ${title}` })
      .waitFor();
    expect(await a.page.locator('gamut-header [data-file]').innerText()).toBe(renamed);
    expect(existsSync(fileOf(name))).toBe(false);
    // An edit shows that the history came along: the answer is stale, not gone.
    await a.page.getByRole('textbox', { name: 'System prompt of chef' }).fill('You are a coach.');
    await outline(a.page).getByText('1 stale').waitFor();
    expect([...a.faults, ...b.faults]).toEqual([]);
    await a.context.close();
    await b.context.close();
  });

  it('are not renamed onto one another, and the dialog says why', async () => {
    const [name, title] = await make('Mine');
    const [other, otherTitle] = await make('Other');
    const { page, context } = await openPage(browser, `${gamut.url}/#/${name}`);
    await item(page, title).focus();
    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog', { name: 'Rename' });
    await dialog.getByRole('textbox', { name: 'File name' }).fill(other.replace('.gamut.md', ''));
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('is there already').waitFor();
    await dialog.getByRole('textbox', { name: 'File name' }).fill('../out');
    await page.keyboard.press('Enter');
    await dialog.getByRole('alert').getByText('Type a file name').waitFor();
    await page.keyboard.press('Escape');
    expect(await onDisk(other)).toBe(notebook(otherTitle));
    expect(await onDisk(name)).toBe(notebook(title));
    await context.close();
  });

  it('are copied, and the copy has the results of the same requests', async () => {
    const [name, title] = await make('Copied');
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
    await run(page);
    await act(page, title, 'Duplicate');
    await item(page, `${title} (2)`).waitFor();
    await expect.poll(() => new URL(page.url()).hash).not.toBe(`#/${name}`);
    await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(2);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('go to the trash and come back by Undo', async () => {
    const [name, title] = await make('Gone');
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
    await untilAllIsAsked(page);
    await item(page, title).focus();
    await page.keyboard.press('Delete');
    const notice = page.getByRole('status').filter({ hasText: 'in the trash' });
    await notice.waitFor();
    expect(existsSync(fileOf(name))).toBe(false);
    const trashed = await readdir(fileOf('.trash'), { recursive: true });
    expect(trashed.filter((one) => one.endsWith(name))).toHaveLength(1);
    await expect.poll(() => titles(page)).not.toContain(title);
    await expect.poll(() => new URL(page.url()).hash).not.toContain(name);
    await notice.getByRole('button', { name: 'Undo' }).click();
    await heading(page, title).waitFor();
    expect(await onDisk(name)).toBe(notebook(title));
    expect(faults).toEqual([]);
    await context.close();
  });

  it('come back out of the trash after a reload too', async () => {
    const [name, title] = await make('Missed');
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
    await untilAllIsAsked(page);
    await item(page, title).focus();
    await page.keyboard.press('Delete');
    await page.getByRole('status').filter({ hasText: 'in the trash' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Trash', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Trash' });
    await dialog.getByText(name).waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'trash.png') });
    await dialog.getByRole('button', { name: `Restore “${title}”` }).click();
    await heading(page, title).waitFor();
    expect(await onDisk(name)).toBe(notebook(title));
    await page.keyboard.press('Control+k');
    await page.locator('gamut-palette input').fill('휴지통');
    await page.getByRole('option', { name: /Trash: bring a notebook back/ }).click();
    await dialog.waitFor();
    expect(await dialog.getByText(name).count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('come in by drop, with their data; what cannot is told, and the rest is taken', async () => {
    const { page, context, faults } = await openPage(browser, gamut.url);
    made += 1;
    // Where an earlier try has brought it, it would come in under another name.
    await rm(fileOf('people.csv'), { force: true });
    const stem = `brought${made}`;
    const brought = `# Brought\n\n${FENCE}dataset id=people src=people.csv format=csv\n${FENCE}\n`;
    await drop(page.locator('main'), [
      asFile(`${stem}.gamut.md`, brought),
      asFile('people.csv', 'id,name\n1,지민\n'),
      asFile('photo.png', 'x'),
      // 가나다 in EUC-KR.
      { name: 'old.gamut.md', bytes: [0xb0, 0xa1, 0xb3, 0xaa, 0xb4, 0xd9] },
    ]);
    await heading(page, 'Brought').waitFor();
    const notice = page.getByRole('alert').filter({ hasText: 'Imported' });
    await notice.getByText('photo.png').waitFor();
    expect(await notice.innerText()).toContain('It is not UTF-8 text');
    expect(await onDisk('people.csv')).toBe('id,name\n1,지민\n');
    await page.getByText('지민').first().waitFor();
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await drop(page.locator('main'), [asFile(`${stem}.gamut.md`, '# Brought again\n')]);
    await heading(page, 'Brought again').waitFor();
    expect(new URL(page.url()).hash).toBe(`#/${stem}-2.gamut.md`);
    expect(await onDisk(`${stem}.gamut.md`)).toBe(brought);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are downloaded as they are on the disk, from the menu in the list and from the palette', async () => {
    const [name, title] = await make('Taken');
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
    await heading(page, title).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), act(page, title, 'Download')]);
    expect(file.suggestedFilename()).toBe(name);
    expect(await readFile(await file.path(), 'utf8')).toBe(await onDisk(name));
    for (const words of ['download', 'export notebook', '내려받기']) {
      const [again] = await Promise.all([
        page.waitForEvent('download'),
        command(page, words, 'Download the notebook'),
      ]);
      expect(again.suggestedFilename()).toBe(name);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('of the same title are told apart by the names of their files', async () => {
    const [first, title] = await make('Twin');
    const second = first.replace('.gamut.md', '-b.gamut.md');
    await writeFile(fileOf(second), notebook(title));
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${first}`);
    await heading(page, title).waitFor();
    const files = page.locator('gamut-notebook-list li').filter({ hasText: title }).locator('[data-file]');
    await expect.poll(async () => (await files.allInnerTexts()).sort()).toEqual([first, second].sort());
    const [, other] = await make('Alone');
    await item(page, other).waitFor();
    expect(
      await page.locator('gamut-notebook-list li').filter({ hasText: other }).locator('[data-file]').count(),
    ).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('of which none came in are told of until another notebook is opened', async () => {
    const [name, title] = await make('Stays');
    const [, other] = await make('Next');
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
    await heading(page, title).waitFor();
    await drop(page.locator('main'), [asFile('photo.png', 'x')]);
    const notice = page.getByRole('alert').filter({ hasText: 'Nothing was imported' });
    await notice.getByText('photo.png').waitFor();
    await item(page, other).click();
    await heading(page, other).waitFor();
    await notice.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are found by words when there are many', async () => {
    await mkdir(fileOf('many'), { recursive: true });
    for (let n = 1; n <= 9; n += 1) await writeFile(fileOf(`many/n${n}.gamut.md`), `# Number ${n}\n`);
    await writeFile(fileOf('many/말투.gamut.md'), '# 셰프의 말투\n');
    const { page, context, faults } = await openPage(browser, gamut.url);
    const field = list(page).getByRole('searchbox', { name: 'Find a notebook' });
    await field.fill('number 7');
    await expect.poll(() => titles(page)).toEqual(['Number 7']);
    await field.fill('ㅅㅍ');
    await expect.poll(() => titles(page)).toEqual(['셰프의 말투']);
    await field.fill('zzzz');
    await list(page).getByText('No notebook fits.').waitFor();
    await field.fill('');
    await expect.poll(async () => (await titles(page)).length).toBeGreaterThan(9);
    expect(await findAxeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('the outline', () => {
  it('nests headings, tells how far the matrix is and what is wrong, and says where the reader is', async () => {
    const filler = Array.from({ length: 40 }, (_, n) => `Paragraph ${n}.\n`).join('\n');
    made += 1;
    const title = `Long ${made}`;
    const name = `long${made}.gamut.md`;
    await writeFile(fileOf(name), notebook(title, `\n${filler}\n## End\n\n${filler}`));
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
    const entries = outline(page).locator('.item');
    await expect
      .poll(() => entries.locator('.text').allInnerTexts())
      .toEqual([title, `Chef of ${title}`, 'Questions', 'ask', 'The matrix', 'main', 'End']);
    const here = () => outline(page).locator('[aria-current="location"] .text').innerText();
    await expect.poll(here).toBe(title);
    await outline(page).getByText('0/2 done').waitFor();
    await outline(page).getByRole('button', { name: 'End' }).click();
    await expect.poll(here).toBe('End');
    const end = page.getByRole('heading', { name: 'End' });
    await expect.poll(async () => (await end.boundingBox())?.y ?? 9999).toBeLessThan(300);
    await page.locator('main').hover();
    await page.mouse.wheel(0, -100_000);
    await expect.poll(here).toBe(title);
    await entries.first().focus();
    for (let n = 0; n < 5; n += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(here).toBe('main');
    await page.getByRole('listitem', { name: 'Matrix main' }).and(page.locator(':focus')).waitFor();
    await writeFile(fileOf(name), notebook(title).replace('[none, chef]', '[none, cheff]'));
    await outline(page).getByRole('img', { name: 'has an error' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('counts what a run has made', async () => {
    const [name] = await make('Count');
    const { page, context } = await openPage(browser, `${gamut.url}/#/${name}`);
    await outline(page).getByText('0/2 done').waitFor();
    await run(page);
    await outline(page).getByText('2/2 done').waitFor();
    await context.close();
  });
});

describe('personas of other notebooks', () => {
  it('are found, read and put into this one with an id of their own, by keyboard alone', async () => {
    await writeFile(fileOf('sea.gamut.md'), PIRATE);
    made += 1;
    const name = `land${made}.gamut.md`;
    await writeFile(
      fileOf(name),
      notebook('Land').replace('id=chef', 'id=pirate').replace('chef]', 'pirate]'),
    );
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
    await heading(page, 'Land').waitFor();
    await command(page, 'persona of another', 'Insert a persona of another notebook');
    const dialog = page.getByRole('dialog', { name: 'Personas of all notebooks' });
    await dialog.getByRole('option').first().waitFor();
    // One text is one persona, however many notebooks have it.
    await page.keyboard.type('professional chef');
    await expect.poll(() => dialog.getByRole('option').count()).toBe(1);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('slang');
    await dialog.getByRole('option', { name: 'Pirate captain' }).waitFor();
    await dialog.getByRole('region', { name: 'System prompt' }).getByText('Use pirate slang.').waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'System prompt of Pirate captain' }).waitFor();
    await expect
      .poll(() => onDisk(name))
      .toContain(
        `${FENCE}persona id=pirate-2 name="Pirate captain"\nYou are a pirate captain.\nUse pirate slang.\n${FENCE}`,
      );
    expect(await onDisk('sea.gamut.md')).toBe(PIRATE);
    await page.keyboard.press('z');
    await expect.poll(() => onDisk(name)).not.toContain('pirate-2');
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('pinned answers', () => {
  it('show where there is no database, say so, go stale by the request, and give way to a real run', async () => {
    const [name, title] = await make('Pinned');
    const first = await openPage(browser, `${gamut.url}/#/${name}`);
    await run(first.page);
    await first.page.locator('gamut-pin-menu button').first().click();
    const menu = first.page.getByRole('dialog', { name: 'Pinned answers' });
    expect(await findAxeFaults(first.page)).toEqual([]);
    await menu.getByRole('button', { name: 'The same with token probabilities' }).click();
    await menu.getByText('2 answers stand in').waitFor();
    const pins = name.replace('.gamut.md', '.results.jsonl');
    expect((await onDisk(pins)).trim().split('\n')).toHaveLength(2);
    expect(first.faults).toEqual([]);
    await first.context.close();

    await gamut.stop();
    await rm(path.join(gamut.folder, '.gamut'), { recursive: true });
    await gamut.restart();
    const { page, context, faults } = await openPage(browser, `${gamut.url}/#/${name}`);
    const pinned = page.locator('gamut-card [data-pinned]');
    await expect.poll(() => pinned.count()).toBe(2);
    await outline(page).getByText('2/2 done').waitFor();
    await expect.poll(() => page.locator('gamut-header [data-run]').isDisabled()).toBe(true);
    // The exact request and the tokens are there too.
    await page.locator('gamut-card').first().locator('[part="text"]').click();
    await page.keyboard.press('Enter');
    const inspector = page.locator('gamut-inspector');
    await inspector.waitFor();
    await inspector.locator('[data-finish]').waitFor();
    await page.getByRole('textbox', { name: 'System prompt of chef' }).fill(`You are a chef of ${title}.`);
    await outline(page).getByText('1 stale').waitFor();
    await page.locator('gamut-header [data-run]').click();
    await outline(page).getByText('2/2 done').waitFor();
    await expect.poll(() => pinned.count()).toBe(1);
    await page.locator('gamut-pin-menu button').first().click();
    await page.getByRole('dialog', { name: 'Pinned answers' }).getByRole('button', { name: 'Unpin' }).click();
    await outline(page).getByText('1/2 done').waitFor();
    expect(existsSync(fileOf(pins))).toBe(false);
    expect(faults).toEqual([]);
    await context.close();
  });
});
