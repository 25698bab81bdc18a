import { z } from 'zod';
import { createGrammar } from './byte-grammar.ts';
import type { AnswerFormat, ChatMessage, GenerationRequest } from './generation.ts';
import { SchemaError, toExpression } from './json-schema.ts';
import { OpenAiError, toOpenAiError } from './openai-error.ts';

/** A parsed chat completion request: what to generate and how to send it. */
export interface OpenAiRequest {
  generation: GenerationRequest;
  isStream: boolean;
  includesUsage: boolean;
}

/** The model's id in both protocols. */
export const MODEL_ID = 'tiny';

const penalty = z.number().min(-2).max(2).nullish();
const ignored = z.unknown().optional();

const Body = z.strictObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown().optional() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  frequency_penalty: penalty,
  presence_penalty: penalty,
  seed: z.int().nullish(),
  n: z.int().min(1).max(1).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  stop: z.preprocess(
    (value) => (typeof value === 'string' ? [value] : value),
    z.array(z.string().min(1)).max(4).nullish(),
  ),
  response_format: z
    .looseObject({
      type: z.enum(['text', 'json_object', 'json_schema']),
      json_schema: z.looseObject({ name: z.string(), schema: z.unknown().optional() }).optional(),
    })
    .nullish(),
  modalities: z.array(z.enum(['text'])).nullish(),
  // What only says who asks, and where and how it is stored or billed, changes no answer.
  metadata: ignored,
  parallel_tool_calls: ignored,
  prompt_cache_key: ignored,
  prompt_cache_options: ignored,
  prompt_cache_retention: ignored,
  safety_identifier: ignored,
  service_tier: ignored,
  store: ignored,
  user: ignored,
});

const ROLES = ['system', 'assistant', 'user', 'developer'];

/** Reads a request body as OpenAI's API does, with its defaults (temperature 1, a random seed). Throws
 * {@link OpenAiError}; `null` and empty lists of unsupported parameters are taken as not given. */
export function parseOpenAiRequest(body: unknown): OpenAiRequest {
  const parsed = Body.safeParse(withoutEmpty(body), { reportInput: true });
  if (!parsed.success) throw toOpenAiError(parsed.error);
  const given = parsed.data;
  if (given.model !== MODEL_ID) throw OpenAiError.unknownModel(given.model);
  if (typeof given.max_tokens === 'number' && typeof given.max_completion_tokens === 'number') {
    throw new OpenAiError(
      "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
      { param: 'max_tokens', code: 'invalid_parameter_combination' },
    );
  }
  if (typeof given.top_logprobs === 'number' && given.logprobs !== true) {
    throw new OpenAiError("'top_logprobs' is only allowed when 'logprobs' is true.", {
      param: 'top_logprobs',
      code: 'invalid_parameter_combination',
    });
  }
  if (given.stream_options && given.stream !== true) {
    throw new OpenAiError("The 'stream_options' parameter is only allowed when 'stream' is enabled.", {
      param: 'stream_options',
    });
  }
  return {
    isStream: given.stream === true,
    includesUsage: given.stream_options?.include_usage === true,
    generation: {
      messages: given.messages.map(({ role, content }, index) =>
        toMessage(role, content, `messages[${index}]`),
      ),
      continuesLast: false,
      maxTokens: given.max_completion_tokens ?? given.max_tokens ?? null,
      sampling: {
        temperature: given.temperature ?? 1,
        topP: given.top_p ?? 1,
        topK: null,
        frequencyPenalty: given.frequency_penalty ?? 0,
        presencePenalty: given.presence_penalty ?? 0,
        seed: given.seed ?? randomSeed(),
      },
      stop: given.stop ?? [],
      topLogprobs: given.logprobs === true ? (given.top_logprobs ?? 0) : null,
      format: toFormat(given.response_format),
    },
  };
}

/** A seed for a request that has none. */
export function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

function withoutEmpty(body: unknown): unknown {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  const isEmpty = (value: unknown) =>
    value === null || (typeof value === 'object' && Object.keys(value as object).length === 0);
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => name in Body.shape || !isEmpty(value)),
  );
}

function toMessage(role: string, content: unknown, path: string): ChatMessage {
  if (!ROLES.includes(role)) {
    const values = ROLES.map((known) => `'${known}'`).join(', ');
    throw new OpenAiError(`Invalid value: '${role}'. Supported values are: ${values}.`, {
      param: `${path}.role`,
      code: 'invalid_value',
    });
  }
  const text = typeof content === 'string' ? content : joinParts(content, `${path}.content`);
  return { role: role === 'developer' ? 'system' : (role as ChatMessage['role']), content: text };
}

function joinParts(content: unknown, param: string): string {
  if (!Array.isArray(content)) {
    throw new OpenAiError(`Invalid type for '${param}': expected a string or a list of text parts.`, {
      param,
      code: 'invalid_type',
    });
  }
  return content
    .map((part: unknown, index) => {
      const { type, text } = (part ?? {}) as { type?: unknown; text?: unknown };
      if (type === 'text' && typeof text === 'string') return text;
      throw new OpenAiError(`Invalid content type. The sandbox model reads only parts of type 'text'.`, {
        param: `${param}[${index}].type`,
        code: 'invalid_value',
      });
    })
    .join('\n');
}

function toFormat(format: z.infer<typeof Body>['response_format']): AnswerFormat {
  if (format?.type !== 'json_schema') return { type: format?.type ?? 'text' };
  if (format.json_schema === undefined) {
    throw new OpenAiError("Missing required parameter: 'response_format.json_schema'.", {
      param: 'response_format.json_schema',
      code: 'missing_required_parameter',
    });
  }
  return checkSchema(format.json_schema.schema ?? { type: 'object' }, (reason) => {
    const name = format.json_schema?.name ?? '';
    return new OpenAiError(`Invalid schema for response_format '${name}': ${reason}.`, {
      param: 'response_format',
    });
  });
}

/** A JSON Schema as an answer's format. Where the sandbox cannot keep to it, throws what `refuse` makes of the reason. */
export function checkSchema(schema: unknown, refuse: (reason: string) => Error): AnswerFormat {
  const type = (schema as { type?: unknown } | null)?.type;
  if (type !== 'object') {
    throw refuse(
      `schema must be a JSON Schema of 'type: "object"', got 'type: ${JSON.stringify(type) ?? 'None'}'`,
    );
  }
  try {
    createGrammar(toExpression(schema));
  } catch (error) {
    throw refuse(error instanceof SchemaError ? error.message : 'it allows nothing');
  }
  return { type: 'json_schema', schema };
}
