import { z } from '@hono/zod-openapi';
import type * as Api from '../../core/api.ts';
import { failureSchema, textSchema } from './record.ts';
import { orNull } from './or-null.ts';

export const providerParam = z.object({ provider: z.string().min(1).openapi({ example: 'sandbox' }) });

const provider = z
  .object({
    id: z.string(),
    kind: z.enum(['openai', 'anthropic']),
    baseUrl: z.string(),
    ready: z.boolean(),
    reason: orNull(textSchema),
    keyEnv: z.string().nullable(),
    keySet: z.boolean(),
    setup: z
      .object({ file: z.enum(['env', 'config']), line: z.string() })
      .nullable()
      .openapi({ description: 'A line that makes it ready, and the file that it goes into.' }),
    models: z.array(z.string()),
    note: orNull(textSchema),
    concurrency: z.number(),
  })
  .openapi('Provider', { description: 'A provider without its key.' }) satisfies z.ZodType<Api.ProviderInfo>;

export const providerListSchema = z.object({ providers: z.array(provider) });

export const modelListSchema = z
  .object({ provider: z.string(), models: z.array(z.string()), failure: orNull(failureSchema) })
  .openapi('ModelList') satisfies z.ZodType<Api.ModelList>;

export const testRequestSchema = z
  .strictObject({ model: z.string().min(1).optional() })
  .openapi('ProviderTestRequest');

export const testQuery = z.object({ model: z.string().min(1) });

export const testPlanSchema = z
  .object({
    model: z.string(),
    text: z.string().openapi({ description: 'The words that are sent.' }),
    maxTokens: z.number().openapi({ description: 'Tokens that the answer has at most.' }),
    usd: z
      .number()
      .nullable()
      .openapi({ description: 'The most that it may cost, US dollars; null where the price is unknown.' }),
  })
  .openapi('ProviderTestPlan') satisfies z.ZodType<Api.ProviderTestPlan>;

export const providerTestSchema = z
  .discriminatedUnion('ok', [
    z.object({
      ok: z.literal(true),
      model: z.string(),
      modelVersion: z.string().nullable(),
      text: z.string(),
      ttftMs: z.number().nullable(),
      totalMs: z.number(),
    }),
    z.object({ ok: z.literal(false), model: z.string().nullable(), failure: failureSchema }),
  ])
  .openapi('ProviderTest') satisfies z.ZodType<Api.ProviderTest>;
