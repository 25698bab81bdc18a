import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { openPage, type WatchedPage } from './open-page.ts';

type Options = NonNullable<Parameters<typeof startGamut>[0]>;

/** What the tests of a file work at. Names of notebooks are as in the folder; without one the first is meant. */
export interface Desk {
  readonly browser: Browser;
  readonly gamut: GamutProcess;
  /** Where a notebook, or a file beside it, is. */
  fileOf(name?: string): string;
  onDisk(name?: string): Promise<string>;
  write(text: string, name?: string): Promise<void>;
  /** Opens a notebook in a page of its own. */
  open(name?: string, options?: Parameters<typeof openPage>[2]): Promise<WatchedPage>;
}

/**
 * A browser and a server on a folder of their own, from before the first test of the file until after the last. Before each test its
 * notebooks are as they were: one may be tried twice. `options` are made when all that they name is there.
 */
export function useDesk(options: Options | (() => Promise<Options>)): Desk {
  let browser: Browser;
  let gamut: GamutProcess;
  let notebooks: Record<string, string> = {};

  beforeAll(async () => {
    const given = typeof options === 'function' ? await options() : options;
    notebooks = given.notebooks ?? {};
    [browser, gamut] = await Promise.all([launch(), startGamut(given)]);
  });

  afterAll(async () => {
    await browser?.close();
    await gamut?.remove();
  });

  beforeEach(async () => {
    await gamut.revive();
    for (const [name, text] of Object.entries(notebooks)) await desk.write(text, name);
  });

  const first = (): string => Object.keys(notebooks)[0] ?? '';
  const desk: Desk = {
    get browser() {
      return browser;
    },
    get gamut() {
      return gamut;
    },
    fileOf: (name = first()) => path.join(gamut.folder, 'experiments', name),
    onDisk: (name) => readFile(desk.fileOf(name), 'utf8'),
    write: (text, name) => writeFile(desk.fileOf(name), text),
    open: (name = first(), how) => openPage(browser, `${gamut.url}/#/${name}`, how),
  };
  return desk;
}
