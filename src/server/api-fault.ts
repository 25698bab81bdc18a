import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Text } from '../core/text.ts';

/** A refusal by the API, thrown by routes and told in one place ({@link ./error-response.ts}). `extra` joins the body. */
export class ApiFault extends Error {
  override name = 'ApiFault';
  readonly status: ContentfulStatusCode;
  readonly kind: string;
  readonly text: Text;
  readonly hint: Text | null;
  readonly extra: Record<string, unknown>;

  constructor(
    status: ContentfulStatusCode,
    kind: string,
    text: Text,
    { hint = null, extra = {} }: { hint?: Text | null; extra?: Record<string, unknown> } = {},
  ) {
    super(text.en);
    this.status = status;
    this.kind = kind;
    this.text = text;
    this.hint = hint;
    this.extra = extra;
  }
}
