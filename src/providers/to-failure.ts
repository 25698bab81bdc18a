import { FAILURE_HINT, ProviderError, toFailure, type Failure, type FailureKind } from '../core/failure.ts';
import { retryAfterMs } from '../core/rate-limit.ts';
import type { Text } from '../core/text.ts';
import { isLocal } from './base-url.ts';
import { toConnectionFault } from './connection-fault.ts';
import { toFailureKind } from './failure-kind.ts';
import { parseJson } from './json-value.ts';
import { toPageText, toPageWords, withoutPage } from './page-words.ts';
import { redactError } from './redact.ts';
import { readServerError } from './server-error.ts';

/** What is known of the provider that failed. */
export interface FailureContext {
  baseUrl: string;
  keyEnv: string | null;
  redact: (text: string) => string;
}

const LONGEST_MESSAGE = 2_000;

/** The failure that an HTTP answer tells of. `body` is the answer's text. */
export function fromResponse(
  { status, headers, body }: { status: number; headers: Headers; body: string },
  context: FailureContext,
): Failure {
  const parsed = parseJson(body);
  const page = parsed === undefined ? toPageWords(context.redact(body)) : null;
  const error = readServerError(parsed ?? page ?? context.redact(body));
  const kind = status < 400 ? toFailureKind(null, error) : toFailureKind(status, error);
  const message = page === null ? toSaid(error.message, context) : toPageText(page);
  return finish(kind, message ?? toWordless(status), context, {
    status,
    requestId: requestIdOf(headers) ?? error.requestId,
    retryAfterMs: retryAfterMs(headers, Date.now()) ?? error.retryAfterMs,
  });
}

/** The failure that an event in the middle of a stream tells of. */
export function fromEvent(value: unknown, headers: Headers, context: FailureContext): Failure {
  const error = readServerError(value);
  const message = toSaid(error.message, context) ?? JSON.stringify(value);
  return finish(toFailureKind(null, error), message, context, {
    status: error.status,
    requestId: requestIdOf(headers) ?? error.requestId,
    retryAfterMs: error.retryAfterMs,
  });
}

/** A server's words without the tags of a page that a member of its JSON may hold. Keys go first: what is left of a page is cut. */
function toSaid(message: string | null, { redact }: FailureContext): string | Text | null {
  return message === null ? null : withoutPage(redact(message));
}

/** A failure by a server's words, or by Gamut's own as a Text, without what they hold of a key. */
export function finish(
  kind: FailureKind,
  message: string | Text,
  context: FailureContext,
  more: Partial<Omit<Failure, 'text'>> = {},
): Failure {
  const toWords = (words: string): string => {
    const whole = context.redact(words.trim());
    return whole.length > LONGEST_MESSAGE ? `${whole.slice(0, LONGEST_MESSAGE)}…` : whole;
  };
  const said =
    typeof message === 'string' ? toWords(message) : { en: toWords(message.en), ko: toWords(message.ko) };
  const requestId = more.requestId == null ? null : context.redact(more.requestId);
  return toFailure(kind, said, { hint: toHint(kind, context), ...more, requestId });
}

/** The failure of a request that got no answer: the cause is told by the innermost error. */
export function fromConnection(error: unknown, context: FailureContext): Failure {
  const chain: unknown[] = [];
  for (let at: unknown = error; at instanceof Error && chain.length < 6; at = at.cause) chain.push(at);
  const inner = chain.at(-1);
  const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
  const words = chain.map((at) => (at instanceof Error ? `${at.name} ${at.message}` : '')).join(' ') + code;
  const said = inner instanceof Error && inner.message !== '' ? inner.message : code || String(error);
  const message = toConnectionFault(code, said);
  if (/timed? ?out|ETIMEDOUT|_TIMEOUT/i.test(words)) return finish('timeout', message, context);
  // Undici's words for an answer that is no HTTP.
  if (/HTTPParserError|HPE_|Response does not match/i.test(words))
    return finish('malformed', message, context);
  return finish('network', message, context);
}

/** {@link finish} as an error to throw. */
export function fail(
  kind: FailureKind,
  message: string | Text,
  context: FailureContext,
  cause?: unknown,
): ProviderError {
  return toProviderError(finish(kind, message, context), context, cause);
}

/** An error to throw, its cause kept for the log without what it may hold of a key. */
export function toProviderError(failure: Failure, context: FailureContext, cause?: unknown): ProviderError {
  return new ProviderError(failure, cause === undefined ? undefined : redactError(cause, context.redact));
}

/** The server's own id of a request; null where it sends none. */
export function requestIdOf(headers: Headers): string | null {
  return headers.get('x-request-id') ?? headers.get('request-id');
}

function toWordless(status: number): Text {
  return { en: `HTTP ${status} without a word.`, ko: `서버가 설명 없이 HTTP ${status} 오류를 보냈습니다.` };
}

function toHint(kind: FailureKind, { baseUrl: address, keyEnv, redact }: FailureContext): Text {
  const baseUrl = redact(address);
  if (kind === 'auth' && keyEnv !== null) {
    return {
      en: `Correct ${keyEnv} in .env or the environment.`,
      ko: `.env 또는 환경 변수의 ${keyEnv} 값을 바로잡으세요.`,
    };
  }
  if (kind === 'network' && isLocal(baseUrl)) {
    return {
      en: `Nothing answers at ${baseUrl}. Start the server, or correct its base_url.`,
      ko: `${baseUrl}에서 응답이 없습니다. 서버를 켜거나 base_url을 고치세요.`,
    };
  }
  if (kind === 'not_found' || kind === 'network' || kind === 'malformed') {
    return {
      en: `${FAILURE_HINT[kind].en} base_url is ${baseUrl}`,
      ko: `${FAILURE_HINT[kind].ko} 현재 base_url: ${baseUrl}`,
    };
  }
  return FAILURE_HINT[kind];
}
