import { z } from '@hono/zod-openapi';
import type * as Api from '../../core/api.ts';
import type * as ResultApi from '../../core/result-api.ts';
import type { Estimate } from '../../core/estimate.ts';
import { notebookName, problemSchema } from './notebook.ts';
import {
  failureKinds,
  failureSchema,
  finishReasons,
  leanRecordSchema,
  logprobsKindSchema,
  ratesSchema,
  textSchema,
  valueSchema,
  variantSchema,
} from './record.ts';
import { orNull } from './or-null.ts';

export const matrixParam = z.object({
  name: notebookName,
  matrix: z.string().min(1).openapi({ example: 'main' }),
});

export const onlySchema = z.array(z.string()).openapi({
  description:
    'Selections such as persona=chef; of several levels of one axis any, of several axes all must match.',
  example: ['persona=chef'],
});

export const onlyQuery = z.object({
  only: z.preprocess((value) => (value === undefined ? [] : [value].flat()), onlySchema),
});

const offset = z.coerce.number<string>().int().min(0).default(0);

const idList = z
  .string()
  .transform((ids) => ids.split(',').filter((id) => id !== ''))
  .pipe(z.array(z.string()).max(500));

export const pageQuery = onlyQuery.extend({
  offset,
  limit: z.coerce.number<string>().int().min(1).max(5000).default(1000),
  ids: idList.optional().openapi({
    type: 'string',
    description: 'Ids of the trials that are wanted, with commas between them; at most 500.',
  }),
});

export const rowsQuery = z.object({
  offset,
  limit: z.coerce.number<string>().int().min(1).max(50_000).default(20_000),
  first: z.enum(['0', '1']).default('0').openapi({
    description: '1 gives the results that are seen first in full, where the page holds all trials.',
  }),
});

export const idsQuery = z.object({
  ids: idList.openapi({
    type: 'string',
    description: 'Ids of trials, with commas between them; at most 500.',
  }),
});

const flag = (byDefault: '0' | '1', description: string) =>
  z.enum(['0', '1']).default(byDefault).openapi({ description });

export const csvQuery = z
  .object({
    excel: flag('0', '1 defuses cells that a spreadsheet would run as a formula.'),
    bom: flag('1', 'Byte order mark first, so that Excel reads Korean right.'),
    messages: flag('0', 'With the messages that were sent.'),
    wide: flag('0', 'One row a case, one column a variant.'),
    tokens: flag('0', 'One row a token, with its alternatives.'),
    stale: flag(
      '0',
      'With answers to earlier requests, which the columns standing and stale_reason tell from the others; not with wide.',
    ),
  })
  .refine(({ wide, stale }) => wide === '0' || stale === '0', {
    message: 'A wide CSV has no place to say which answers are stale.',
  });

const numbers = z.array(z.number().nullable());
const words = z.array(z.string().nullable());

const standing = z.enum(['never', 'done', 'stale', 'error', 'aborted', 'skipped']).openapi('Standing');
const standingCounts = z.object({
  never: z.number(),
  done: z.number(),
  stale: z.number(),
  error: z.number(),
  aborted: z.number(),
  skipped: z.number(),
});

export const range = z.object({ low: z.number(), high: z.number() }).openapi('Range');

const usageEstimate = {
  calls: z.number(),
  inputTokens: range,
  outputTokens: range,
  costUsd: orNull(range).openapi({ description: 'US dollars; null where a price is unknown.' }),
};

const estimate = z
  .object({
    ...usageEstimate,
    skipped: z.number(),
    skippedBecause: z.array(z.object({ reason: textSchema, trials: z.number() })),
    stored: z.number().openapi({ description: 'Trials that have their result and cost nothing.' }),
    unpriced: z.number().openapi({ description: 'Calls of unknown price.' }),
    unbounded: z.number().openapi({ description: 'Calls whose length nothing bounds.' }),
    byModel: z.array(
      z.object({
        model: z.string(),
        ...usageEstimate,
        skipped: z.number(),
        stored: z.number(),
        priceAsOf: z.string().nullable().openapi({ description: 'The day of the price, ISO 8601.' }),
        learntFrom: z.number().openapi({ description: 'Earlier answers that the ranges were learnt from.' }),
        counted: z.number().openapi({ description: 'Calls whose input the vendor itself has counted.' }),
      }),
    ),
  })
  .openapi('Estimate') satisfies z.ZodType<Estimate>;

const pinnedSchema = z
  .object({
    file: z.string(),
    records: z.number(),
    shown: z.number().openapi({ description: 'Trials whose result, as shown, is a pinned one.' }),
    oldest: z.string(),
    newest: z.string(),
  })
  .openapi('Pinned', {
    description: 'Results in a file beside the notebook.',
  }) satisfies z.ZodType<Api.PinnedView>;

export const pinSchema = z
  .strictObject({ logprobs: z.boolean().default(false).openapi({ description: 'With token lists.' }) })
  .openapi('Pin');

export const pinResultSchema = z
  .object({
    file: z.string().nullable().openapi({ description: 'null where no pinned results are left.' }),
    records: z.number(),
    bytes: z.number(),
    missing: z.number().openapi({ description: 'Trials without an answer, which are not in it.' }),
  })
  .openapi('PinResult') satisfies z.ZodType<Api.PinResult>;

