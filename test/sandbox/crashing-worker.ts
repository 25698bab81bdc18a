import { parentPort } from 'node:worker_threads';
import '../../src/sandbox/worker.ts';

// The real worker, which dies of the words "crash now".
parentPort?.on('message', (message: unknown) => {
  if (JSON.stringify(message).includes('crash now')) throw new Error('made to crash');
});
