import { createChatTemplate } from './chat-template.ts';
import { createAnswerRules, createGeneration, type Generation } from './generate.ts';
import type { ChatMessage, GenerationEvent, GenerationRequest } from './generation.ts';
import { commonPrefix, KvCache, PromptCache } from './kv-cache.ts';
import { createLlama, type Row } from './llama.ts';
import type { Model } from './model.ts';
import { createTokenizer } from './tokenizer.ts';

/** Many requests, computed side by side by one thread. Times itself by nothing: {@link step} is called while there is
 * work. */
export interface Scheduler {
  /** Takes a request; its events come through `emit`, a refusal at once. */
  add(id: number, request: GenerationRequest): void;
  /** Forgets a request: no more events of it. */
  cancel(id: number): void;
  /** Tokens of a prompt. */
  countTokens(messages: readonly ChatMessage[], continuesLast: boolean): number;
  /** Computes the next token of every request that has a place, and some prompts' tokens. False when all is done. */
  step(): boolean;
}

interface Task {
  id: number;
  request: GenerationRequest;
  prompt: number[];
  generation: Generation;
  cache: KvCache;
  /** Tokens whose keys and values are in the cache. */
  computed: number;
  /** The next token of the answer; null while the prompt is not computed. */
  token: number | null;
  hasStarted: boolean;
}

const CACHE_BYTES = 64 * 2 ** 20;
/** A prompt waits for another one that is being computed, if it can take over more than this many tokens from it. */
const WORTH_WAITING = 8;

/** A scheduler over one model. Requests beyond `slots` wait in order; prompts are computed up to `maxRows` tokens at a
 * time, beside the running answers, and remembered (Yu et al. 2022, Orca: iteration-level scheduling). */
export function createScheduler(
  model: Model,
  emit: (id: number, event: GenerationEvent) => void,
  { slots = 16, maxRows = 32, cacheBytes = CACHE_BYTES } = {},
): Scheduler {
  const { config, vocabulary } = model;
  const llama = createLlama(model, { maxRows });
  const tokenizer = createTokenizer(vocabulary);
  const template = createChatTemplate(tokenizer, vocabulary.endId);
  const rules = createAnswerRules(config, vocabulary, tokenizer);
  const prompts = new PromptCache(cacheBytes);
  /** In order of arrival; the first `slots` are the ones at work. */
  let tasks: Task[] = [];

  /** Starts a prompt from what is remembered, unless a better start is being computed right now. */
  const start = (task: Task, computing: readonly Task[]): boolean => {
    // The last token always is computed: its logits are what the answer begins with.
    const usable = task.prompt.length - 1;
    const known = prompts.find(task.prompt);
    const cached = Math.min(known?.length ?? 0, usable);
    const isWaiting = computing.some(
      (other) => Math.min(commonPrefix(other.prompt, task.prompt), usable) > cached + WORTH_WAITING,
    );
    if (isWaiting) return false;
    if (known !== null) task.cache.copyPrefix(known.data, cached);
    task.computed = cached;
    task.hasStarted = true;
    emit(task.id, { type: 'started', promptTokens: task.prompt.length, cachedTokens: cached });
    return true;
  };

  const planRows = (): { task: Task; row: Row }[] => {
    const working = tasks.slice(0, slots);
    const planned = working.flatMap((task) =>
      task.token === null
        ? []
        : [
            {
              task,
              row: { cache: task.cache, token: task.token, position: task.computed, wantsLogits: true },
            },
          ],
    );
    const computing: Task[] = [];
    for (const task of working) {
      if (task.token !== null || planned.length >= maxRows) continue;
      if (!task.hasStarted && !start(task, computing)) continue;
      computing.push(task);
      for (let at = task.computed; at < task.prompt.length && planned.length < maxRows; at++) {
        const wantsLogits = at === task.prompt.length - 1;
        planned.push({
          task,
          row: { cache: task.cache, token: task.prompt[at]!, position: at, wantsLogits },
        });
      }
    }
    return planned;
  };

  const advance = (task: Task, logits: Float64Array): void => {
    if (task.token === null) prompts.add(task.prompt, task.cache);
    try {
      const { events, token } = task.generation.next(logits);
      for (const event of events) emit(task.id, event);
      task.token = token;
      if (token === null) remove(task.id);
    } catch (error) {
      remove(task.id);
      emit(task.id, { type: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };

  const remove = (id: number): void => {
    tasks = tasks.filter((task) => task.id !== id);
  };

  return {
    add: (id, request) => {
      const refuse = (promptTokens: number, isAtLeast: boolean) =>
        emit(id, { type: 'refused', promptTokens, isAtLeast, contextLength: config.contextLength });
      // A text that is too long whatever its tokens are is not worth the tokenizer's time.
      const bytes = request.messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
      const least = Math.ceil(bytes / tokenizer.longestBytes);
      if (least >= config.contextLength) return refuse(least, true);
      const prompt = template.toIds(request.messages, request.continuesLast);
      if (prompt.length >= config.contextLength) return refuse(prompt.length, false);
      const generation = createGeneration(request, prompt.length, rules);
      const cache = new KvCache(config);
      tasks.push({ id, request, prompt, generation, cache, computed: 0, token: null, hasStarted: false });
    },
    cancel: remove,
    countTokens: (messages, continuesLast) => template.toIds(messages, continuesLast).length,
    step: () => {
      const planned = planRows();
      const logits = llama.forward(planned.map(({ row }) => row));
      for (const { task } of planned) task.computed++;
      planned
        .filter(({ row }) => row.wantsLogits)
        .forEach(({ task }, index) => advance(task, logits[index]!));
      return tasks.length > 0;
    },
  };
}
