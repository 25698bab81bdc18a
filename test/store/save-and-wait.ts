import { openResults } from '../../src/store/results.ts';
import { createRecord, createTrials } from '../fake/trial.ts';

// A process of its own: saves records of the run it is given, says so, and waits to be killed. It never closes the store.
const [file = '', runId = '', count = ''] = process.argv.slice(2);
const results = openResults(file);
for (const trial of createTrials(Number(count))) results.save(createRecord({ runId, trial }));
process.stdout.write('saved\n');
setInterval(() => {}, 1000);
