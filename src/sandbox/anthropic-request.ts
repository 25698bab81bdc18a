import { z } from 'zod';
import { AnthropicError, toAnthropicError } from './anthropic-error.ts';
import type { AnswerFormat, ChatMessage, GenerationRequest } from './generation.ts';
import { checkSchema, MODEL_ID, randomSeed } from './openai-request.ts';

/** A parsed Messages request: what to generate and how to send it. */
export interface AnthropicRequest {
  generation: GenerationRequest;
  isStream: boolean;
}

/** A conversation, ready for the model's template. */
export type AnthropicPrompt = Pick<GenerationRequest, 'messages' | 'continuesLast'>;

const ignored = z.unknown().optional();
const TextBlocks = z.array(z.looseObject({ type: z.string(), text: z.unknown() }));
const Content = z.preprocess(
  (value) => (typeof value === 'string' ? [{ type: 'text', text: value }] : value),
  TextBlocks,
);
const prompt = {
  model: z.string(),
  messages: z
    .array(z.looseObject({ role: z.enum(['user', 'assistant', 'system']), content: Content }))
    .min(1),
  system: Content.optional(),
  thinking: z.looseObject({ type: z.literal('disabled') }).optional(),
  tools: z.array(z.unknown()).max(0).optional(),
  cache_control: ignored,
};
const CountBody = z.strictObject({ ...prompt, tool_choice: ignored, output_config: ignored });
const Body = z.strictObject({
  ...prompt,
  max_tokens: z.int().min(1),
  stream: z.boolean().optional(),
  temperature: z.number().min(0).max(1).optional(),
  top_p: z.number().min(0).max(1).optional(),
  top_k: z.int().min(0).optional(),
  stop_sequences: z
    .array(z.string().refine((text) => text.trim() !== '', 'each stop sequence must contain non-whitespace'))
    .optional(),
  output_config: z
    .strictObject({
      format: z.strictObject({ type: z.literal('json_schema'), schema: z.unknown() }).nullish(),
    })
    .optional(),
  // What only says who asks, and where and how it is stored or billed, changes no answer.
  metadata: ignored,
  service_tier: ignored,
  inference_geo: ignored,
});

/** Since this version the API takes no sampling parameters any more. */
const WITHOUT_SAMPLING = '2026-10-21';
const VERSIONS = ['2023-06-01', WITHOUT_SAMPLING];
const SAMPLING = ['temperature', 'top_p', 'top_k'] as const;

/** Reads a body of `/v1/messages` as Anthropic's API does, by the version that the request's header names. Throws
 * {@link AnthropicError}. */
export function parseAnthropicRequest(body: unknown, version: string | undefined): AnthropicRequest {
  checkVersion(version);
  const parsed = Body.safeParse(body, { reportInput: true });
  if (!parsed.success) throw toAnthropicError(parsed.error);
  const given = parsed.data;
  const refused = SAMPLING.find((name) => given[name] !== undefined);
  if (version === WITHOUT_SAMPLING && refused !== undefined) {
    throw new AnthropicError(
      `${refused}: not supported with anthropic-version ${WITHOUT_SAMPLING}; send 2023-06-01 to use it`,
    );
  }
  return {
    isStream: given.stream === true,
    generation: {
      ...toPrompt(given),
      maxTokens: given.max_tokens,
      sampling: {
        temperature: given.temperature ?? 1,
        topP: given.top_p ?? 1,
        topK: given.top_k ? given.top_k : null,
        frequencyPenalty: 0,
        presencePenalty: 0,
        seed: randomSeed(),
      },
      stop: given.stop_sequences ?? [],
      topLogprobs: null,
      format: toFormat(given.output_config?.format?.schema),
    },
  };
}

/** Reads a body of `/v1/messages/count_tokens`. Throws {@link AnthropicError}. */
export function parseCountRequest(body: unknown, version: string | undefined): AnthropicPrompt {
  checkVersion(version);
  const parsed = CountBody.safeParse(body, { reportInput: true });
  if (!parsed.success) throw toAnthropicError(parsed.error);
  return toPrompt(parsed.data);
}

/** Refuses a request without a version that is known, as the API does. */
export function checkVersion(version: string | undefined): void {
  if (version === undefined) throw new AnthropicError('anthropic-version: header is required');
  if (!VERSIONS.includes(version)) {
    throw new AnthropicError(
      `anthropic-version: "${version}" is not a valid version; known are ${VERSIONS.join(', ')}`,
    );
  }
}

function toPrompt({
  model,
  system,
  messages,
}: Pick<z.infer<typeof Body>, 'model' | 'system' | 'messages'>): AnthropicPrompt {
  if (model !== MODEL_ID) throw new AnthropicError(`model: ${model}`, { type: 'not_found_error' });
  const turns: ChatMessage[] =
    system === undefined ? [] : [{ role: 'system', content: toText(system, 'system') }];
  messages.forEach(({ role, content }, index) => {
    const text = toText(content, `messages.${index}.content`);
    const last = turns.at(-1);
    // Turns of one role that follow one another are one turn.
    if (last?.role === role && role !== 'system') last.content += `\n${text}`;
    else turns.push({ role, content: text });
  });
  const last = turns.at(-1);
  const continuesLast = last?.role === 'assistant';
  if (continuesLast && last.content !== last.content.trimEnd()) {
    throw new AnthropicError('messages: final assistant content cannot end with trailing whitespace');
  }
  return { messages: turns, continuesLast };
}

function toText(blocks: z.infer<typeof TextBlocks>, path: string): string {
  return blocks
    .map(({ type, text }, index) => {
      if (type === 'text' && typeof text === 'string') return text;
      throw new AnthropicError(`${path}.${index}.type: the sandbox model reads only blocks of type 'text'`);
    })
    .join('\n');
}

function toFormat(schema: unknown): AnswerFormat {
  if (schema === undefined) return { type: 'text' };
  return checkSchema(schema, (reason) => new AnthropicError(`output_config.format.schema: ${reason}`));
}
