import { chmod, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { beAtThePage, openPage } from './open-page.ts';

const FENCE = '```';
const TEXT = `---
gamut: 1
title: One
---
# One

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
model: sandbox/tiny
max_tokens: 20
${FENCE}
`;

let browser: Browser;
let gamut: GamutProcess;
let name = '';
let made = 0;

beforeAll(async () => {
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks: {} })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
});

// A notebook that no other test has: the last words of a page that was closed with text unsaved may still be on their way.
beforeEach(async () => {
  await gamut.revive();
  const folder = path.join(gamut.folder, 'experiments');
  await chmod(folder, 0o700);
  for (const old of await readdir(folder)) await rm(path.join(folder, old), { recursive: true, force: true });
  made += 1;
  name = `one${made}.gamut.md`;
  await writeFile(fileOf(), TEXT);
});

const fileOf = (other?: string) => path.join(gamut.folder, 'experiments', other ?? name);
const onDisk = (other?: string) => readFile(fileOf(other), 'utf8');
const address = () => `${gamut.url}/#/${name}`;
const open = async () => {
  const opened = await openPage(browser, address());
  await beAtThePage(opened.page);
  return opened;
};
const persona = (page: Page, id = 'chef') => page.getByRole('textbox', { name: `System prompt of ${id}` });
const state = (page: Page) => page.locator('gamut-header .save');

/** What is told of requests that had to be refused is no fault of the page. */
const withoutRefusals = (faults: string[]) =>
  faults.filter((fault) => !fault.includes('Failed to load resource'));

