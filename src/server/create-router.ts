import { OpenAPIHono } from '@hono/zod-openapi';
import { toInvalidRequest } from './error-response.ts';

/** A set of routes whose requests are checked by their schemas; what does not fit is refused with what and where. */
export function createRouter(): OpenAPIHono {
  return new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw toInvalidRequest(result.target, result.error);
    },
  });
}