export const blockedTrials = z.array(
  z.object({
    provider: z.string(),
    reason: textSchema,
    keyEnv: z
      .string()
      .nullable()
      .openapi({ description: 'The variable that the missing key would come from.' }),
    count: z.number(),
  }),
);

export const planSchema = z
  .object({
    notebook: z.string(),
    matrix: z.string(),
    total: z.number(),
    axes: z.array(z.object({ name: z.string(), levels: z.array(valueSchema) })),
    counts: standingCounts,
    estimates: z.object({ missing: estimate, all: estimate, failed: estimate }),
    blocked: blockedTrials.openapi({ description: 'Trials without a result whose provider is not set up.' }),
    problems: z.array(problemSchema),
    runId: z.string().nullable().openapi({ description: 'The run that is making it now.' }),
    limits: z
      .object({ run: z.number().nullable(), notebook: z.number().nullable(), day: z.number().nullable() })
      .nullable()
      .openapi({ description: 'Limits that hold for a run which sets none of its own, US dollars.' }),
    pinned: orNull(pinnedSchema).openapi({ description: 'Its pinned results, where it has some.' }),
  })
  .openapi('Plan') satisfies z.ZodType<Api.PlanView>;

export const countSchema = z
  .object({
    different: z.number().openapi({ description: 'Requests of different input.' }),
    counted: z.number().openapi({ description: 'How many of them the vendors have counted.' }),
    failure: orNull(failureSchema),
  })
  .openapi('Count') satisfies z.ZodType<Api.CountView>;

const resultSchema = z
  .object({
    trialId: z.string(),
    variant: variantSchema,
    repeat: z.number(),
    requestHash: z.string(),
    standing,
    reason: orNull(textSchema),
    record: orNull(leanRecordSchema),
  })
  .openapi('Result');

export const resultsSchema = z
  .object({
    total: z.number(),
    offset: z.number(),
    limit: z.number(),
    trials: z.array(resultSchema),
  })
  .openapi('ResultsPage') satisfies z.ZodType<ResultApi.ResultsPage>;

export const rowsSchema = z
  .object({
    total: z.number(),
    offset: z.number(),
    limit: z.number(),
    axes: z.array(z.object({ name: z.string(), levels: z.array(valueSchema) })),
    checks: z.array(z.string()),
    rows: z.object({
      trialId: z.array(z.string()),
      levels: z.array(z.array(z.number())).openapi({
        description: 'For each axis the place of each trial’s level in it; -1 where it has none.',
      }),
      repeat: z.array(z.number()),
      requestHash: z.array(z.string()),
      answerHashes: z.array(z.object({ at: z.number(), hash: z.string() })).openapi({
        description: 'Hashes of the requests that the records answer, of the rows where they are other ones.',
      }),
      standing: z.array(standing),
      reason: numbers.openapi({ description: 'Places in `reasons`.' }),
      reasons: z.array(textSchema),
      recordId: numbers,
      textKey: words.openapi({ description: 'Equal for equal answers.' }),
      head: words.openapi({ description: 'How the answers begin.' }),
      checks: z.array(z.string()).openapi({
        description: 'A character a check: 1 passed, 0 failed, ? could not be told. Empty where none ran.',
      }),
      rates: z.array(ratesSchema).openapi({ description: 'What costs were reckoned at, each once.' }),
      annotations: z.array(
        z.object({
          at: z.number(),
          starred: z.boolean(),
          rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).nullable(),
          note: z.string(),
          tags: z.array(z.string()),
        }),
      ),
      figures: z
        .object({
          inputTokens: numbers,
          outputTokens: numbers,
          cachedInputTokens: numbers,
          cacheWriteTokens: numbers,
          reasoningTokens: numbers,
          costUsd: numbers,
          queuedMs: numbers,
          ttftMs: numbers,
          totalMs: numbers,
          attempts: z.array(z.number()),
          finishReason: z.array(z.enum(finishReasons).nullable()),
          rawFinishReason: words,
          outputTokensPerS: numbers,
          meanLogprob: numbers,
          unsureShare: numbers,
          logprobsKind: z.array(logprobsKindSchema),
          hasTokens: z.array(z.boolean()),
          priceAsOf: words,
          errorKind: z.array(z.enum(failureKinds).nullable()),
          rates: numbers.openapi({ description: 'Places in `rates`; null where they are unknown.' }),
        })
        .openapi({ description: 'Of the trials that have a record, in their order.' }),
    }),
    first: z.array(resultSchema).openapi({ description: 'With `first=1`: what is seen first, in full.' }),
  })
  .openapi('RowsPage') satisfies z.ZodType<ResultApi.RowsPage>;

export const outcomesSchema = z
  .object({
    trials: z.array(
      z.object({
        trialId: z.string(),
        outcomes: z.array(
          z
            .object({ id: z.string(), pass: z.boolean().nullable(), detail: textSchema })
            .openapi('CheckOutcome'),
        ),
      }),
    ),
  })
  .openapi('CheckOutcomes') satisfies z.ZodType<ResultApi.CheckOutcomes>;
