import { z } from '@hono/zod-openapi';
import type { LeanRecord, RecordPackedTokens, RecordTokens, RecordView } from '../../core/result-api.ts';
import type { FailureKind } from '../../core/failure.ts';
import { FAILURE_NAME } from '../../core/failure.ts';
import type { Failure } from '../../core/failure.ts';
import type { Text } from '../../core/text.ts';
import type { PackedTokens } from '../../core/token-layout.ts';
import type {
  Completion,
  FinishReason,
  Outcome,
  Rates,
  TokenLogprob,
  Trial,
  Value,
} from '../../core/trial.ts';
import { orNull } from './or-null.ts';

// What a record looks like over HTTP. `satisfies` keeps each schema true to the type that the core works with.

export const valueSchema = z
  .custom<Value>((value) => value !== undefined)
  .openapi('Value', {
    type: ['string', 'number', 'boolean', 'null', 'array', 'object'],
    description: 'Any JSON value.',
  });

export const textSchema = z
  .object({ en: z.string(), ko: z.string() })
  .openapi('Text', { description: 'A sentence for a person, in both languages.' }) satisfies z.ZodType<Text>;

export const failureKinds = Object.keys(FAILURE_NAME) as [FailureKind, ...FailureKind[]];

export const failureSchema = z
  .object({
    kind: z.enum(failureKinds),
    message: z.string().openapi({ description: 'The server’s own words.' }),
    text: textSchema
      .optional()
      .openapi({ description: 'The message in every language, where the words are Gamut’s own.' }),
    hint: textSchema,
    status: z.number().nullable(),
    requestId: z.string().nullable(),
    retryAfterMs: z.number().nullable(),
  })
  .openapi('Failure') satisfies z.ZodType<Failure>;

const alternative = z.object({
  token: z.string(),
  bytes: z.array(z.number()).nullable().openapi({ description: 'UTF-8 bytes, where the server sent them.' }),
  logprob: z.number().openapi({ description: 'Natural logarithm of the probability.' }),
});

export const tokenSchema = alternative
  .extend({ top: z.array(alternative) })
  .openapi('TokenLogprob') satisfies z.ZodType<TokenLogprob>;

const usage = z
  .object({
    inputTokens: z.number().nullable(),
    outputTokens: z.number().nullable(),
    cachedInputTokens: z.number().nullable(),
    cacheWriteTokens: z.number().nullable(),
    reasoningTokens: z.number().nullable(),
  })
  .openapi('Usage', { description: 'null is unknown, never 0.' });

export const ratesSchema = z
  .object({
    input: z.number().openapi({ description: 'Neither cached nor written into the cache.' }),
    cachedInput: z.number(),
    cacheWrite: z.number(),
    output: z.number().openapi({ description: 'Without reasoning.' }),
    reasoning: z.number(),
    request: z.number().openapi({ description: 'US dollars a request.' }),
  })
  .openapi('Rates', {
    description: 'What a cost was reckoned at, US dollars per million tokens.',
  }) satisfies z.ZodType<Rates>;

export const finishReasons = ['stop', 'length', 'content_filter', 'refusal', 'tool_calls', 'other'] as const;

export const logprobsKindSchema = z.enum(['raw', 'sampled', 'unknown']).nullable();

