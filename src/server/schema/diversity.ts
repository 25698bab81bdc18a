import { z } from '@hono/zod-openapi';
import type * as ResultApi from '../../core/result-api.ts';
import { orNull } from './or-null.ts';
import { variantSchema } from './record.ts';

const diversity = z
  .object({
    n: z.number(),
    distinct2: z.number().nullable().openapi({
      description: 'Different word pairs ÷ all word pairs (distinct-2); null where no text has two words.',
    }),
    meanSimilarity: z.number().openapi({
      description: 'Mean over all pairs of texts of the cosine of their counts of character pairs.',
    }),
    duplicateRate: z.number().openapi({ description: 'The part of the texts that equals an earlier one.' }),
  })
  .openapi('Diversity');

export const diversitySchema = z
  .object({
    groups: z.array(
      z.object({
        variant: variantSchema,
        trials: z.number().openapi({ description: 'Its repeats.' }),
        answers: z.number().openapi({ description: 'How many of them are answered.' }),
        diversity: orNull(diversity),
      }),
    ),
  })
  .openapi('DiversityOfMatrix') satisfies z.ZodType<ResultApi.DiversityView>;
