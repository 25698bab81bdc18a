import { describe, expect, it } from 'vitest';
import { useDesk } from './desk.ts';
import { beAtThePage } from './open-page.ts';

const FENCE = '```';
const TEXT = `---
gamut: 1
title: Hands
---
${FENCE}prompt id=ask
{{nam}}: {{qestion}}
${FENCE}

${FENCE}dataset id=rows format=csv
id,name,question
a,Kim,Why?
${FENCE}

${FENCE}matrix id=main
prompt: ask
data: rows
model: sandbox/tiny
${FENCE}
`;
const TOOLS = '**/assets/notebook-tools*';

const PLAIN = TEXT.replace('{{nam}}: {{qestion}}', '{{name}}: {{question}}');

let tries = 0;

const desk = useDesk({ notebooks: { 'hands.gamut.md': TEXT, 'plain.gamut.md': PLAIN } });

describe('hands that are at a thing', () => {
  it('press it though what comes meanwhile would move it away', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { page, context, faults } = await desk.open('hands.gamut.md', {
      before: (context) =>
        Promise.all(
          context.pages().map((page) =>
            page.route(TOOLS, async (route) => {
              await held;
              await route.continue();
            }),
          ),
        ),
    });
    const turns = page.getByRole('button', { name: 'As turns' });
    await turns.hover();
    await page.mouse.down();
    const came = page.waitForResponse(TOOLS);
    release();
    await (await came).finished();
    // The page has had every chance to take it up.
    for (let frame = 0; frame < 20; frame += 1)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await page.mouse.up();
    await expect.poll(() => desk.onDisk()).toContain('prompt id=ask\n@user\n{{nam}}');
    await page.getByRole('button', { name: 'Use {{name}}' }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('go on in the text of a prompt that was put in turns, or made plain again', async () => {
    const { page, context, faults } = await desk.open();
    await beAtThePage(page);
    await page.getByRole('button', { name: 'As turns' }).press('Enter');
    const turn = page.getByRole('textbox', { name: 'prompt ask User 1' });
    await expect.poll(() => turn.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' abc');
    await page.getByRole('button', { name: 'As plain text' }).click();
    const plain = page.getByRole('textbox', { name: 'prompt ask', exact: true });
    await expect.poll(() => plain.evaluate((field) => field.matches(':focus'))).toBe(true);
    await expect.poll(() => desk.onDisk()).toContain('prompt id=ask\n{{nam}}: {{qestion}} abc\n');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are back at what opened the menu to share, once it is left', async () => {
    const { page, context, faults } = await desk.open();
    const share = page.getByRole('button', { name: 'Share' });
    for (let time = 0; time < 2; time += 1) {
      await share.press('Enter');
      const first = page.getByRole('button', { name: /^Save a report/ });
      await expect.poll(() => first.evaluate((button) => button.matches(':focus'))).toBe(true);
      await page.keyboard.press('Escape');
      await expect.poll(() => share.evaluate((button) => button.matches(':focus'))).toBe(true);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('are told that nothing is run where what is seen cannot be saved, or the server cannot be asked', async () => {
    const { page, context } = await desk.open('plain.gamut.md');
    const prompt = page.getByRole('textbox', { name: 'prompt ask', exact: true });
    // The events still come: the page does not know better.
    await page.route('**/api/runs', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    );
    await prompt.press('Control+Enter');
    await page.getByText('The run could not be started: the server is not reached.').waitFor();

    await page.route('**/api/notebooks/**', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await prompt.press('End');
    await page.keyboard.type(' mine');
    await desk.write(PLAIN.replace('{{name}}', '{{name}} theirs'), 'plain.gamut.md');
    await page.unroute('**/api/notebooks/**');
    await page.getByText(/changed both here and in the file/).waitFor();
    await prompt.press('Control+Enter');
    await page.getByText('Nothing was run: what is seen is also changed in the file.').waitFor();
    await context.close();
  });

  it('that press Run twice in a row stop nothing, where Stop comes between the two', async () => {
    const own = PLAIN.replace('{{name}}:', `${(tries += 1)} {{name}}:`);
    await desk.write(own.replace('model: sandbox', 'repeats: 30\nmodel: sandbox'), 'plain.gamut.md');
    const { page, context, faults } = await desk.open('plain.gamut.md');
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') asked.push(new URL(request.url()).pathname);
    });
    const header = page.locator('gamut-header');
    await header.getByRole('button', { name: /^Run 30/ }).click();
    await header.getByRole('button', { name: 'Stop' }).hover();
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await header.getByText('All done').waitFor();
    expect(asked).toEqual(['/api/runs']);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('ask for one answer after the other, each of which is made though the one before is still on its way', async () => {
    const own = PLAIN.replace('{{name}}:', `${(tries += 1)} {{name}}:`);
    await desk.write(
      own.replace('model: sandbox', 'temperature: [0, 0.4, 0.8, 1.2]\nmodel: sandbox'),
      'plain.gamut.md',
    );
    const { page, context, faults } = await desk.open('plain.gamut.md');
    const header = page.locator('gamut-header');
    await header.getByRole('button', { name: /^Run 4/ }).waitFor();
    await page.locator('gamut-pivot [role=gridcell][tabindex="0"]').first().focus();
    for (let answer = 0; answer < 4; answer += 1) {
      await page.keyboard.press('r');
      await page.keyboard.press('ArrowRight');
    }
    await header.getByText('All done').waitFor();
    await expect.poll(() => page.locator('gamut-card[data-status="done"]').count()).toBe(4);
    // A browser logs by itself that one was refused while another was being begun.
    expect(faults.filter((fault) => !fault.includes('409 (Conflict)'))).toEqual([]);
    await context.close();
  });

  it('are at the way to another model when one was added', async () => {
    const { page, context, faults } = await desk.open();
    // The only one stays under a press, and says why.
    const only = page.locator('gamut-matrix-cell').getByRole('button', { name: 'sandbox/tiny', exact: true });
    expect(await only.getAttribute('title')).toBe('The last one stays: choose another first');
    await only.click();
    expect(await only.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'Model', exact: true }).click();
    await page.getByRole('combobox', { name: 'Model to add' }).pressSequentially('sandbox-anthropic/tiny');
    await page.keyboard.press('Enter');
    await expect.poll(() => desk.onDisk()).toContain('model: [sandbox/tiny, sandbox-anthropic/tiny]');
    const more = page.getByRole('button', { name: 'Model', exact: true });
    await expect.poll(() => more.evaluate((button) => button.matches(':focus'))).toBe(true);
    expect(faults).toEqual([]);
    await context.close();
  });
});
