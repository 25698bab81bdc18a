import { z } from '@hono/zod-openapi';
import type * as Api from '../../core/api.ts';
import { problemSchema } from './notebook.ts';

export const settingsSchema = z
  .object({
    version: z.string(),
    locale: z.enum(['en', 'ko']),
    krwPerUsd: z.object({ rate: z.number(), asOf: z.string() }).nullable(),
    notebooksDir: z.string(),
    storeFile: z.string(),
    configFile: z.string(),
    configProblems: z.array(problemSchema),
  })
  .openapi('Settings') satisfies z.ZodType<Api.Settings>;

export const spendSchema = z
  .object({
    todayUsd: z.number(),
    unsettledUsd: z.number().openapi({
      description: 'The most that may have been billed besides, for requests whose end nobody saw.',
    }),
    unpriced: z.number().openapi({ description: 'Paid calls of unknown price, not in todayUsd.' }),
    since: z.string().openapi({ description: 'Local midnight, ISO 8601.' }),
  })
  .openapi('Spend') satisfies z.ZodType<Api.Spend>;

const unsettledSchema = z
  .object({
    runId: z.string(),
    notebook: z.string(),
    day: z.string(),
    usd: z.number().openapi({ description: 'The most that it can be, US dollars.' }),
    requests: z.number(),
  })
  .openapi('Unsettled') satisfies z.ZodType<Api.UnsettledView>;

export const unsettledListSchema = z.object({ unsettled: z.array(unsettledSchema) });
export const writeOffSchema = z
  .strictObject({ runId: z.string().min(1).nullable() })
  .openapi('WriteOff', { description: 'Of one run; null: all.' });
export const writtenOffSchema = z.object({ writtenOff: z.array(unsettledSchema) });
