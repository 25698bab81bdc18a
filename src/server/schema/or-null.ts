import { z } from '@hono/zod-openapi';

/**
 * A named schema or null. `.nullable()` will not do for those: the OpenAPI document would then say that the value must be
 * the named schema and may be null, which nothing that is null can be.
 */
export function orNull<T extends z.ZodType>(schema: T): z.ZodUnion<[T, z.ZodNull]> {
  return z.union([schema, z.null()]);
}
