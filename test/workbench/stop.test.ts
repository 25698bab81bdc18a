import { expect, onTestFinished, test } from 'vitest';
import type { RunEvent } from '../../src/core/event.ts';
import { openWorkbench } from '../../src/workbench/workbench.ts';
import { startFaultServer } from '../fault/fault-server.ts';
import { createSoakProject } from '../soak/soak-project.ts';

test(
  'stop closes every connection, keeps what had come of each answer, frees the trials, and is no failure',
  { timeout: 60_000 },
  async () => {
    // Half of each answer, and then nothing.
    let treatment: 'stall' | 'well' = 'stall';
    const server = await startFaultServer({ script: () => treatment });
    onTestFinished(() => server.stop());
    const project = await createSoakProject(server, { trials: 40, concurrency: 10, silenceMs: 60_000 });
    onTestFinished(project.remove);
    const workbench = await openWorkbench({ notebooksDir: `${project.root}/experiments`, env: {} });
    onTestFinished(() => workbench.close());
    const plan = await workbench.plan('soak.gamut.md', 'main');
    const stop = new AbortController();
    const { runId, events } = await workbench.start(plan, { mode: 'missing', signal: stop.signal });
    const told: RunEvent[] = [];
    const begun = new Set<string>();
    let openAtStop = 0;
    for await (const event of events) {
      told.push(event);
      if (event.type === 'trial-delta') begun.add(event.trialId);
      if (begun.size < 20 || stop.signal.aborted) continue;
      openAtStop = server.books.open.size;
      stop.abort();
    }
    expect(openAtStop).toBe(20);
    await expect.poll(() => server.books.open.size, { timeout: 20_000 }).toBe(0);
    expect(server.books.asked).toHaveLength(20);
    expect(told.at(-1)).toMatchObject({ type: 'run-finished', reason: 'stopped' });
    const kept = told.flatMap((event) => (event.type === 'trial-finished' ? [event.record.outcome] : []));
    expect(kept).toHaveLength(20);
    for (const outcome of kept) {
      expect(outcome.status).toBe('aborted');
      expect(outcome.status === 'aborted' && outcome.partialText).toMatch(/답/);
    }
    // Nothing is held any more: all of it can be made at once, and nothing was lost in a crash.
    expect(workbench.interrupted()).toMatchObject([{ runId, missing: 40, paidTwice: 0, failed: 0 }]);
    treatment = 'well';
    const again = await workbench.resume(runId, { signal: new AbortController().signal });
    const ends: RunEvent[] = [];
    for await (const event of again.events) if (event.type === 'run-finished') ends.push(event);
    expect(ends).toMatchObject([{ reason: 'done' }]);
    expect(server.books.asked).toHaveLength(60);
  },
);
