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
/** Which answers alone were asked for. */
let sent: unknown[] = [];
/** What the server tells of when it is asked which runs go on, and how often it was. */
let active: { notebook: string; cellId: string }[] = [];
let interrupted: { runId: string }[] = [];
let looked = 0;
/** What the page knows of the results of each matrix. */
let known: object | null = null;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-01T00:00:00Z') });
  vi.stubGlobal('window', { setTimeout });
  vi.stubGlobal('requestAnimationFrame', () => 1);
  asked = looked = 0;
  sent = [];
  active = [];
  interrupted = [];
  known = null;
  vi.stubGlobal('fetch', async (_path: string, { method = 'GET', body: order = '{}' } = {}) => {
    if (method === 'GET') {
      looked += 1;
      const told = { active, recent: [], interrupted };
      return { ok: true, status: 200, json: async () => told };
    }
    const { status, body } = answers[Math.min(asked, answers.length - 1)] ?? { status: 500, body: {} };
    asked += 1;
    sent.push((JSON.parse(order) as { only?: unknown }).only);
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
  const open = { name: 'n.gamut.md', notebook: NOTEBOOK, text: 'as it stands', saveSeen: async () => true };
  const host: Pick<RunHost, 'live' | 'knownResults' | 'attempt'> & object = {
    live,
    knownResults: () => known as ReturnType<RunHost['knownResults']>,
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
      models: ['sandbox/tiny'],
      modelOf: [0],
      estimateUsd: null,
      at,
      resumed: null,
    });
  const end = () => tell({ type: 'run-finished', reason: 'done', at: '2026-11-01T00:00:05Z' });
  return { desk, open, faults, begin, end };
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

it('a run that is asked for while one goes on is told of, and none is begun', async () => {
  const { desk, faults, begin } = makeDesk();
  begin('2026-10-31T23:59:00Z');
  active = [{ notebook: 'n.gamut.md', cellId: 'main' }];
  await desk.start('main', 'missing');
  await desk.start(null, 'missing');
  expect(faults.map(({ message }) => message)).toEqual([
    'main is being run already.',
    'main is being run already.',
  ]);
  expect(asked).toBe(0);
});

it('one that has ended without the page having heard of it holds up no other', async () => {
  const { desk, faults, begin } = makeDesk();
  begin('2026-10-31T23:59:59.600Z');
  answers = [BEGUN];
  await desk.start('main', 'missing');
  expect(faults).toEqual([]);
  expect(asked).toBe(1);
});

it('pressed twice in a row it is one run, and nothing is told', async () => {
  const { desk, faults, begin } = makeDesk();
  answers = [BEGUN];
  await Promise.all([desk.start('main', 'missing'), desk.start('main', 'missing')]);
  begin('2026-11-01T00:00:00Z');
  await desk.start('main', 'missing');
  expect(faults).toEqual([]);
  expect(asked).toBe(1);
  expect(looked).toBe(0);
});

it('but all of it that is asked for anew is another wish, and is not passed over in silence', async () => {
  const { desk, open, faults, begin } = makeDesk();
  answers = [BEGUN];
  await desk.start('main', 'missing');
  begin('2026-11-01T00:00:00Z');
  active = [{ notebook: 'n.gamut.md', cellId: 'main' }];
  await desk.start('main', 'all');
  open.text = 'edited since';
  await desk.start('main', 'missing');
  expect(faults.map(({ kind }) => kind)).toEqual(['running', 'running']);
  expect(asked).toBe(1);
});

it('single answers that are asked for while another is made come one after the other, each once', async () => {
  const { desk, faults, begin, end } = makeDesk();
  answers = [BEGUN];
  const first = desk.start('main', 'missing', ['a']);
  await Promise.all([desk.start('main', 'missing', ['b']), first]);
  begin('2026-11-01T00:00:00Z');
  active = [{ notebook: 'n.gamut.md', cellId: 'main' }];
  await desk.start('main', 'missing', ['c']);
  await desk.start('main', 'missing', ['c']);
  expect(desk.waitingOf('n.gamut.md', 'main')).toBe(2);
  expect(sent).toEqual([['a']]);
  active = [];
  for (const left of [1, 0, 0]) {
    end();
    await desk.ended({ notebook: 'n.gamut.md', cellId: 'main', phase: 'done' });
    expect(desk.waitingOf('n.gamut.md', 'main')).toBe(left);
  }
  expect(sent).toEqual([['a'], ['b'], ['c']]);
  expect(faults).toEqual([]);
});

it.each([2, 30])(
  'a single answer that is asked for in the moment in which another is begun is made after it (%i refusals)',
  async (refusals) => {
    const { desk, faults, begin, end } = makeDesk();
    // The page knows of no run: another wish of it, or another tab, has begun one just now.
    answers = [...Array.from({ length: refusals }, () => running('r9')), BEGUN];
    const started = desk.start('main', 'missing', ['a']);
    await vi.advanceTimersByTimeAsync(5000);
    await started;
    if (refusals > 10) {
      expect(desk.waitingOf('n.gamut.md', 'main')).toBe(1);
      answers = [BEGUN];
      begin('2026-11-01T00:00:00Z');
      end();
      await desk.ended({ notebook: 'n.gamut.md', cellId: 'main', phase: 'done' });
    }
    expect(desk.waitingOf('n.gamut.md', 'main')).toBe(0);
    expect(asked).toBe(Math.min(refusals, 11) + 1);
    expect(new Set(sent.map(String))).toEqual(new Set(['a']));
    expect(faults).toEqual([]);
  },
);

it('of single answers that wait, one that needs not be made any more keeps none from being made; with Stop all are forgotten', async () => {
  const { desk, faults, begin, end } = makeDesk();
  begin('2026-10-31T23:59:00Z');
  active = [{ notebook: 'n.gamut.md', cellId: 'main' }];
  for (const only of ['a', 'b', 'c', 'd']) await desk.start('main', 'missing', [only]);
  expect(desk.waitingOf('n.gamut.md', 'main')).toBe(4);
  active = [];
  end();
  const nothing = {
    status: 409,
    body: { error: { kind: 'nothing_to_run', message: 'Nothing is missing.' } },
  };
  answers = [nothing, nothing, BEGUN];
  await desk.ended({ notebook: 'n.gamut.md', cellId: 'main', phase: 'done' });
  expect(sent).toEqual([['a'], ['b'], ['c']]);
  expect(desk.waitingOf('n.gamut.md', 'main')).toBe(1);
  await desk.ended({ notebook: 'n.gamut.md', cellId: 'main', phase: 'stopped' });
  expect(desk.waitingOf('n.gamut.md', 'main')).toBe(0);
  expect(sent).toHaveLength(3);
  expect(faults).toEqual([]);
});

it('run anew at once after it has ended is run anew', async () => {
  const { desk, faults, begin, end } = makeDesk();
  answers = [BEGUN];
  await desk.start('main', 'all');
  begin('2026-11-01T00:00:00Z');
  end();
  await desk.start('main', 'all');
  expect(faults).toEqual([]);
  expect(asked).toBe(2);
});

it('one that another tab has begun without this one knowing is told of', async () => {
  const { desk, faults } = makeDesk();
  answers = [running('of another tab')];
  await desk.start('main', 'missing');
  expect(faults.map(({ kind }) => kind)).toEqual(['running']);
  expect(asked).toBe(1);
});

it('an interrupted run that is put away stays away, though the server was asked before it knew of that', async () => {
  const { desk } = makeDesk();
  interrupted = [{ runId: 'r1' }, { runId: 'r2' }];
  await desk.readInterrupted();
  answers = [{ status: 200, body: { runId: 'r1' } }];
  const reading = desk.readInterrupted();
  desk.forgetInterrupted(['r1']);
  const ids = () => desk.interrupted.map(({ runId }) => runId);
  expect(ids()).toEqual(['r2']);
  await reading;
  expect(ids()).toEqual(['r2']);
});

it('an interrupted run that could not be put away is offered again, and why is told', async () => {
  const { desk, faults } = makeDesk();
  interrupted = [{ runId: 'r1' }];
  await desk.readInterrupted();
  answers = [{ status: 500, body: { error: { kind: 'internal', message: 'Not now.' } } }];
  desk.forgetInterrupted(['r1']);
  expect(desk.interrupted).toEqual([]);
  await vi.waitFor(() => expect(desk.interrupted).toHaveLength(1));
  expect(faults.map(({ message }) => message)).toEqual(['Not now.']);
});

it('stopped before the server has begun it, a run is stopped as soon as it has, or not begun at all', async () => {
  const { desk, open } = makeDesk();
  const paths: string[] = [];
  const { fetch } = globalThis;
  let answer = (): void => {};
  vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
    if (init.method === 'POST') paths.push(path);
    if (path === '/api/runs') await new Promise<void>((resolve) => (answer = resolve));
    return fetch(path, init);
  });
  answers = [BEGUN, { status: 200, body: { runId: 'r2', stopped: true } }];
  const started = desk.start('main', 'missing');
  await vi.waitFor(() => expect(paths).toEqual(['/api/runs']));
  expect(desk.isBeginning).toBe(true);
  await desk.stop(null);
  expect(paths).toHaveLength(1);
  answer();
  await started;
  expect(paths).toEqual(['/api/runs', '/api/runs/r2/stop']);
  expect(desk.isBeginning).toBe(false);
  // While what is seen is still being saved, nothing has been sent.
  let save = (_isSaved: boolean): void => {};
  open.saveSeen = () => new Promise((resolve) => (save = resolve));
  open.text = 'edited since';
  const again = desk.start('main', 'missing');
  await desk.stop('main');
  save(true);
  await again;
  expect(paths).toHaveLength(2);
});

it('pressed twice an interrupted run goes on once', async () => {
  const { desk, faults } = makeDesk();
  answers = [{ status: 200, body: { runId: 'r1', total: 1 } }];
  await Promise.all([desk.resume('r1'), desk.resume('r1')]);
  expect(asked).toBe(1);
  expect(faults).toEqual([]);
});

it('runs all that is missing by what is certain: what was known before the last edit is not', async () => {
  const { desk, open } = makeDesk();
  open.notebook = parseNotebook(
    ['main', 'more']
      .map((id) => `\`\`\`matrix id=${id}\nprompt: ask\nmodel: sandbox/tiny\n\`\`\`\n`)
      .join('\n'),
  );
  answers = [BEGUN];
  const plan = { estimates: { missing: { calls: 0 } }, blocked: [] };
  known = { plan, certainPlan: plan };
  await desk.start(null, 'missing');
  expect(asked).toBe(0);
  known = { plan, certainPlan: null };
  await desk.start(null, 'missing');
  expect(asked).toBe(2);
});
