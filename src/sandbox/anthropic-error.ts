import type { z } from 'zod';

type ErrorType = 'invalid_request_error' | 'not_found_error' | 'request_too_large' | 'api_error';

const STATUS = {
  invalid_request_error: 400,
  not_found_error: 404,
  request_too_large: 413,
  api_error: 500,
} as const;

/** An error as Anthropic's API answers it: `{type: "error", error: {type, message}, request_id}`. */
export class AnthropicError extends Error {
  override name = 'AnthropicError';
  readonly type: ErrorType;

  constructor(message: string, { type = 'invalid_request_error' }: { type?: ErrorType } = {}) {
    super(message);
    this.type = type;
  }

  get status(): 400 | 404 | 413 | 500 {
    return STATUS[this.type];
  }

  /** What is sent. */
  toBody(requestId: string): object {
    return { type: 'error', error: { type: this.type, message: this.message }, request_id: requestId };
  }
}

/** The first of a body's faults, in Anthropic's words. Needs issues with their input (`reportInput`). */
export function toAnthropicError(error: z.ZodError): AnthropicError {
  const issue = error.issues[0];
  if (issue === undefined) return new AnthropicError('Invalid request.');
  const path = issue.path.map(String).join('.');
  const at = path === '' ? '' : `${path}: `;
  switch (issue.code) {
    case 'unrecognized_keys':
      return new AnthropicError(`${at}${issue.keys[0] ?? ''}: Extra inputs are not permitted`);
    case 'invalid_type':
      if (issue.input === undefined) return new AnthropicError(`${at}Field required`);
      return new AnthropicError(
        `${at}Input should be a valid ${issue.expected === 'int' ? 'integer' : issue.expected}`,
      );
    case 'too_big':
      return new AnthropicError(
        `${at}${sizeText(issue.origin, 'less than or equal to', 'at most', issue.maximum)}`,
      );
    case 'too_small':
      return new AnthropicError(
        `${at}${sizeText(issue.origin, 'greater than or equal to', 'at least', issue.minimum)}`,
      );
    case 'invalid_value':
      return new AnthropicError(
        `${at}Input should be ${issue.values.map((value) => `'${String(value)}'`).join(' or ')}`,
      );
    default:
      return new AnthropicError(`${at}${issue.message}`);
  }
}

function sizeText(origin: string, numberWords: string, listWords: string, limit: number | bigint): string {
  if (origin === 'number' || origin === 'int') return `Input should be ${numberWords} ${limit}`;
  return `Input should have a length of ${listWords} ${limit}`;
}
