import type { Locale, Text } from './text.ts';

/**
 * The kinds of failure a trial can have. What each means to the engine is in {@link isWorthRetrying} and
 * {@link blocksProvider}.
 */
export type FailureKind =
  | 'auth' // 401/403: the key is missing or wrong, or not for that model
  | 'quota' // 402, insufficient_quota: no money or no quota left
  | 'rate_limit' // 429
  | 'overloaded' // 503, 529
  | 'server' // other 5xx
  | 'network' // no connection, reset, DNS
  | 'timeout' // nothing came for too long
  | 'truncated' // the stream ended without its end mark
  | 'malformed' // what came is not what the protocol says
  | 'bad_request' // 400/422: the request itself
  | 'context_length' // the prompt does not fit
  | 'not_found' // 404: no such model or path
  | 'content_filter' // the vendor refused the request as such
  | 'empty' // ended well but with nothing in it, where something must be
  | 'config' // the provider is not set up
  | 'internal'; // a fault of Gamut

/** Why an attempt failed. `message` is the server's own words (keys redacted), or English words of Gamut's; `hint` says what to
 * do next. */
export interface Failure {
  kind: FailureKind;
  message: string;
  /** The message in every language, where the words are Gamut's own: shown instead of it. */
  text?: Text;
  hint: Text;
  /** HTTP status; null where none came. */
  status: number | null;
  requestId: string | null;
  /** How long the server asked to wait, milliseconds. */
  retryAfterMs: number | null;
}

/** What providers throw. The cause is kept for the log. */
export class ProviderError extends Error {
  override name = 'ProviderError';
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, { cause });
    this.failure = failure;
  }
}

const RETRYABLE: ReadonlySet<FailureKind> = new Set([
  'rate_limit',
  'overloaded',
  'server',
  'network',
  'timeout',
  'truncated',
  'malformed',
]);

/** Whether the same request may well succeed a little later. */
export function isWorthRetrying(failure: Failure): boolean {
  return RETRYABLE.has(failure.kind);
}

/** Whether every other trial of the same provider and model would fail alike, so that they had better wait. */
export function blocksProvider(failure: Failure): boolean {
  return failure.kind === 'auth' || failure.kind === 'quota' || failure.kind === 'config';
}

/** The name of a failure kind, for a badge. */
export const FAILURE_NAME: Record<FailureKind, Text> = {
  auth: { en: 'key refused', ko: '키 거부됨' },
  quota: { en: 'quota used up', ko: '할당량 소진' },
  rate_limit: { en: 'rate limit', ko: '요청 한도 초과' },
  overloaded: { en: 'overloaded', ko: '서버 과부하' },
  server: { en: 'server error', ko: '서버 오류' },
  network: { en: 'no connection', ko: '연결 실패' },
  timeout: { en: 'timed out', ko: '시간 초과' },
  truncated: { en: 'cut off', ko: '응답 중단' },
  malformed: { en: 'unreadable answer', ko: '잘못된 응답' },
  bad_request: { en: 'request refused', ko: '요청 거부됨' },
  context_length: { en: 'prompt too long', ko: '프롬프트가 너무 김' },
  not_found: { en: 'not found', ko: '찾을 수 없음' },
  content_filter: { en: 'content filter', ko: '콘텐츠 필터' },
  empty: { en: 'empty answer', ko: '빈 응답' },
  config: { en: 'not set up', ko: '설정 필요' },
  internal: { en: 'fault in Gamut', ko: 'Gamut 내부 오류' },
};

/** What to do next about a failure, when nothing more exact is known. */
export const FAILURE_HINT: Record<FailureKind, Text> = {
  auth: {
    en: 'Correct the key in .env or the environment.',
    ko: '.env 또는 환경 변수의 키를 바로잡으세요.',
  },
  quota: {
    en: 'Add credit or raise the limit with the vendor, then try again.',
    ko: '공급자 사이트에서 크레딧을 충전하거나 한도를 올린 뒤 다시 시도하세요.',
  },
  rate_limit: {
    en: 'The vendor asks for fewer requests. Wait, or lower the concurrency in gamut.config.yaml.',
    ko: '요청이 너무 잦습니다. 잠시 기다리거나 gamut.config.yaml에서 동시 실행 수를 낮추세요.',
  },
  overloaded: {
    en: 'The server is busy: try again later.',
    ko: '서버가 혼잡합니다. 나중에 다시 시도하세요.',
  },
  server: {
    en: 'The fault is on its side: try again later.',
    ko: '서버 쪽 문제이니 나중에 다시 시도하세요.',
  },
  network: {
    en: 'Check the connection and the base_url of the provider.',
    ko: '네트워크 연결과 공급자의 base_url을 확인하세요.',
  },
  timeout: {
    en: 'Nothing came in time. Try again, or raise timeout_ms in gamut.config.yaml.',
    ko: '제한 시간 안에 응답이 없습니다. 다시 시도하거나 gamut.config.yaml의 timeout_ms를 늘리세요.',
  },
  truncated: {
    en: 'The answer broke off. It is tried 3 times at most, as each may be billed. Try again.',
    ko: '응답이 중간에 끊겼습니다. 매번 청구될 수 있어 최대 3번만 시도합니다. 다시 시도하세요.',
  },
  malformed: {
    en: 'The server does not speak the protocol it was set up with; as each answer may be billed, it is tried 3 times at most. Check kind and base_url.',
    ko: '서버가 설정된 프로토콜과 다른 응답을 보냈습니다. 매번 청구될 수 있어 최대 3번만 시도합니다. kind와 base_url을 확인하세요.',
  },
  bad_request: {
    en: 'Read the server’s message, and change the parameter it names.',
    ko: '서버 메시지를 읽고, 지적된 매개변수를 고치세요.',
  },
  context_length: {
    en: 'Shorten the prompt, or take a model with a longer context.',
    ko: '프롬프트를 줄이거나 컨텍스트가 더 긴 모델을 쓰세요.',
  },
  not_found: { en: 'Check the model name and the base_url.', ko: '모델 이름과 base_url을 확인하세요.' },
  content_filter: {
    en: 'The vendor’s filter refused the request. Change the wording.',
    ko: '공급자의 필터가 요청을 거부했습니다. 표현을 바꿔 보세요.',
  },
  empty: {
    en: 'The model sent nothing. Raise max_tokens or change the prompt.',
    ko: '모델이 아무것도 보내지 않았습니다. max_tokens를 늘리거나 프롬프트를 바꿔 보세요.',
  },
  config: { en: 'Set the provider up: see Providers.', ko: '공급자 화면에서 설정을 마치세요.' },
  internal: {
    en: 'This is a bug. Please report it with the message.',
    ko: 'Gamut의 버그입니다. 메시지와 함께 알려 주세요.',
  },
};

/** A failure of a kind, with the kind's own hint unless a better one is given. A message of Gamut's own comes as a Text. */
export function toFailure(
  kind: FailureKind,
  message: string | Text,
  more: Partial<Omit<Failure, 'kind' | 'message' | 'text'>> = {},
): Failure {
  return {
    kind,
    ...(typeof message === 'string' ? { message } : { message: message.en, text: message }),
    hint: FAILURE_HINT[kind],
    status: null,
    requestId: null,
    retryAfterMs: null,
    ...more,
  };
}

/** What a failure says to a person: Gamut's own words in their language, a server's as it sent them. */
export function failureMessage({ message, text }: Failure, locale: Locale): string {
  return text?.[locale] ?? message;
}