const completion = z
  .object({
    text: z.string(),
    reasoning: z.string(),
    tokens: z.array(tokenSchema).nullable(),
    logprobsKind: logprobsKindSchema,
    finishReason: z.enum(finishReasons satisfies readonly FinishReason[]),
    rawFinishReason: z.string().nullable(),
    usage,
    modelVersion: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .openapi('Completion') satisfies z.ZodType<Completion>;

const outcome = z
  .discriminatedUnion('status', [
    z.object({
      status: z.literal('done'),
      completion,
      costUsd: z.number().nullable(),
      priceAsOf: z.string().nullable(),
      rates: ratesSchema.optional(),
    }),
    z.object({
      status: z.literal('error'),
      failure: failureSchema,
      partialText: z.string(),
      usage,
      costUsd: z.number().nullable(),
      rates: ratesSchema.optional(),
    }),
    z.object({
      status: z.literal('aborted'),
      partialText: z.string(),
      usage: usage.optional(),
      costUsd: z.number().nullable().optional(),
      rates: ratesSchema.optional(),
    }),
    z.object({ status: z.literal('skipped'), reason: textSchema }),
  ])
  .openapi('Outcome') satisfies z.ZodType<Outcome>;

export const variantSchema = z.record(z.string(), valueSchema);

const leanRequest = z.object({
  provider: z.string(),
  model: z.string(),
  params: z.record(z.string(), valueSchema),
});

const message = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

const leanTrial = z.object({
  id: z.string(),
  cellId: z.string(),
  variant: variantSchema,
  repeat: z.number(),
  request: leanRequest,
  requestHash: z.string(),
  skip: orNull(textSchema),
});

export const requestSchema = leanRequest.extend({ messages: z.array(message) });

const trial = leanTrial.extend({
  vars: z.record(z.string(), z.string()),
  request: requestSchema,
}) satisfies z.ZodType<Trial>;

const record = {
  recordId: z.number(),
  runId: z.string(),
  notebook: z.string(),
  outcome,
  attempts: z.number(),
  queuedMs: z.number(),
  ttftMs: z.number().nullable(),
  totalMs: z.number().nullable(),
  startedAt: z.string(),
  hasTokens: z.boolean(),
};

export const recordSchema = z
  .object({
    ...record,
    trial,
    cacheSavingUsd: z.number().nullable().openapi({
      description:
        'What the vendor’s cache has saved, US dollars; null where it was not used or a price is unknown.',
    }),
  })
  .openapi('Record', {
    description: 'A trial with its outcome and its exact request.',
  }) satisfies z.ZodType<RecordView>;

export const leanRecordSchema = z
  .object({ ...record, trial: leanTrial })
  .openapi('LeanRecord', { description: 'A record without its messages.' }) satisfies z.ZodType<LeanRecord>;

export const recordTokensSchema = z
  .object({
    recordId: z.number(),
    logprobsKind: logprobsKindSchema,
    tokens: z.array(tokenSchema).nullable(),
  })
  .openapi('RecordTokens') satisfies z.ZodType<RecordTokens>;

/** A record's number: from 1 in the store, from -1 downwards where it is pinned. */
const isRecordId = (value: number) => value !== 0;

export const recordParam = z.object({ recordId: z.coerce.number<string>().int().refine(isRecordId) });

export const tokensRequestSchema = z
  .strictObject({ ids: z.array(z.number().int().refine(isRecordId)).max(200) })
  .openapi('TokensRequest');

export const tokensListSchema = z.object({ records: z.array(recordTokensSchema) });

const packedTokens = z
  .object({
    t: z.array(z.string()).openapi({
      description:
        'Token texts by number: the n entries first, then the alternatives of each, one after another.',
    }),
    k: z
      .union([z.number(), z.array(z.number())])
      .openapi({ description: 'How many alternatives each entry has; one number where all have as many.' }),
    n: z.number().openapi({ description: 'How many entries.' }),
    b: z.enum(['utf8', 'null']).openapi({
      description: 'What the bytes of a token are: those of its text in UTF-8, or not sent.',
    }),
    x: z
      .array(z.tuple([z.number(), z.array(z.number()).nullable()]))
      .optional()
      .openapi({ description: 'Bytes that b does not say: the number of the text, its bytes.' }),
    w: z.literal([4, 8]).openapi({ description: 'Bytes of a log probability as an IEEE number.' }),
    l: z.string().openapi({
      description: 'Log probabilities by number, natural logarithms, w bytes each, little-endian, as base64.',
    }),
  })
  .openapi('PackedTokens') satisfies z.ZodType<PackedTokens>;

export const packedTokensListSchema = z.object({
  records: z.array(z.object({ recordId: z.number(), tokens: orNull(packedTokens) })),
}) satisfies z.ZodType<{ records: RecordPackedTokens[] }>;
