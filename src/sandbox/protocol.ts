import type { ChatMessage, GenerationEvent, GenerationRequest } from './generation.ts';
import type { Model } from './model.ts';

/** What a worker is started with: the model as shared memory, or the path of the file to load it from. */
export interface WorkerStart {
  model: Model | null;
  weightsPath: string;
  slots: number;
}

/** What the pool tells a worker. Ids are the pool's, one for each request. */
export type ToWorker =
  | { type: 'generate'; id: number; request: GenerationRequest }
  | { type: 'cancel'; id: number }
  | { type: 'count'; id: number; messages: ChatMessage[]; continuesLast: boolean };

/** What a worker tells the pool: `ready` once, first; the events of one step come together. */
export type FromWorker =
  | { type: 'ready'; model: Model }
  | { type: 'events'; events: { id: number; event: GenerationEvent }[] }
  | { type: 'counted'; id: number; tokens: number };
