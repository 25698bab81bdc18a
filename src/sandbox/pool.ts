import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ChatMessage, GenerationEvent, GenerationRequest } from './generation.ts';
import type { Model } from './model.ts';
import type { FromWorker, ToWorker, WorkerStart } from './protocol.ts';

/** Options of a {@link SandboxPool}. */
export interface SandboxPoolOptions {
  weightsPath?: string;
  /** Threads at most. */
  workers?: number;
  /** Answers that one thread computes side by side; more wait. */
  slots?: number;
  /** The worker's script, which speaks protocol.ts. */
  workerUrl?: URL;
}

/** A thread's place in the pool. The thread itself starts with the first request that is sent here. */
interface Lane {
  worker: Worker | null;
  /** Messages from before the thread was started. */
  waiting: ToWorker[];
  jobs: Map<number, Job>;
}

/** Who waits for a request: gets its events, or a failure as one. */
interface Job {
  onEvent(event: GenerationEvent): void;
  onCounted(tokens: number): void;
}

const WEIGHTS = new URL('../../fixtures/sandbox/tiny-bilingual.q8_0.gguf', import.meta.url);
const WORKER = new URL('./worker.ts', import.meta.url);
/** A prompt goes to another thread than the one that remembers it when that one has this many requests more. */
const TOO_MANY_MORE = 8;
const REMEMBERED_PROMPTS = 2_000;

/** Threads for a machine: one core is left to the server and the page, and more than four gain nothing here. */
function defaultWorkers(): number {
  return Math.max(1, Math.min(4, availableParallelism() - 1));
}

/**
 * The demo model on worker threads. Threads start with the first request, share one copy of the weights and keep the
 * process alive only while they work. A thread that dies fails its requests and is replaced with the next one. Equal
 * prompts go to the thread that remembers them.
 */
export class SandboxPool {
  readonly #options: Required<SandboxPoolOptions>;
  readonly #lanes: Lane[];
  /** Which lane computed a prompt last, by the prompt's hash, in order of last use. */
  readonly #homes = new Map<string, Lane>();
  #model: Model | null = null;
  #lastId = 0;

  constructor({
    weightsPath = fileURLToPath(WEIGHTS),
    workers = defaultWorkers(),
    slots = 16,
    workerUrl = WORKER,
  }: SandboxPoolOptions = {}) {
    this.#options = { weightsPath, workers, slots, workerUrl };
    this.#lanes = Array.from({ length: workers }, () => ({ worker: null, waiting: [], jobs: new Map() }));
  }

  /** Which weights answer, for `system_fingerprint`; null before they are loaded. */
  get fingerprint(): string | null {
    return this.#model?.fingerprint ?? null;
  }

