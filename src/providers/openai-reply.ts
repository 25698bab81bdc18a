import {
  unknownUsage,
  type FinishReason,
  type LogprobsKind,
  type Usage,
  type UsageSoFar,
} from '../core/trial.ts';
import type { ChunkBuffer } from './chunk-buffer.ts';
import { countAt, isObject, objectAt, textAt, type JsonObject } from './json-value.ts';
import { readLogprobs } from './openai-logprobs.ts';
import type { ReplyReader } from './read-reply.ts';

const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['content_filter', 'content_filter'],
  ['safety', 'content_filter'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['refusal', 'refusal'],
]);

/** Finish reasons by which a server says that it failed: the answer is not whole. */
const FAILED = new Set(['error', 'abort', 'insufficient_system_resource']);

/**
 * Reads an answer of Chat Completions, as OpenAI documents it and as compatible servers send it (fixtures/wire/NOTES.md).
 * `topK` is how many alternatives were asked for: some servers send more.
 */
export function createOpenAiReply(topK: number | null, kind: LogprobsKind | null): ReplyReader {
  let finish: string | null = null;
  let ended = false;
  let refused = false;
  let usage: Usage = unknownUsage();
  let soFar: UsageSoFar | null = null;
  let model: string | null = null;
  let id: string | null = null;
  let logprobsKind: LogprobsKind | null = null;

  const takeEnvelope = (value: JsonObject): void => {
    model = textAt(value, 'model') ?? model;
    id ??= textAt(value, 'id');
    // Of several, the last one counts: some servers send a running total.
    const sent = objectAt(value, 'usage');
    if (sent === null) return;
    usage = readUsage(sent);
    // With `include_usage` it comes after the last piece; some servers send a running total with every piece.
    const isKnown = usage.inputTokens !== null && usage.outputTokens !== null;
    soFar = { usage, isFinal: isKnown && (finish !== null || firstChoice(value) === null) };
  };

  const takePart = (choice: JsonObject, part: JsonObject, chunks: ChunkBuffer): void => {
    // DeepSeek, vLLM and llama.cpp; OpenRouter and newer servers.
    const thought = textAt(part, 'reasoning_content') ?? textAt(part, 'reasoning');
    if (thought !== null) chunks.reasoning(thought);
    const refusal = textAt(part, 'refusal');
    if (refusal !== null) refused = true;
    const logprobs = topK === null ? null : readLogprobs(choice['logprobs'], topK);
    if (logprobs !== null) logprobsKind = logprobs.sampled ? 'sampled' : (kind ?? 'unknown');
    const content = part['content'];
    if (Array.isArray(content)) takeBlocks(content, chunks);
    const text = (typeof content === 'string' ? content : '') + (refusal ?? '');
    chunks.text(text, logprobs?.tokens ?? null);
    finish = textAt(choice, 'finish_reason') ?? finish;
  };

  return {
    isEndMark(data) {
      if (data !== '[DONE]') return false;
      ended = true;
      return true;
    },

    errorIn(value) {
      if (!isObject(value)) return null;
      if (value['error'] !== undefined && value['error'] !== null) return value;
      // An older vLLM's errors have no envelope.
      if (value['object'] === 'error') return value;
      const reason = firstChoice(value)?.['finish_reason'];
      return typeof reason === 'string' && FAILED.has(reason)
        ? { message: `The server broke the answer off (finish_reason ${reason}).`, code: reason }
        : null;
    },

    take(value, chunks) {
      if (!isObject(value)) return false;
      takeEnvelope(value);
      const choice = firstChoice(value);
      if (choice === null) return false;
      takePart(choice, objectAt(choice, 'delta') ?? objectAt(choice, 'message') ?? {}, chunks);
      return false;
    },

    takeWhole(value, chunks) {
      if (!isObject(value)) return false;
      const choice = firstChoice(value);
      const message = choice === null ? null : objectAt(choice, 'message');
      if (choice === null || message === null) return false;
      takeEnvelope(value);
      takePart(choice, message, chunks);
      ended = true;
      return true;
    },

    isComplete: () => ended || finish !== null,

    usage: () => soFar,

    done: (requestId) => ({
      type: 'done',
      finishReason: refused ? 'refusal' : (FINISH.get(finish?.toLowerCase() ?? '') ?? 'other'),
      rawFinishReason: finish,
      usage,
      modelVersion: model,
      requestId: requestId ?? id,
      logprobsKind,
    }),
  };
}

/** The only choice that is asked for. */
function firstChoice(value: JsonObject): JsonObject | null {
  const { choices } = value;
  if (!Array.isArray(choices)) return null;
  for (const choice of choices) {
    if (isObject(choice) && (choice['index'] ?? 0) === 0) return choice;
  }
  return null;
}

/** Mistral's reasoning models send content as a list: `{type: "thinking", thinking: [{type: "text", text}]}` and texts. */
function takeBlocks(content: unknown[], chunks: ChunkBuffer): void {
  for (const block of content.filter(isObject)) {
    const { thinking } = block;
    if (!Array.isArray(thinking)) chunks.text(textAt(block, 'text') ?? '', null);
    else for (const thought of thinking.filter(isObject)) chunks.reasoning(textAt(thought, 'text') ?? '');
  }
}

function readUsage(sent: JsonObject): Usage {
  const input = countAt(sent, 'prompt_tokens');
  const output = countAt(sent, 'completion_tokens');
  const total = countAt(sent, 'total_tokens');
  const prompt = objectAt(sent, 'prompt_tokens_details');
  const reasoning = countAt(objectAt(sent, 'completion_tokens_details'), 'reasoning_tokens');
  return {
    inputTokens: input,
    outputTokens: toBilledOutput(input, output, total, reasoning),
    cachedInputTokens:
      countAt(prompt, 'cached_tokens') ??
      countAt(sent, 'prompt_cache_hit_tokens') ??
      countAt(sent, 'cached_tokens'),
    cacheWriteTokens: countAt(prompt, 'cache_write_tokens') ?? countAt(prompt, 'cache_creation_tokens'),
    reasoningTokens: reasoning,
  };
}

/** xAI and Gemini bill reasoning on top of `completion_tokens`; it shows in the total alone. */
function toBilledOutput(
  input: number | null,
  output: number | null,
  total: number | null,
  reasoning: number | null,
): number | null {
  if (input === null || output === null || total === null) return output;
  const unnamed = total - input - output;
  return unnamed > 0 && (reasoning === null || reasoning === unnamed) ? output + unnamed : output;
}
