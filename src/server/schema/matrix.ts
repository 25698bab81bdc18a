import { z } from '@hono/zod-openapi';
import type * as Api from '../../core/api.ts';
import type { Estimate } from '../../core/estimate.ts';
import { notebookName, problemSchema } from './notebook.ts';
import { failureSchema, leanRecordSchema, textSchema, valueSchema, variantSchema } from './record.ts';
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

export const pageQuery = onlyQuery.extend({
  offset: z.coerce.number<string>().int().min(0).default(0),
  limit: z.coerce.number<string>().int().min(1).max(5000).default(1000),
});

const flag = (byDefault: '0' | '1', description: string) =>
  z.enum(['0', '1']).default(byDefault).openapi({ description });

export const csvQuery = z.object({
  excel: flag('0', '1 defuses cells that a spreadsheet would run as a formula.'),
  bom: flag('1', 'Byte order mark first, so that Excel reads Korean right.'),
  messages: flag('0', 'With the messages that were sent.'),
  wide: flag('0', 'One row a case, one column a variant.'),
  tokens: flag('0', 'One row a token, with its alternatives.'),
});

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

export const planSchema = z
  .object({
    notebook: z.string(),
    matrix: z.string(),
    total: z.number(),
    axes: z.array(z.object({ name: z.string(), levels: z.array(valueSchema) })),
    counts: standingCounts,
    estimates: z.object({ missing: estimate, all: estimate, failed: estimate }),
    blocked: z
      .array(
        z.object({
          provider: z.string(),
          reason: textSchema,
          keyEnv: z
            .string()
            .nullable()
            .openapi({ description: 'The variable that the missing key would come from.' }),
          count: z.number(),
        }),
      )
      .openapi({ description: 'Trials without a result whose provider is not set up.' }),
    problems: z.array(problemSchema),
    runId: z.string().nullable().openapi({ description: 'The run that is making it now.' }),
  })
  .openapi('Plan') satisfies z.ZodType<Api.PlanView>;

export const countSchema = z
  .object({
    different: z.number().openapi({ description: 'Requests of different input.' }),
    counted: z.number().openapi({ description: 'How many of them the vendors have counted.' }),
    failure: orNull(failureSchema),
  })
  .openapi('Count') satisfies z.ZodType<Api.CountView>;

export const resultsSchema = z
  .object({
    total: z.number(),
    offset: z.number(),
    limit: z.number(),
    trials: z.array(
      z
        .object({
          trialId: z.string(),
          variant: variantSchema,
          repeat: z.number(),
          requestHash: z.string(),
          standing,
          reason: orNull(textSchema),
          record: orNull(leanRecordSchema),
        })
        .openapi('Result'),
    ),
  })
  .openapi('ResultsPage') satisfies z.ZodType<Api.ResultsPage>;
