import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findAxeFaults } from './axe.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startLongVendor, type LongVendor } from './long-vendor.ts';
import { openPage } from './open-page.ts';

let browser: Browser;
let gamut: GamutProcess;
let vendor: LongVendor;

/** The settings, with a line for another server before the first one's. */
const config = (added = ''): string => `providers:
${added}  - { id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }
prices:
  - { model: vendor/small, input: 1, output: 2, as_of: 2026-11-01 }
  - { model: vendor/big, input: 100, output: 200, as_of: 2026-11-01 }
krw_per_usd: { rate: 1400, as_of: 2026-11-01 }
`;

beforeAll(async () => {
  vendor = await startLongVendor(['big', 'small'], (model) => `I am ${model}.`);
  [browser, gamut] = await Promise.all([
    launch(),
    startGamut({ notebooks: { 'a.gamut.md': '# A' }, config: config() }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

beforeEach(async () => {
  await gamut.revive();
  await writeFile(path.join(gamut.folder, 'gamut.config.yaml'), config());
});

describe('trying a provider', () => {
  it('lets the model be chosen, and says before anything is sent what it sends and costs', async () => {
    vendor.listsModels = true;
    const { page, context, faults } = await openPage(browser, gamut.url);
    const asked = vendor.asked();
    await page.getByRole('button', { name: 'Providers' }).click();
    const row = page.getByRole('dialog', { name: 'Providers' }).locator('[data-provider="vendor"]');
    const model = row.getByRole('combobox', { name: 'Model to test of vendor' });
    await model.focus();
    await expect.poll(() => row.locator('datalist option').count()).toBe(2);
    await expect.poll(() => model.getAttribute('placeholder')).toBe('big');
    await row
      .getByText(/Sends “Hello!” to .*big.* and takes at most 16 tokens of answer: at most \$0\.\d+ \(₩\d/)
      .waitFor();
    await model.fill('small');
    await model.press('Tab');
    await row.getByText(/at most \$0\.000\d/).waitFor();
    await model.fill('unheard-of');
    await model.press('Tab');
    await row.getByText('its price is unknown.').waitFor();
    expect(vendor.asked()).toBe(asked);
    await model.fill('small');
    await model.press('Tab');
    expect(await findAxeFaults(page)).toEqual([]);
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'providers.png') });
    await row.getByRole('button', { name: 'Test vendor', exact: true }).click();
    await row.getByText(/small answered in/).waitFor();
    expect(vendor.asked()).toBe(asked + 1);
    const sandbox = page.locator('[data-provider="sandbox"]');
    await sandbox.getByText('free.').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps what is typed while its models are being listed', async () => {
    vendor.listsModels = true;
    await gamut.stop();
    await gamut.restart();
    const { page, context, faults } = await openPage(browser, gamut.url);
    let list = (): void => {};
    const listed = new Promise<void>((resolve) => (list = resolve));
    await page.route('**/api/providers/vendor/models', async (route) => {
      await listed;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Providers' }).click();
    const row = page.getByRole('dialog', { name: 'Providers' }).locator('[data-provider="vendor"]');
    const model = row.getByRole('combobox', { name: 'Model to test of vendor' });
    await model.pressSequentially('sm');
    list();
    await expect.poll(() => row.locator('datalist option').count()).toBe(2);
    await model.pressSequentially('all');
    expect(await model.inputValue()).toBe('small');
    await row.getByRole('button', { name: 'Test vendor', exact: true }).click();
    await row.getByText(/small answered in/).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('whose models cannot be listed says why, and takes a name that is typed', async () => {
    vendor.listsModels = false;
    await gamut.stop();
    await gamut.restart();
    const { page, context, faults } = await openPage(browser, gamut.url);
    await page.getByRole('button', { name: 'Providers' }).click();
    const row = page.getByRole('dialog', { name: 'Providers' }).locator('[data-provider="vendor"]');
    const model = row.getByRole('combobox', { name: 'Model to test of vendor' });
    await model.focus();
    const words = row.locator('[data-no-list]');
    await words.getByText(/Its models could not be listed\./).waitFor();
    await words.getByText(/A model’s name can be typed/).waitFor();
    await model.fill('small');
    await model.press('Tab');
    await row.getByRole('button', { name: 'Test vendor', exact: true }).click();
    await row.getByText(/small answered in/).waitFor();
    vendor.listsModels = true;
    await words.getByRole('button', { name: 'Ask again' }).click();
    await words.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a provider whose server is out of order', () => {
  it('is not said to be ready after it refused, by what is told once and without its markup', async () => {
    const page502 = '<html>\r\n<head><title>502 Bad Gateway</title></head><body><hr>nginx</body></html>';
    const broken = createServer(({ method }, response) => {
      if (method === 'GET') response.writeHead(500, { 'content-type': 'text/html' }).end('<h1>boom</h1>');
      else response.writeHead(502).end(JSON.stringify({ error: { message: page502 } }));
    }).listen(0, '127.0.0.1');
    await once(broken, 'listening');
    const { port } = broken.address() as AddressInfo;
    const configFile = path.join(gamut.folder, 'gamut.config.yaml');
    await writeFile(
      configFile,
      config(`  - { id: broken, kind: openai, base_url: 'http://127.0.0.1:${port}/v1' }\n`),
    );
    const { page, context, faults } = await openPage(browser, gamut.url);
    await page.getByRole('button', { name: 'Providers' }).click();
    const row = page.getByRole('dialog', { name: 'Providers' }).locator('[data-provider="broken"]');
    await row.getByText('ready', { exact: true }).waitFor();
    const model = row.getByRole('combobox', { name: 'Model to test of broken' });
    await model.focus();
    const words = row.locator('[data-no-list]');
    await words
      .getByText(/server error: .*web page: boom\. The fault is on its side: try again later\./)
      .waitFor();
    expect(await words.innerText()).not.toContain('<h1>');
    await row.locator('.badge').getByText('server error').waitFor();
    expect(await row.getByText('ready', { exact: true }).count()).toBe(0);
    // A page within JSON is told in its words too, as sentences.
    await model.fill('small');
    await model.press('Tab');
    await row.getByRole('button', { name: 'Test broken', exact: true }).click();
    await row
      .getByText(
        'server error: The server sent a web page: 502 Bad Gateway. The fault is on its side: try again later.',
      )
      .waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, 'broken.png') });
    expect(await findAxeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
    broken.close();
    broken.closeAllConnections();
    await writeFile(configFile, config());
  });
});

describe('a server that is added while the page of providers is open', () => {
  it('has a model and a price of its own, and is asked for that model', async () => {
    vendor.listsModels = true;
    const configFile = path.join(gamut.folder, 'gamut.config.yaml');
    await writeFile(configFile, config());
    const { page, context, faults } = await openPage(browser, gamut.url);
    await page.getByRole('button', { name: 'Providers' }).click();
    const dialog = page.getByRole('dialog', { name: 'Providers' });
    await dialog.locator('[data-provider="sandbox"]').getByText('free.').waitFor();
    await dialog.locator('[data-provider="vendor"]').waitFor();
    await dialog.locator('[data-provider="added"]').waitFor({ state: 'detached' });
    // Before all others, so that each of those stands a row further down.
    await writeFile(configFile, config(`  - { id: added, kind: openai, base_url: '${vendor.baseUrl}' }\n`));
    const row = dialog.locator('[data-provider="added"]');
    const model = row.getByRole('combobox', { name: 'Model to test of added' });
    await model.focus();
    await expect.poll(() => model.getAttribute('placeholder')).toBe('big');
    await row.getByText('its price is unknown.').waitFor();
    expect(await row.getByText('free.').count()).toBe(0);
    await row.getByRole('button', { name: 'Test added', exact: true }).click();
    await row.getByText(/big answered in/).waitFor();
    // Those that were there are as they were.
    const sandbox = dialog.locator('[data-provider="sandbox"]');
    await sandbox.getByText('free.').waitFor();
    expect(await sandbox.getByRole('combobox').getAttribute('placeholder')).toBe('tiny');
    expect(await sandbox.getByText(/answered in/).count()).toBe(0);
    await writeFile(configFile, config());
    await row.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('a server of one’s own machine', () => {
  it('is set up by the line that says where it runs, not by a key that it has none of', async () => {
    const { page, context, faults } = await openPage(browser, gamut.url);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Providers' }).click();
    const dialog = page.getByRole('dialog', { name: 'Providers' });
    await dialog.getByRole('button', { name: 'Copy the line for ollama' }).click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toBe('OLLAMA_HOST=127.0.0.1:11434');
    await dialog.getByRole('button', { name: 'Copy the line for lmstudio' }).click();
    await expect.poll(copied).toBe('providers:\n  - lmstudio\n');
    expect(faults).toEqual([]);
    await context.close();
  });
});