async function typeAtEnd(page: Page, text: string, id?: string): Promise<void> {
  await persona(page, id).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

/** Keeps the page from writing, as a network that hangs would, until the returned function is called. */
async function holdWrites(page: Page): Promise<() => Promise<void>> {
  await page.route('**/api/notebooks/**', async (route) => {
    if (route.request().method() === 'PUT') await route.abort();
    else await route.continue();
  });
  return () => page.unroute('**/api/notebooks/**');
}

/** Ends a tab as a crash does: nothing of the page runs any more. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => {});
  await crashed;
}

describe('saving', () => {
  it('writes what is typed by itself, and changes no other byte', async () => {
    const text = TEXT.replaceAll('\n', '\r\n').replace('# One', '# One  \r\n\r\n<!-- kept -->');
    await writeFile(fileOf(), text);
    const { page, context, faults } = await open();
    await typeAtEnd(page, ' 안녕');
    await expect.poll(() => onDisk()).toBe(text.replace('professional chef.', 'professional chef. 안녕'));
    await expect.poll(() => state(page).textContent()).toBe('saved');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('does not wait for a pause of somebody who types on and on', async () => {
    const { page, context } = await open();
    await persona(page).focus();
    await page.keyboard.press('Control+End');
    let written = TEXT;
    for (let keys = 0; keys < 400 && written === TEXT; keys++) {
      await page.keyboard.type('x', { delay: 20 });
      written = await onDisk();
    }
    expect(written).not.toBe(TEXT);
    await context.close();
  });
});

describe('a text that never came to the disk', () => {
  it('is back after the tab has crashed, with what differs, and can be discarded', async () => {
    const first = await open();
    await holdWrites(first.page);
    await typeAtEnd(first.page, ' Never saved.');
    await expect.poll(() => state(first.page).textContent()).toBe('not saved');
    await crash(first.page);
    expect(await onDisk()).toBe(TEXT);

    const page = await first.context.newPage();
    await page.goto(address());
    await expect.poll(() => persona(page).inputValue()).toBe('You are a professional chef. Never saved.');
    await page.getByText(/had not been saved is back/).waitFor();
    await expect.poll(() => onDisk()).toContain('chef. Never saved.');
    await page.getByRole('button', { name: 'Show what differs' }).click();
    const dialog = page.getByRole('dialog', { name: 'What had not been saved' });
    await expect.poll(() => dialog.locator('ins').allInnerTexts()).toContain(' Never saved.');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Discard it' }).click();
    await expect.poll(() => onDisk()).toBe(TEXT);
    await first.context.close();
  });

  it('is back after the server was killed and the tab closed, merged with what the file has got meanwhile', async () => {
    const first = await open();
    await persona(first.page).waitFor();
    await gamut.stop('SIGKILL');
    await typeAtEnd(first.page, ' Typed in the dark.');
    await first.page.getByText('The server is not reached').waitFor();
    await expect.poll(() => state(first.page).textContent()).toBe('not saved');
    await first.page.close();
    await writeFile(fileOf(), TEXT.replace('a pirate', 'a polite pirate'));
    await gamut.restart();

    const page = await first.context.newPage();
    await page.goto(address());
    const both = TEXT.replace('a pirate', 'a polite pirate').replace('chef.', 'chef. Typed in the dark.');
    await expect.poll(() => onDisk()).toBe(both);
    await expect.poll(() => persona(page, 'pirate').inputValue()).toBe('You are a polite pirate.');
    await first.context.close();
  });

  it('is written as soon as the server is there again, in the tab that stayed open', async () => {
    const { page, context } = await open();
    await persona(page).waitFor();
    await gamut.stop('SIGKILL');
    await typeAtEnd(page, ' Patience.');
    await expect.poll(() => state(page).textContent()).toBe('not saved');
    await gamut.restart();
    await expect.poll(() => onDisk()).toBe(TEXT.replace('chef.', 'chef. Patience.'));
    await expect.poll(() => state(page).textContent()).toBe('saved');
    await page.getByText('The server is not reached').waitFor({ state: 'detached' });
    await context.close();
  });

  it('is offered though its file is gone, and is written again', async () => {
    const { page, context } = await open();
    await persona(page).waitFor();
    await rm(fileOf());
    await page.getByText(/is not in the folder any more/).waitFor();
    await typeAtEnd(page, ' Not forgotten.');
    await page.close();
    await writeFile(fileOf('other.gamut.md'), TEXT.replaceAll('One', 'Other'));
    const next = await context.newPage();
    await next.goto(gamut.url);
    await next.getByText(new RegExp(`“${name}” is gone, and has text of`)).waitFor();
    await next.getByRole('button', { name: 'Write the file again' }).click();
    await expect.poll(() => persona(next).inputValue()).toBe('You are a professional chef. Not forgotten.');
    await expect.poll(() => onDisk().catch(() => '')).toBe(TEXT.replace('chef.', 'chef. Not forgotten.'));
    await next.getByText(/is gone, and has text of/).waitFor({ state: 'detached' });
    await rm(fileOf('other.gamut.md'));
    await context.close();
  });

  it('is offered in a page that was there before its tab ended', async () => {
    const { page, context } = await open();
    await persona(page).waitFor();
    await writeFile(fileOf('other.gamut.md'), TEXT.replaceAll('One', 'Other'));
    await rm(fileOf());
    await page.getByText(/is not in the folder any more/).waitFor();
    await typeAtEnd(page, ' Only here.');
    const other = await context.newPage();
    await other.goto(`${gamut.url}/#/other.gamut.md`);
    await persona(other).waitFor();
    const offer = other.getByText(new RegExp(`“${name}” is gone, and has text of`));
    expect(await offer.count()).toBe(0);
    await page.close();
    await offer.waitFor();
    await other.getByRole('button', { name: 'Discard it' }).click();
    await expect.poll(() => offer.count()).toBe(0);
    await rm(fileOf('other.gamut.md'));
    await context.close();
  });

  it('is not taken from a tab that is still open', async () => {
    const first = await open();
    await holdWrites(first.page);
    await typeAtEnd(first.page, ' Mine alone.');
    await expect.poll(() => state(first.page).textContent()).toBe('not saved');
    const second = await first.context.newPage();
    await second.goto(address());
    await expect.poll(() => persona(second).inputValue()).toBe('You are a professional chef.');
    expect(await onDisk()).toBe(TEXT);
    await first.context.close();
  });
});

describe('a file that was changed elsewhere', () => {
  it('is merged by cell with what is not saved yet, and undo takes the merge back', async () => {
    const { page, context, faults } = await open();
    const release = await holdWrites(page);
    await typeAtEnd(page, ' Mine.');
    await expect.poll(() => state(page).textContent()).toBe('not saved');
    await writeFile(fileOf(), TEXT.replace('a pirate', 'a polite pirate').replace('# One', '# 하나'));
    await page.getByText('Another program changed other cells').waitFor();
    await release();
    const both = TEXT.replace('a pirate', 'a polite pirate')
      .replace('# One', '# 하나')
      .replace('chef.', 'chef. Mine.');
    await expect.poll(() => onDisk()).toBe(both);
    await expect.poll(() => persona(page, 'pirate').inputValue()).toBe('You are a polite pirate.');
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('z');
    await expect.poll(() => onDisk()).toBe(TEXT.replace('chef.', 'chef. Mine.'));
    await page.locator('li[data-kind="persona"]').first().focus();
    await page.keyboard.press('Shift+z');
    await expect.poll(() => onDisk()).toBe(both);
    expect(withoutRefusals(faults)).toEqual([]);
    await context.close();
  });

  it('in the very cell is a choice, cell by cell, with both differences; the rest of both stays', async () => {
    const { page, context, faults } = await open();
    const release = await holdWrites(page);
    await typeAtEnd(page, ' My chef.');
    await typeAtEnd(page, ' My pirate.', 'pirate');
    await expect.poll(() => state(page).textContent()).toBe('not saved');
    const theirs = TEXT.replace('professional', 'grumpy').replace('a pirate', 'a polite pirate');
    await writeFile(fileOf(), theirs.replace('tonight', 'today'));
    await page.getByRole('button', { name: 'Compare and choose' }).click();
    await release();
    const dialog = page.getByRole('dialog', { name: 'Changed here and in the file' });
    const chef = dialog.getByRole('group', { name: 'persona chef' });
    const pirate = dialog.getByRole('group', { name: 'persona pirate' });
    await expect.poll(() => chef.locator('[data-side="theirs"] ins').allInnerTexts()).toContain('grumpy');
    await expect.poll(() => chef.locator('[data-side="mine"] ins').allInnerTexts()).toContain(' My chef.');
    expect(await findAxeFaults(page)).toEqual([]);
    await chef.getByRole('radio', { name: 'The file’s' }).check();
    expect(await dialog.getByRole('button', { name: 'Save this' }).isDisabled()).toBe(true);
    await pirate.getByRole('radio', { name: 'Mine' }).check();
    expect(await onDisk()).toBe(theirs.replace('tonight', 'today'));
    await dialog.getByRole('button', { name: 'Save this' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(() => onDisk())
      .toBe(
        TEXT.replace('professional', 'grumpy')
          .replace('pirate.', 'pirate. My pirate.')
          .replace('tonight', 'today'),
      );
    expect(withoutRefusals(faults)).toEqual([]);
    await context.close();
  });

  it('by another tab is merged too, and no tab overwrites the other', async () => {
    const a = await open();
    const b = await open();
    const release = await holdWrites(a.page);
    await typeAtEnd(a.page, ' From A.');
    await typeAtEnd(b.page, ' From B.', 'pirate');
    await expect.poll(() => onDisk()).toBe(TEXT.replace('pirate.', 'pirate. From B.'));
    await release();
    const both = TEXT.replace('pirate.', 'pirate. From B.').replace('chef.', 'chef. From A.');
    await expect.poll(() => onDisk()).toBe(both);
    for (const { page } of [a, b]) {
      await expect.poll(() => persona(page).inputValue()).toBe('You are a professional chef. From A.');
      await expect.poll(() => persona(page, 'pirate').inputValue()).toBe('You are a pirate. From B.');
    }
    await a.context.close();
    await b.context.close();
  });

  it('by a program that replaces it, or drops a matrix, leads to no request for what is not there', async () => {
    const { page, context, faults } = await open();
    await page.getByText('2 trials').or(page.getByText('= 2')).first().waitFor();
    const asked = new Set<Request>();
    page.on('request', (request) => request.url().includes('/matrices/') && asked.add(request));
    for (const end of ['requestfinished', 'requestfailed'] as const)
      page.on(end as 'requestfinished', (request) => asked.delete(request));
    for (let round = 0; round < 5; round++) {
      const text =
        round % 2 === 0 ? TEXT.replace(/\n```matrix[^]*$/, '') : TEXT.replace('One', `Round ${round}`);
      await writeFile(fileOf('.one.tmp'), text);
      await rename(fileOf('.one.tmp'), fileOf());
      await expect.poll(() => page.locator('li[data-kind="matrix"]').count()).toBe(round % 2 === 0 ? 0 : 1);
      // Of one that is back all is asked that a matrix is asked of before it says how much it is.
      if (round % 2 === 1) await page.locator('gamut-matrix-cell').getByText('2 trials').waitFor();
      // What is still being asked of this round is answered before the next one takes it away.
      await expect.poll(() => asked.size).toBe(0);
    }
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a file that cannot be written', () => {
  it('because it was deleted: the text stays, and can be written again', async () => {
    const { page, context } = await open();
    await persona(page).waitFor();
    await rm(fileOf());
    await page.getByText(/is not in the folder any more/).waitFor();
    await typeAtEnd(page, ' Still here.');
    await page.getByRole('button', { name: 'Write the file again' }).click();
    await expect.poll(() => onDisk()).toBe(TEXT.replace('chef.', 'chef. Still here.'));
    await expect.poll(() => state(page).textContent()).toBe('saved');
    await context.close();
  });

  it('because it was renamed: what is unsaved goes on under the new name', async () => {
    const { page, context } = await open();
    await persona(page).waitFor();
    await rename(fileOf(), fileOf('two.gamut.md'));
    await page.getByText(/is now called “two.gamut.md”/).waitFor();
    await typeAtEnd(page, ' Moved.');
    await page.getByRole('button', { name: 'Go on there' }).click();
    await expect.poll(() => onDisk('two.gamut.md')).toBe(TEXT.replace('chef.', 'chef. Moved.'));
    expect(page.url()).toContain('two.gamut.md');
    await rm(fileOf('two.gamut.md'));
    await context.close();
  });

  it('because the folder may not be written: a sentence says so, and it is written once it may', async () => {
    const { page, context } = await open();
    await persona(page).waitFor();
    // The tests may run as root, whom no permission stops: then the server's refusal is given in its place.
    const refuse = async () => {
      await chmod(path.dirname(fileOf()), 0o500);
      await page.route('**/api/notebooks/**', async (route) => {
        if (route.request().method() !== 'PUT' || process.getuid?.() !== 0) return route.continue();
        return route.fulfill({
          status: 403,
          json: { error: { kind: 'denied', message: 'may not be read or written', hint: null } },
        });
      });
    };
    await refuse();
    await typeAtEnd(page, ' Refused.');
    const notice = page.getByRole('alert').filter({ hasText: 'may not be read or written' });
    await notice.getByText('What you typed is kept in this browser').waitFor();
    expect(await findAxeFaults(page)).toEqual([]);
    expect(await onDisk()).toBe(TEXT);
    const download = page.waitForEvent('download');
    await notice.getByRole('button', { name: 'Save a copy' }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toBe(
      TEXT.replace('chef.', 'chef. Refused.'),
    );
    await chmod(path.dirname(fileOf()), 0o700);
    await page.unroute('**/api/notebooks/**');
    // The page tries by itself, too, and may be first: then there is nothing left to press.
    const again = notice.getByRole('button', { name: 'Try again' }).click();
    await Promise.race([again.catch(() => undefined), notice.waitFor({ state: 'detached' })]);
    await expect.poll(() => onDisk()).toBe(TEXT.replace('chef.', 'chef. Refused.'));
    await notice.waitFor({ state: 'detached' });
    await context.close();
  });
});
