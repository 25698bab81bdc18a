/** `npm run bench -- [cli|memory|latency|stop|page|notebook|scale]`: measures Gamut against bare means, and prints figures and ratios. Asserts nothing. */
import os from 'node:os';
import { benchLatency, benchMemory, benchThroughput } from './command-line.ts';
import { say } from './measure.ts';
import { benchNotebook } from './notebook.ts';
import { benchPage } from './page.ts';
import { benchScale } from './scale.ts';
import { benchStop } from './stop.ts';

const BENCHES = {
  cli: benchThroughput,
  memory: benchMemory,
  latency: benchLatency,
  stop: benchStop,
  page: benchPage,
  notebook: benchNotebook,
  scale: benchScale,
};
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  say(`There is no bench '${unknown}'. There are: ${Object.keys(BENCHES).join(', ')}.`);
  process.exitCode = 2;
} else {
  const cpu = os.cpus()[0]?.model ?? 'unknown';
  say(`Node ${process.version}, ${os.cpus().length} x ${cpu}, ${os.platform()}`);
  for (const [name, bench] of Object.entries(BENCHES))
    if (asked.length === 0 || asked.includes(name)) await bench();
}
