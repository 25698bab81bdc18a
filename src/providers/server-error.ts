import { isObject, objectAt, textAt, type JsonObject } from './json-value.ts';

/** What a server says of an error, whatever shape it says it in. */
export interface ServerError {
  /** Its own words. */
  message: string | null;
  type: string | null;
  code: string | null;
  /** A status within the body: of an error in the middle of a stream it is the only one. */
  status: number | null;
  /** A wait that the body asks for, milliseconds. */
  retryAfterMs: number | null;
  requestId: string | null;
  /** What else it holds that tells of the cause, as JSON. */
  details: string | null;
}

const NOTHING: ServerError = {
  message: null,
  type: null,
  code: null,
  status: null,
  retryAfterMs: null,
  requestId: null,
  details: null,
};

/**
 * Reads an error body: OpenAI's `{error: {...}}`, Anthropic's `{type: "error", error: {...}}`, and those of compatible
 * servers: `{error: "text"}`, `{message, type, code}`, `{detail}` of FastAPI, Google's list of one, `{errors: [...]}`.
 */
export function readServerError(body: unknown): ServerError {
  if (typeof body === 'string') return { ...NOTHING, message: body === '' ? null : body };
  if (Array.isArray(body)) return body.length === 0 ? NOTHING : readServerError(body[0]);
  if (!isObject(body)) return NOTHING;
  const [first] = Array.isArray(body['errors']) ? body['errors'] : [];
  const error = objectAt(body, 'error') ?? (isObject(first) ? first : null) ?? body;
  const code = error['code'] ?? body['code'];
  return {
    message: toMessage(error, body),
    // Google calls the type "status".
    type: textAt(error, 'type') ?? textAt(error, 'status'),
    code: typeof code === 'string' && code !== '' ? code : typeof code === 'number' ? String(code) : null,
    status: toStatus(code),
    retryAfterMs: toRetryDelay(error),
    requestId: textAt(body, 'request_id'),
    details: error['details'] === undefined ? null : JSON.stringify(error['details']).slice(0, 4_000),
  };
}

function toMessage(error: JsonObject, body: JsonObject): string | null {
  const own =
    textAt(error, 'message') ?? textAt(error, 'error') ?? textAt(body, 'message') ?? toDetail(error);
  // A router that passes on what another server said.
  const metadata = objectAt(error, 'metadata');
  const raw = metadata === null ? null : textAt(metadata, 'raw');
  if (own !== null && raw !== null) return `${own}: ${raw}`;
  return own ?? (isObject(error['message']) ? JSON.stringify(error['message']) : null);
}

/** FastAPI's `detail`: a text, or a list of what was wrong where. */
function toDetail(error: JsonObject): string | null {
  const { detail } = error;
  if (typeof detail === 'string') return detail;
  if (!Array.isArray(detail)) return null;
  const lines = detail.filter(isObject).map((entry) => {
    const place = Array.isArray(entry['loc']) ? entry['loc'].join('.') : '';
    return `${place}: ${textAt(entry, 'msg') ?? ''}`;
  });
  return lines.length === 0 ? null : lines.join('; ');
}

function toStatus(code: unknown): number | null {
  const number = typeof code === 'string' && /^\d{3}$/.test(code) ? Number(code) : code;
  return typeof number === 'number' && number >= 400 && number < 600 ? number : null;
}

/** Google's `RetryInfo`: `{retryDelay: "23s"}` among the details. */
function toRetryDelay(error: JsonObject): number | null {
  const details = Array.isArray(error['details']) ? error['details'].filter(isObject) : [];
  for (const detail of details) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(textAt(detail, 'retryDelay') ?? '')?.[1];
    if (seconds !== undefined) return Math.round(Number(seconds) * 1000);
  }
  return null;
}
