import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { GenerationEvent } from './generation.ts';
import { loadModel } from './model.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';
import { createScheduler } from './scheduler.ts';

// The thread that computes. It is started by pool.ts and speaks protocol.ts.

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread; pool.ts starts it.');
const { model: shared, weightsPath, slots } = workerData as WorkerStart;
const post = (message: FromWorker) => port.postMessage(message);

let pending: { id: number; event: GenerationEvent }[] = [];
const flush = () => {
  if (pending.length === 0) return;
  post({ type: 'events', events: pending });
  pending = [];
};

const model = shared ?? loadModel(readFileSync(weightsPath));
const scheduler = createScheduler(model, (id, event) => pending.push({ id, event }), { slots });
let isRunning = false;

// One step, then a turn of the event loop, so that cancellations and new requests are heard between two tokens.
const run = () => {
  isRunning = scheduler.step();
  flush();
  if (isRunning) setImmediate(run);
};

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'generate':
      scheduler.add(message.id, message.request);
      flush();
      break;
    case 'cancel':
      scheduler.cancel(message.id);
      break;
    case 'count':
      post({
        type: 'counted',
        id: message.id,
        tokens: scheduler.countTokens(message.messages, message.continuesLast),
      });
      break;
    default:
      message satisfies never;
  }
  if (!isRunning) {
    isRunning = true;
    setImmediate(run);
  }
});
post({ type: 'ready', model });
