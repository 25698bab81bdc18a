import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from './chromium.ts';
import { useDesk } from './desk.ts';
import { beAtThePage, openPage } from './open-page.ts';

const FENCE = '```';
const rows = Array.from({ length: 6000 }, (_, n) => `r${n},Why do knees hurt on stairs? 무릎이 왜 아플까요?`);
/** More than a page that is going can send, by far. */
const TEXT = `---
gamut: 1
title: Large
---
${FENCE}persona id=chef
You are a chef.
${FENCE}

${FENCE}persona id=doctor
You are a doctor.
${FENCE}

${FENCE}dataset id=rows format=csv
id,question
${rows.join('\n')}
${FENCE}
`;

const desk = useDesk({ notebooks: {} });
let made = 0;
let name = '';

// A notebook that no other test has: the last words of a page that is gone may still be on their way.
beforeEach(async () => {
  made += 1;
  name = `large${made}.gamut.md`;
  await desk.write(TEXT, name);
});

const address = () => `${desk.gamut.url}/#/${name}`;
const persona = (page: Page, id = 'chef') => page.getByRole('textbox', { name: `System prompt of ${id}` });
const state = (page: Page) => page.locator('gamut-header .save');
/** What is read of a large text: where it does not fit, a failure is not to print all of it. */
const beginning = async () => (await desk.onDisk(name)).slice(0, 200);
const wanted = (words: string) => TEXT.replace('a chef.', `a chef.${words}`).slice(0, 200);

async function open(): Promise<{ page: Page; context: Awaited<ReturnType<typeof openPage>>['context'] }> {
  const opened = await openPage(desk.browser, address());
  await beAtThePage(opened.page);
  return opened;
}

async function typeAtEnd(page: Page, text: string, id?: string): Promise<void> {
  await persona(page, id).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

async function holdWrites(page: Page): Promise<void> {
  await page.route('**/api/notebooks/**', async (route) => {
    if (['PUT', 'PATCH'].includes(route.request().method())) await route.abort();
    else await route.continue();
  });
}

describe('a notebook that is larger than a page that is going can send', () => {
  it('is on the disk with the last key when its page goes', async () => {
    const { page, context } = await open();
    await typeAtEnd(page, ' Saved at the last moment.');
    await page.goto('about:blank');
    await expect.poll(beginning).toBe(wanted(' Saved at the last moment.'));
    expect((await desk.onDisk(name)) === TEXT.replace('a chef.', 'a chef. Saved at the last moment.')).toBe(
      true,
    );
    await context.close();
  });

  it('has the last key again after its tab has crashed', async () => {
    const { page, context } = await open();
    await holdWrites(page);
    await typeAtEnd(page, ' One.');
    await expect.poll(() => state(page).textContent()).toBe('not saved');
    await typeAtEnd(page, ' Two and three and four.');
    const session = await context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    void session.send('Page.crash').catch(() => {});
    await crashed;
    expect((await desk.onDisk(name)) === TEXT).toBe(true);
    const again = await context.newPage();
    await again.goto(address());
    await expect.poll(() => persona(again).inputValue()).toBe('You are a chef. One. Two and three and four.');
    await expect.poll(beginning).toBe(wanted(' One. Two and three and four.'));
    await context.close();
  });

  it('has it again after the server was killed and the tab closed, with what the file has got meanwhile', async () => {
    const { page, context } = await open();
    await persona(page).waitFor();
    await desk.gamut.stop('SIGKILL');
    await typeAtEnd(page, ' In the dark.');
    await expect.poll(() => state(page).textContent()).toBe('not saved');
    await page.close();
    await writeFile(desk.fileOf(name), TEXT.replace('a doctor', 'a good doctor'));
    await desk.gamut.restart();
    const again = await context.newPage();
    await again.goto(address());
    const both = TEXT.replace('a doctor', 'a good doctor').replace('a chef.', 'a chef. In the dark.');
    await expect.poll(beginning).toBe(both.slice(0, 200));
    expect((await desk.onDisk(name)) === both).toBe(true);
    await expect.poll(() => persona(again, 'doctor').inputValue()).toBe('You are a good doctor.');
    await context.close();
  });

  it('has it again after the whole browser was killed', async () => {
    const profile = await mkdtemp(path.join(tmpdir(), 'gamut-profile-'));
    const executablePath = findChromium() ?? '';
    const start = () =>
      chromium.launchPersistentContext(profile, { executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const first = await start();
    const page = await first.newPage();
    await page.goto(address());
    await beAtThePage(page);
    await holdWrites(page);
    await typeAtEnd(page, ' Before the crash.');
    await expect.poll(() => state(page).textContent()).toBe('not saved');
    const ended = new Promise((resolve) => first.once('close', resolve));
    const session = await first.newCDPSession(page);
    void session.send('Browser.crash').catch(() => {});
    await ended;
    expect((await desk.onDisk(name)) === TEXT).toBe(true);
    const second = await start();
    const again = await second.newPage();
    await again.goto(address());
    await expect.poll(() => persona(again).inputValue()).toBe('You are a chef. Before the crash.');
    await expect.poll(beginning).toBe(wanted(' Before the crash.'));
    await second.close();
    await rm(profile, { recursive: true, force: true });
  });
});
