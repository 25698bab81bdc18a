import type { FailureKind } from '../core/failure.ts';
import type { ServerError } from './server-error.ts';

/** Where an error's kind is told by its words: servers agree on few codes, and on fewer statuses. */
const CONTEXT_LENGTH =
  /context_length_exceeded|exceed_context_size|prompt is too long|input is too long|prompt contains too many tokens|(maximum|max|available|exceeds?( the)?) (context|prompt|input) (length|size|window)|context (length|window|size) (of|is|exceeded)|exceeds? (the )?(context|maximum number of tokens)|exceed context limit|reduce the length of (the|your) (messages|prompt|input)|too large for model with/i;
const QUOTA =
  /insufficient_quota|billing_error|billing_hard_limit|billing_not_active|exceeded_current_quota|credit balance is too low|insufficient (balance|credits?|funds|quota)|(out of|any|no) credits|payment required|spending limit|monthly (usage )?limit|exceeded your monthly/i;
const DAILY_QUOTA = /per_?day|\blimit: 0\b/i;
const KEY =
  /invalid_api_key|api_key_invalid|authentication_error|unauthenticated|((incorrect|invalid|missing|expired|no) api[ _-]?key)|api[ _-]?key (is )?(not valid|invalid|missing|required|expired)/i;
const FILTER =
  /content_filter|content_policy|content (management )?policy|content filtering policy|responsible ?ai ?policy|data_inspection_failed|input was flagged|flagged as potentially|requires moderation|safety system|prohibited_content/i;
const MODEL =
  /model_not_found|model_not_exist|no such model|unknown model|model ['"`]?[^'"`]{1,80}['"`]? (was |is )?(not found|not supported|does not exist|not available)|does not have access to (the )?model|(model|deployment).{0,40}does not exist/i;
const OVERLOADED =
  /overloaded|unavailable_error|service_unavailable|server_is_overloaded|slow_down|at capacity|(model is )?(currently )?loading|loading model|insufficient_system_resource|\bunavailable\b/i;
const RATE =
  /rate_limit|rate limit|too many requests|resource_exhausted|quota|tokens per (minute|min)|requests per (minute|min)/i;
/** A request that could not be read, of which some servers say 500 all the same. */
const UNREADABLE =
  /json\.exception|parse_error|failed to parse|['"`] is required|not_supported|not supported|unsupported/i;
const BAD_REQUEST = /invalid_request|invalid_argument|bad_request|badrequest|invalid_prompt|validation/i;

/** The kind of an error that a server told of. `status` is null in the middle of a stream. */
export function toFailureKind(status: number | null, error: ServerError): FailureKind {
  const words = [error.code, error.type, error.message].filter((text) => text !== null).join(' ');
  const at = status ?? error.status;
  const isRefusal = at === null || (at >= 400 && at < 500);

  if (at === 402 || (isRefusal && QUOTA.test(words))) return 'quota';
  if (at === 429) return DAILY_QUOTA.test(`${words} ${error.details}`) ? 'quota' : 'rate_limit';
  if (CONTEXT_LENGTH.test(words) || at === 413) return 'context_length';
  if (isRefusal && FILTER.test(words)) return 'content_filter';
  if (isRefusal && at !== 401 && MODEL.test(words)) return 'not_found';
  if (at === 401 || at === 403 || (isRefusal && KEY.test(words))) return 'auth';
  if (at === 404 || at === 405 || at === 410) return 'not_found';
  if (at === 408 || at === 504 || at === 522 || at === 524) return 'timeout';
  if (at === 503 || at === 529) return 'overloaded';
  if (at === 409 || at === 425) return 'server';
  if (at !== null && at < 500) return 'bad_request';
  if ((at === 500 || at === 501) && UNREADABLE.test(words)) return 'bad_request';
  if (OVERLOADED.test(words)) return 'overloaded';
  if (at === null && RATE.test(words)) return 'rate_limit';
  if (at === null && BAD_REQUEST.test(words)) return 'bad_request';
  return 'server';
}