  /** Requests that are waiting or being computed. */
  get activeCount(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.jobs.size, 0);
  }

  /** Generates one answer. The events end with `refused`, `done` or `failed`; leaving the loop or aborting `signal`
   * cancels it, and then they just end. */
  async *generate(
    request: GenerationRequest,
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<GenerationEvent, void, undefined> {
    if (signal?.aborted === true) return;
    let events: GenerationEvent[] = [];
    let wake = () => {};
    let isOver = false;
    const onAbort = () => {
      isOver = true;
      wake();
    };
    const lane = this.#laneFor(request.messages);
    const id = this.#begin(lane, {
      onEvent: (event) => {
        events.push(event);
        wake();
      },
      onCounted: () => {},
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      this.#send(lane, { type: 'generate', id, request });
      while (!isOver) {
        if (events.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const arrived = events;
        events = [];
        for (const event of arrived) {
          yield event;
          if (event.type === 'refused' || event.type === 'done' || event.type === 'failed') return;
        }
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (this.#end(lane, id)) this.#send(lane, { type: 'cancel', id });
    }
  }

  /** Tokens of a prompt. Rejects where the thread fails. */
  countTokens(messages: ChatMessage[], continuesLast: boolean): Promise<number> {
    const lane = this.#laneFor(messages);
    return new Promise((resolve, reject) => {
      const id = this.#begin(lane, {
        onEvent: (event) => {
          if (event.type === 'failed') reject(new Error(event.message));
        },
        onCounted: resolve,
      });
      this.#send(lane, { type: 'count', id, messages, continuesLast });
    });
  }

  /** Stops all threads; what is not finished fails. */
  async close(): Promise<void> {
    const workers = this.#lanes.flatMap(({ worker }) => worker ?? []);
    for (const lane of this.#lanes) this.#fail(lane, 'The sandbox model was stopped.');
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #laneFor(messages: readonly ChatMessage[]): Lane {
    const key = createHash('sha1').update(JSON.stringify(messages)).digest('base64');
    const free = this.#lanes.reduce((best, lane) => (lane.jobs.size < best.jobs.size ? lane : best));
    const home = this.#homes.get(key);
    const lane = home !== undefined && home.jobs.size < free.jobs.size + TOO_MANY_MORE ? home : free;
    this.#homes.delete(key);
    this.#homes.set(key, lane);
    for (const oldest of this.#homes.keys()) {
      if (this.#homes.size <= REMEMBERED_PROMPTS) break;
      this.#homes.delete(oldest);
    }
    return lane;
  }

  #begin(lane: Lane, job: Job): number {
    const id = ++this.#lastId;
    lane.jobs.set(id, job);
    lane.worker?.ref();
    return id;
  }

  /** True where the request still was under way. */
  #end(lane: Lane, id: number): boolean {
    const wasActive = lane.jobs.delete(id);
    if (lane.jobs.size === 0) lane.worker?.unref();
    return wasActive;
  }

  #send(lane: Lane, message: ToWorker): void {
    if (lane.worker !== null) {
      post(lane.worker, message);
      return;
    }
    if (message.type === 'cancel') {
      lane.waiting = lane.waiting.filter(({ id }) => id !== message.id);
      return;
    }
    lane.waiting.push(message);
    this.#startWaiting();
  }

  /** Starts the lanes that have something to do; while the weights are being loaded, only the first. */
  #startWaiting(): void {
    for (const lane of this.#lanes) {
      if (lane.worker !== null || lane.waiting.length === 0) continue;
      if (this.#model === null && this.#lanes.some(({ worker }) => worker !== null)) return;
      this.#start(lane);
    }
  }

  #start(lane: Lane): void {
    const { weightsPath, slots, workerUrl } = this.#options;
    const start: WorkerStart = { model: this.#model, weightsPath, slots };
    const worker = new Worker(workerUrl, { workerData: start, name: 'gamut-sandbox' });
    lane.worker = worker;
    worker.on('message', (message: FromWorker) => this.#receive(lane, message));
    const onDeath = (reason: string) => {
      if (lane.worker !== worker) return;
      this.#fail(lane, `The sandbox model's thread failed: ${reason}. The next request starts a new one.`);
      this.#startWaiting();
    };
    worker.on('error', (error: unknown) => onDeath(error instanceof Error ? error.message : String(error)));
    worker.on('messageerror', (error) => onDeath(error.message));
    worker.on('exit', (code) => onDeath(`it ended with code ${code}`));
    for (const message of lane.waiting) post(worker, message);
    lane.waiting = [];
    if (lane.jobs.size === 0) worker.unref();
  }

  #receive(lane: Lane, message: FromWorker): void {
    switch (message.type) {
      case 'ready':
        this.#model ??= message.model;
        this.#startWaiting();
        return;
      case 'events':
        for (const { id, event } of message.events) {
          const job = lane.jobs.get(id);
          if (event.type === 'refused' || event.type === 'done' || event.type === 'failed')
            this.#end(lane, id);
          job?.onEvent(event);
        }
        return;
      case 'counted': {
        const job = lane.jobs.get(message.id);
        this.#end(lane, message.id);
        job?.onCounted(message.tokens);
        return;
      }
      default:
        message satisfies never;
    }
  }

  #fail(lane: Lane, message: string): void {
    const jobs = [...lane.jobs.values()];
    lane.worker?.unref();
    lane.worker = null;
    lane.waiting = [];
    lane.jobs.clear();
    for (const job of jobs) job.onEvent({ type: 'failed', message });
  }
}

function post(worker: Worker, message: ToWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window: it has no origin
  worker.postMessage(message);
}
