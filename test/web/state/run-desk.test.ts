import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import type { RunEvent } from '../../../src/core/event.ts';
import { ApiFault } from '../../../src/web/state/api.ts';
import { LiveRuns } from '../../../src/web/state/live-runs.ts';
import { RunDesk, type RunHost } from '../../../src/web/state/run-desk.ts';

// It can be made once only, and needs a page.
vi.mock('../../../src/web/look/locale.ts', () => ({ currentLocale: () => 'en' }));

const NOTEBOOK = parseNotebook(
  '```matrix id=main\nprompt: ask\nmodel: sandbox/tiny\n```\n\n```prompt id=ask\nWhat?\n```\n',
);

/** What the server says to each request to run, the last one again and again. */
let answers: { status: number; body: object }[] = [];
let asked = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-01T00:00:00Z') });
  vi.stubGlobal('window', { setTimeout });
  vi.stubGlobal('requestAnimationFrame', () => 1);
  asked = 0;
  vi.stubGlobal('fetch', async () => {
    const { status, body } = answers[Math.min(asked, answers.length - 1)] ?? { status: 500, body: {} };
    asked += 1;
    return { ok: status < 300, status, json: async () => body };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function makeDesk() {
  const faults: ApiFault[] = [];
  const live = new LiveRuns({ finished: () => {}, runEnd: () => {} });
  const open = { name: 'n.gamut.md', notebook: NOTEBOOK, saveState: 'saved', save: async () => {} };
  const host: Pick<RunHost, 'live' | 'knownResults' | 'attempt'> & object = {
    live,
    knownResults: () => null,
    attempt: async (act) => {
      try {
        await act();
      } catch (error) {
        if (!(error instanceof ApiFault)) throw error;
        faults.push(error);
      }
    },
  };
  const desk = new RunDesk({ ...host, open, budgets: { of: () => null } } as unknown as RunHost);
  const tell = (event: object) => live.apply([{ runId: 'r1', ...event } as unknown as RunEvent]);
  const begin = (at: string) =>
    tell({
      type: 'run-started',
      notebook: 'n.gamut.md',
      cellId: 'main',
      mode: 'missing',
      trialIds: ['t1'],
      estimateUsd: null,
      at,
      resumed: null,
    });
  const end = () => tell({ type: 'run-finished', reason: 'done', at: '2026-11-01T00:00:05Z' });
  return { desk, faults, begin, end };
}

const running = (runId: string) => ({
  status: 409,
  body: { error: { kind: 'running', message: 'It is being run already.' }, runId },
});
const BEGUN = { status: 201, body: { runId: 'r2', total: 1 } };

it('a run that is asked for the moment one ends begins once that one is put away', async () => {
  const { desk, faults, begin, end } = makeDesk();
  begin('2026-11-01T00:00:00Z');
  end();
  answers = [running('r1'), running('r1'), BEGUN];
  const started = desk.start('main', 'missing');
  await vi.advanceTimersByTimeAsync(1000);
  await started;
  expect(asked).toBe(3);
  expect(faults).toEqual([]);
});

it('and where that does not come to its end, it is told', async () => {
  const { desk, faults, begin, end } = makeDesk();
  begin('2026-11-01T00:00:00Z');
  end();
  answers = [running('r1')];
  const started = desk.start('main', 'missing');
  await vi.advanceTimersByTimeAsync(10_000);
  await started;
  expect(faults.map(({ kind }) => kind)).toEqual(['running']);
});

it('a run that is asked for while one goes on is told of, and nothing is asked of the server', async () => {
  const { desk, faults, begin } = makeDesk();
  begin('2026-10-31T23:59:00Z');
  await desk.start('main', 'missing');
  await desk.start(null, 'missing');
  expect(faults.map(({ message }) => message)).toEqual([
    'main is being run already.',
    'main is being run already.',
  ]);
  expect(asked).toBe(0);
});

it('pressed twice in a row it is one run, and nothing is told', async () => {
  const { desk, faults, begin } = makeDesk();
  begin('2026-10-31T23:59:59.600Z');
  await desk.start('main', 'missing');
  expect(faults).toEqual([]);
  expect(asked).toBe(0);
});

it('one that another tab began a moment earlier is seen, so nothing is told', async () => {
  const { desk, faults } = makeDesk();
  answers = [running('of another tab')];
  await desk.start('main', 'missing');
  expect(faults).toEqual([]);
  expect(asked).toBe(1);
});
