import { unknownUsage, type FinishReason, type Usage, type UsageSoFar } from '../core/trial.ts';
import type { ChunkBuffer } from './chunk-buffer.ts';
import { countAt, isObject, objectAt, textAt, type JsonObject } from './json-value.ts';
import type { ReplyReader } from './read-reply.ts';

const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['refusal', 'refusal'],
  ['tool_use', 'tool_calls'],
]);

/** The parts of a usage as Anthropic counts them: `input` is without what was read from, or written to, the cache. */
interface Counts {
  input: number | null;
  output: number | null;
  cacheRead: number | null;
  cacheWrite: number | null;
  thinking: number | null;
}

/** Reads an answer of Anthropic's Messages, as documented and as compatible servers send it (fixtures/wire/NOTES.md). */
export function createAnthropicReply(): ReplyReader {
  let stopReason: string | null = null;
  let ended = false;
  let model: string | null = null;
  let id: string | null = null;
  let soFar: UsageSoFar | null = null;
  const counts: Counts = { input: null, output: null, cacheRead: null, cacheWrite: null, thinking: null };

  // Both the first and the last event have a usage, either may lack a part, and the counts are totals.
  const takeUsage = (holder: JsonObject): void => {
    const usage = objectAt(holder, 'usage');
    if (usage === null) return;
    counts.input = countAt(usage, 'input_tokens') ?? counts.input;
    counts.output = countAt(usage, 'output_tokens') ?? counts.output;
    counts.cacheRead = countAt(usage, 'cache_read_input_tokens') ?? counts.cacheRead;
    counts.cacheWrite = countAt(usage, 'cache_creation_input_tokens') ?? counts.cacheWrite;
    counts.thinking = countAt(objectAt(usage, 'output_tokens_details'), 'thinking_tokens') ?? counts.thinking;
    // The output is told with the reason to stop; what the first event says of it is a beginning and no count.
    const isFinal = stopReason !== null && counts.input !== null && counts.output !== null;
    soFar = { usage: { ...toUsage(counts), ...(isFinal ? {} : { outputTokens: null }) }, isFinal };
  };

  const takeMessage = (message: JsonObject): void => {
    id = textAt(message, 'id') ?? id;
    model = textAt(message, 'model') ?? model;
    stopReason = textAt(message, 'stop_reason') ?? stopReason;
    takeUsage(message);
  };

  return {
    isEndMark: () => false,

    errorIn(value) {
      if (!isObject(value)) return null;
      return value['type'] === 'error' || isObject(value['error']) ? value : null;
    },

    take(value, chunks) {
      if (!isObject(value)) return false;
      switch (value['type']) {
        case 'content_block_delta':
          takePart(objectAt(value, 'delta'), chunks);
          return false;
        case 'content_block_start':
          takePart(objectAt(value, 'content_block'), chunks);
          return false;
        case 'message_start':
          takeMessage(objectAt(value, 'message') ?? {});
          return false;
        case 'message_delta':
          stopReason = textAt(objectAt(value, 'delta') ?? {}, 'stop_reason') ?? stopReason;
          takeUsage(value);
          return false;
        case 'message_stop':
          ended = true;
          return true;
        default:
          // `ping`, `content_block_stop`, and events that are to come.
          return false;
      }
    },

    takeWhole(value, chunks) {
      if (!isObject(value) || !Array.isArray(value['content'])) return false;
      for (const block of value['content']) takePart(isObject(block) ? block : null, chunks);
      takeMessage(value);
      ended = true;
      return true;
    },

    isComplete: () => ended,

    usage: () => soFar,

    done: (requestId) => ({
      type: 'done',
      finishReason: FINISH.get(stopReason ?? '') ?? 'other',
      rawFinishReason: stopReason,
      usage: toUsage(counts),
      modelVersion: model,
      requestId: requestId ?? id,
      logprobsKind: null,
    }),
  };
}

/** A delta, or a block that has something in it from the start. */
function takePart(part: JsonObject | null, chunks: ChunkBuffer): void {
  if (part === null) return;
  const { type } = part;
  if (type === 'text_delta' || type === 'text') chunks.text(textAt(part, 'text') ?? '', null);
  else if (type === 'thinking_delta' || type === 'thinking') chunks.reasoning(textAt(part, 'thinking') ?? '');
}

function toUsage({ input, output, cacheRead, cacheWrite, thinking }: Counts): Usage {
  return {
    ...unknownUsage(),
    inputTokens: input === null ? null : input + (cacheRead ?? 0) + (cacheWrite ?? 0),
    outputTokens: output,
    cachedInputTokens: cacheRead,
    cacheWriteTokens: cacheWrite,
    reasoningTokens: thinking,
  };
}
