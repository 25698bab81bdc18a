import { z } from '@hono/zod-openapi';
import type { CurrentRecord, TrialHistory } from '../../core/history.ts';
import { STANDINGS } from '../../core/standing.ts';
import type { Standing } from '../../core/standing.ts';
import { matrixParam } from './matrix.ts';
import { orNull } from './or-null.ts';
import { leanRecordSchema, requestSchema, textSchema } from './record.ts';

export const trialParam = matrixParam.extend({ trialId: z.string().min(1) });

export const historySchema = z
  .object({
    trialId: z.string(),
    repeat: z.number(),
    requestHash: z.string(),
    request: requestSchema,
    standing: z.enum(STANDINGS as [Standing, ...Standing[]]),
    recordId: z.number().nullable().openapi({ description: 'The record that stands for the trial.' }),
    isChosen: z.boolean().openapi({ description: 'Whether a person has made that record current.' }),
    records: z
      .array(
        z.object({
          record: leanRecordSchema,
          isSameRequest: z.boolean(),
          changed: orNull(textSchema),
        }),
      )
      .openapi({ description: 'Newest first; at most 200.' }),
  })
  .openapi('TrialHistory') satisfies z.ZodType<TrialHistory>;

export const currentSchema = z
  .object({ recordId: z.number(), requestHash: z.string(), repeat: z.number() })
  .openapi('CurrentRecord') satisfies z.ZodType<CurrentRecord>;
