import { startFaultServer } from '../fault/fault-server.ts';
import { createSoakProject } from '../soak/soak-project.ts';
import { openWorkbench } from '../../src/workbench/workbench.ts';
import { median, say } from './measure.ts';

const PARALLEL = 64;

/** From Stop to the server seeing every connection closed, with answers streaming on all of them, milliseconds. */
async function stopOnce(): Promise<number> {
  const server = await startFaultServer({ script: () => 'stall' });
  const half = PARALLEL / 2;
  const project = await createSoakProject(server, {
    trials: PARALLEL * 2,
    concurrency: half,
    silenceMs: 60_000,
  });
  const workbench = await openWorkbench({ notebooksDir: `${project.root}/experiments`, env: {} });
  try {
    const plan = await workbench.plan('soak.gamut.md', 'main');
    const stop = new AbortController();
    const { events } = await workbench.start(plan, { mode: 'missing', signal: stop.signal });
    let stoppedMs = 0;
    const closed = Promise.withResolvers<number>();
    server.onClosed = () => {
      if (stoppedMs > 0 && server.books.open.size === 0) closed.resolve(performance.now() - stoppedMs);
    };
    const begun = new Set<string>();
    for await (const event of events) {
      if (event.type === 'trial-delta') begun.add(event.trialId);
      if (begun.size < PARALLEL || stoppedMs > 0) continue;
      stoppedMs = performance.now();
      stop.abort();
    }
    return await closed.promise;
  } finally {
    await workbench.close();
    await server.stop();
    await project.remove();
  }
}

/** Stop, with 64 answers under way: until the server has seen the last connection closed. */
export async function benchStop(rounds = 5): Promise<void> {
  say(`\n# Stop with ${PARALLEL} answers under way, until the server sees every connection closed`);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await stopOnce());
  const all = times.map((ms) => `${ms.toFixed(0)} ms`).join(', ');
  say(`median ${median(times).toFixed(0)} ms   (${all})   (target: at most 200 ms)`);
}
