import { z } from '@hono/zod-openapi';
import type * as Api from '../../core/api.ts';

/** The body of every answer that is not a success. */
export const errorSchema = z
  .object({
    error: z.object({
      kind: z.string().openapi({ description: 'A stable word for programs.' }),
      message: z
        .string()
        .openapi({ description: 'What happened, in the language of Accept-Language (en or ko).' }),
      hint: z.string().nullable().openapi({ description: 'What to do next.' }),
    }),
  })
  .openapi('Error') satisfies z.ZodType<Api.ApiError>;

/** The refusals of a route, for its documentation. */
export const refusals = {
  default: {
    description: 'A refusal or a fault.',
    content: { 'application/json': { schema: errorSchema } },
  },
} as const;
