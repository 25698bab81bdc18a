import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOSTILE_TEXTS, LONG_LINE } from '../hostile-texts.ts';
import { launch } from './chromium.ts';
import { startGamut, type GamutProcess } from './gamut-process.ts';
import { startHostileVendor, type HostileVendor } from './hostile-vendor.ts';
import { openPage } from './open-page.ts';

const MARKUP = '<img src=x onerror="globalThis.hacked=8"><script>globalThis.hacked=9</script>';
const rows = Object.entries({ ...HOSTILE_TEXTS, long: LONG_LINE });

const NOTEBOOK = `---
gamut: 1
title: 'Title ${MARKUP}'
---
# Note ${MARKUP}

word20 <svg onload="globalThis.hacked=10"></svg> <iframe src="https://evil.example/"></iframe>
<style>body { background: url(https://evil.example/c.png) }</style> <base href="https://evil.example/">
<form action="https://evil.example/"><input name=q autofocus onfocus="globalThis.hacked=11"><button>send</button></form>

[word21](javascript:globalThis.hacked=12) ![word22](https://evil.example/d.png) [word23](data:text/html,<script>globalThis.hacked=13</script>)

\`\`\`persona id=chef name='Chef ${MARKUP}'
${HOSTILE_TEXTS.closing}
\`\`\`

\`\`\`prompt id=ask
{{question}}
\`\`\`

\`\`\`dataset id=people format=jsonl
${rows.map(([id, question]) => JSON.stringify({ id: `${id} ${MARKUP}`, question })).join('\n')}
\`\`\`

\`\`\`matrix id=main
prompt: ask
persona: chef
model: [vendor/yes, vendor/no]
data: people
top_logprobs: 2
note: ['${MARKUP}']
\`\`\`

\`\`\`assert for=main
- { id: rude, type: contains, value: '${MARKUP}' }
\`\`\`

\`\`\`persona id=broken name="${MARKUP.replaceAll('"', "'")}" what='<script>'
\`\`\`
`;

let browser: Browser;
let gamut: GamutProcess;
let vendor: HostileVendor;

beforeAll(async () => {
  vendor = await startHostileVendor(['yes', 'no', MARKUP]);
  const config = `providers: [{ id: vendor, kind: openai, base_url: '${vendor.baseUrl}' }]\nprices: [{ model: 'vendor/*', input: 0, output: 0 }]\n`;
  const notebooks = { 'hostile.gamut.md': NOTEBOOK, [`<img src=x onerror=hacked=14>'&.gamut.md`]: '# Named' };
  [browser, gamut] = await Promise.all([launch(), startGamut({ notebooks, config })]);
});

afterAll(async () => {
  await browser?.close();
  await gamut?.remove();
  await vendor?.stop();
});

/** What of the hostile texts has become more than text, anywhere in the page, shadow roots included. */
function findInjected(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if ('hacked' in globalThis) found.push('a script ran');
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        const name = element.localName;
        const isOwn = name === 'script' && element.getAttribute('src')?.startsWith('/assets/');
        if (
          /^(script|iframe|object|embed|base|form|meta|link|frame)$/.test(name) &&
          element.closest('body') &&
          !isOwn
        )
          found.push(element.outerHTML.slice(0, 200));
        for (const { name: attribute, value } of element.attributes) {
          if (
            /^on/i.test(attribute) ||
            /^\s*javascript:/i.test(value) ||
            (/^(src|href|action|srcdoc)$/.test(attribute) && /evil\.example|^data:text/.test(value))
          )
            if (!(name === 'a' && /evil\.example/.test(value)))
              found.push(`${attribute}=${value.slice(0, 100)} on ${name}`);
        }
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return found;
  });
}

/** All text that the page shows. */
function readAll(page: Page): Promise<string> {
  return page.evaluate(() => {
    let text = '';
    const look = (root: ParentNode & Node): void => {
      text += ` ${root.textContent ?? ''}`;
      for (const element of root.querySelectorAll('*')) {
        if (element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement)
          text += ` ${element.value}`;
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document.body);
    return text;
  });
}

it('hostile texts are only texts, wherever the page shows them', async () => {
  const { page, context, faults } = await openPage(browser, `${gamut.url}/#/hostile.gamut.md`);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const clean = async (where: string): Promise<void> => {
    expect([where, await findInjected(page)]).toEqual([where, []]);
  };

  await page.getByText('word20').first().waitFor();
  await clean('notes, personas, outline');
  await expect.poll(() => readAll(page)).toContain('Title <img src=x');

  const started = await page.evaluate(async () => {
    const body = JSON.stringify({ notebook: 'hostile.gamut.md', matrix: 'main', mode: 'missing' });
    const answer = await fetch('/api/runs', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    return answer.status;
  });
  expect(started).toBe(201);
  const cards = page.locator('gamut-card');
  await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBeGreaterThan(2);
  await expect.poll(() => page.locator('gamut-card[data-status="error"]').count()).toBeGreaterThan(0);
  await clean('cards');

  // Each in turn is brought into view: the grid holds only what is seen. What was not read as it went by is read on the way back.
  const seen = new Set<string>();
  let step = 500;
  const scroll = async () => {
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, step);
    const { isTop, isEnd } = await page.locator('gamut-app main').evaluate((main) => ({
      isTop: main.scrollTop <= 0,
      isEnd: main.scrollTop + main.clientHeight >= main.scrollHeight - 2,
    }));
    if (isEnd) step = -500;
    else if (isTop) step = 500;
  };
  await expect
    .poll(
      async () => {
        for (const word of (await readAll(page)).match(/word\d\d/g) ?? []) seen.add(word);
        await scroll();
        await clean('cards further down');
        const words = Array.from({ length: 15 }, (_, index) => `word${String(index + 1).padStart(2, '0')}`);
        return words.filter((word) => !seen.has(word));
      },
      { timeout: 60_000 },
    )
    .toEqual([]);

  const done = page.locator('gamut-card[data-status="done"]').first();
  await done.scrollIntoViewIfNeeded();
  await done.locator('[part="text"] span').first().hover();
  await clean('a token and its alternatives');
  await page.keyboard.press('Escape');
  for (const status of ['done', 'error']) {
    const card = page.locator(`gamut-card[data-status="${status}"]`).first();
    await card.scrollIntoViewIfNeeded();
    await card.hover();
    await card.getByRole('button', { name: 'Inspect' }).click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.getByRole('tab').first().waitFor();
    for (const tab of await inspector.getByRole('tab').all()) {
      await tab.click();
      await clean(`inspector of ${status}: ${await tab.innerText()}`);
    }
  }

  await page.getByRole('button', { name: 'Providers' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Test vendor', exact: true }).click();
  await dialog
    .getByText(/answered in|refused|failed/)
    .first()
    .waitFor();
  await clean('providers');
  await page.keyboard.press('Escape');

  await expect.poll(() => cards.count()).toBeGreaterThan(0);
  expect(dialogs).toEqual([]);
  // The browser tells of what the cleaner of notes finds in them while it takes it out; nothing else is to be told.
  const told = /inline (event handler|style)|base URI to '/;
  expect(faults.filter((fault) => !told.test(fault))).toEqual([]);
  await context.close();
});
