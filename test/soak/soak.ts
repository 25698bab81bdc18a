/**
 * `npm run soak`: 2,000 trials over both protocols against a server that treats a quarter of all requests badly, through
 * twelve kills of the process. Prints what came of it; the exit code is 1 where anything is lost, doubled or hanging.
 * Arguments: --trials N --share S --kills K --seed N --concurrency N --processes N
 */
import { parseArgs } from 'node:util';
import { soak } from './soak-run.ts';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '2000' },
    share: { type: 'string', default: '0.25' },
    kills: { type: 'string', default: '12' },
    seed: { type: 'string', default: '20261121' },
    concurrency: { type: 'string', default: '24' },
    processes: { type: 'string', default: '1' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const report = await soak({
  trials: Number(values.trials),
  share: Number(values.share),
  kills: Number(values.kills),
  seed: Number(values.seed),
  concurrency: Number(values.concurrency),
  processes: Number(values.processes),
  tell: say,
});

const treated = [...report.treated].sort(([a], [b]) => (a < b ? -1 : 1));
say('');
say(`trials               ${report.trials}`);
say(`done in the store    ${report.done} (${report.records} records in all)`);
say(
  `requests             ${report.asked}, of which ${report.asked - (report.treated.get('well') ?? 0)} met a fault or an oddity`,
);
say(`                     ${treated.map(([name, count]) => `${name} ${count}`).join(', ')}`);
say(`processes            ${report.starts} started, ${report.kills} killed`);
say(
  `paid twice           ${report.lost} whole answers and ${report.atServer - report.lost} begun; Gamut tells of ${report.paidTwice} requests under way at the kills, at most ${report.exposed} can have been`,
);
say(
  `usage                ${report.inputTokens} tokens in, ${report.outputTokens} out, as the server served them`,
);
say(`cost                 $${report.costUsd.toFixed(6)}, as the server served them`);
say(`time                 ${(report.wallMs / 1000).toFixed(1)} s`);
for (const fault of report.faults) say(`FAULT  ${fault}`);
say(
  report.faults.length === 0
    ? 'Nothing lost, nothing doubled, nothing hangs.'
    : `${report.faults.length} faults.`,
);
process.exitCode = report.faults.length === 0 ? 0 : 1;
