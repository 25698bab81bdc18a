import { z } from '@hono/zod-openapi';
import type { RequestCode } from '../../core/result-api.ts';

export const codeSchema = z
  .object({ curl: z.string(), typescript: z.string(), python: z.string() })
  .openapi('RequestCode', {
    description: 'One request as programs; no key is in them.',
  }) satisfies z.ZodType<RequestCode>;
