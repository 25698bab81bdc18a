import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openResults } from '../../src/store/results.ts';
import { createCliProject, NOTEBOOK } from './cli-project.ts';
import { startVendor } from './vendor-server.ts';

describe('gamut run --resume', () => {
  test('goes on with what a stopped run left, and with nothing else', async () => {
    let isWilling = false;
    const vendor = await startVendor(() => (isWilling ? { text: '네.' } : 'hang'));
    const project = createCliProject(vendor.baseUrl);
    const { terminal, ended } = project.start(['run', 'tone']);
    await vendor.untilAsked(4);
    terminal.interrupt();
    expect(await ended).toBe(130);

    isWilling = true;
    // The notebook has gone on since; the run has not.
    project.write(
      'experiments/tone.gamut.md',
      NOTEBOOK.replace('당신은 코치입니다.', '당신은 코치 B입니다.'),
    );
    const { code, err } = await project.gamut(['run', 'tone', '--resume']);
    expect(code).toBe(0);
    expect(err).toMatch(/Stopped run \S+ of main: 0 of 4 done, 4 missing/);
    expect(err).toContain('Resumed: 0 were done, 4 are made now.');
    expect(err).not.toContain('billed');
    const again = vendor.asked.slice(4).map(({ messages }) => messages[0]?.content);
    expect(again).toHaveLength(4);
    expect(again).not.toContain('당신은 코치 B입니다.');
    expect((await project.gamut(['run', 'tone', '--resume'])).err).toContain('has no run to go on with');
    expect(vendor.asked).toHaveLength(8);
  });

  test('leaves a run that another process goes on with meanwhile to that one, says so, and makes the others', async () => {
    let takeOver: (() => void) | null = null;
    let isWilling = false;
    const vendor = await startVendor(() => {
      takeOver?.();
      takeOver = null;
      return isWilling ? { text: '네.' } : 'hang';
    });
    const second =
      '\n```matrix id=second\nprompt: ask\nmodel: vendor/small\ntemperature: 1\ndata: people\n```\n';
    const project = createCliProject(vendor.baseUrl, { notebook: NOTEBOOK + second });
    for (const [matrix, asked] of [
      ['main', 4],
      ['second', 5],
    ] as const) {
      const { terminal, ended } = project.start(['run', 'tone', '--matrix', matrix]);
      await vendor.untilAsked(asked);
      terminal.interrupt();
      await ended;
    }
    isWilling = true;
    const other = openResults(path.join(project.root, '.gamut', 'gamut.db'));
    onTestFinished(() => other.close());
    // While the first of the two runs is being made.
    takeOver = () => {
      const run = other.book.interrupted().find(({ cellId }) => cellId === 'second');
      other.book.resume(run?.runId ?? '');
    };
    const { code, err } = await project.gamut(['run', 'tone', '--resume']);
    expect([code, vendor.asked.length]).toEqual([0, 9]);
    expect(err).toMatch(/Another process has gone on with run \S+ of second/);
  });

  test('says of a run that another process is making which one it is and what to do, and leaves it alone', async () => {
    let isWilling = false;
    const vendor = await startVendor(() => (isWilling ? { text: '네.' } : 'hang'));
    const project = createCliProject(vendor.baseUrl);
    const { terminal, ended } = project.start(['run', 'tone']);
    await vendor.untilAsked(4);
    const other = await project.gamut(['run', 'tone', '--resume']);
    expect(other.code).toBe(0);
    expect(other.err).toMatch(
      /Run \S+ of main goes on in another process .* 0 answers so far\. Nothing was sent/,
    );
    expect(other.err).not.toContain('no run to go on with');
    const korean = await project.gamut(['run', 'tone', '--resume', '--lang', 'ko']);
    expect(korean.err).toMatch(/실행 \S+\(main\)은 다른 프로세스/);
    expect(vendor.asked).toHaveLength(4);
    terminal.interrupt();
    expect(await ended).toBe(130);
    isWilling = true;
    expect((await project.gamut(['run', 'tone', '--resume'])).err).toContain('4 are made now');
  });

  test('is told of before another run begins', async () => {
    let isWilling = false;
    const vendor = await startVendor(() => (isWilling ? { text: '네.' } : 'hang'));
    const project = createCliProject(vendor.baseUrl);
    const { terminal, ended } = project.start(['run', 'tone']);
    await vendor.untilAsked(4);
    terminal.interrupt();
    await ended;
    isWilling = true;
    const { err } = await project.gamut(['run', 'tone', '--lang', 'ko']);
    expect(err).toContain('중지한 실행');
    expect(err).toContain('--resume');
  });
});

describe('a budget', () => {
  const limited = NOTEBOOK.replace('data: people', 'data: people\nmax_tokens: 10');

  test('is never overspent: the run ends with 1, says what it takes, and goes on when it is raised', async () => {
    const vendor = await startVendor(() => ({ text: '네.' }));
    const project = createCliProject(vendor.baseUrl, { price: 1, notebook: limited });
    const poor = await project.gamut(['run', 'tone', '--yes', '--budget-usd', '0.0001']);
    expect(poor.code).toBe(1);
    expect(vendor.asked).toEqual([]);
    expect(poor.err).toContain('The budget of this run is reached');
    expect(poor.err).toContain('--budget-usd');
    const rich = await project.gamut(['run', 'tone', '--resume', '--budget-usd', '1']);
    expect(rich.code).toBe(0);
    expect(vendor.asked).toHaveLength(4);
    const results = openResults(path.join(project.root, '.gamut', 'gamut.db'));
    onTestFinished(() => results.close());
    expect(results.runs()).toMatchObject([{ budgetUsd: 1 }]);
  });

  test('in won needs a rate', async () => {
    const vendor = await startVendor(() => ({ text: '네.' }));
    const project = createCliProject(vendor.baseUrl, { notebook: limited });
    const { code, err } = await project.gamut(['run', 'tone', '--budget-krw', '500']);
    expect([code, vendor.asked.length]).toEqual([2, 0]);
    expect(err).toContain('krw_per_usd');
  });

  test.each(['-1', '1e3', 'viel'])('is an amount, and not %s', async (amount) => {
    const vendor = await startVendor(() => ({ text: '네.' }));
    const project = createCliProject(vendor.baseUrl);
    expect((await project.gamut(['run', 'tone', `--budget-usd=${amount}`])).code).toBe(2);
  });
});
