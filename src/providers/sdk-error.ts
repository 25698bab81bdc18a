import { ProviderError } from '../core/failure.ts';
import { toJsonFault } from '../core/json-fault.ts';
import type { ErrorBodies } from './error-bodies.ts';
import { toAbortError, type SilenceWatch } from './silence.ts';
import { fail, fromConnection, fromResponse, toProviderError, type FailureContext } from './to-failure.ts';

const TOO_LATE = { en: 'The server did not answer in time.', ko: '서버가 제시간에 응답하지 않았습니다.' };

type ErrorClass = abstract new (...args: never[]) => Error;

/** The error classes of a vendor's SDK: both vendors' have the same names and members. */
export interface SdkErrors {
  APIError: ErrorClass;
  APIConnectionError: ErrorClass;
  APIConnectionTimeoutError: ErrorClass;
  APIUserAbortError: ErrorClass;
}

/** The headers of the answer that an SDK's error tells of; null where there was no answer. */
export function headersOf(error: unknown): Headers | null {
  return error instanceof Error && 'headers' in error && error.headers instanceof Headers
    ? error.headers
    : null;
}

/** What to throw for an error of sending a request: a ProviderError, or an AbortError where the caller stopped it. */
export function toThrown(
  error: unknown,
  {
    sdk,
    watch,
    errors,
    context,
  }: { sdk: SdkErrors; watch: SilenceWatch; errors: ErrorBodies; context: FailureContext },
): unknown {
  if (error instanceof ProviderError) return error;
  if (watch.isSilent() || error instanceof sdk.APIConnectionTimeoutError) {
    return fail('timeout', TOO_LATE, context, error);
  }
  if (watch.signal.aborted || error instanceof sdk.APIUserAbortError) return toAbortError();
  if (error instanceof sdk.APIConnectionError) {
    return toProviderError(fromConnection(error, context), context, error);
  }
  const headers = headersOf(error);
  if (error instanceof sdk.APIError && 'status' in error && headers !== null) {
    const { status } = error;
    if (typeof status === 'number') {
      const failure = fromResponse({ status, headers, body: errors.bodyOf(headers) }, context);
      return toProviderError(failure, context, error);
    }
  }
  if (error instanceof SyntaxError) {
    const { text } = toJsonFault(error);
    const message = {
      en: `The answer is no JSON: ${text.en}`,
      ko: `서버의 응답이 JSON이 아닙니다: ${text.ko}`,
    };
    return fail('malformed', message, context, error);
  }
  const message = error instanceof Error ? error.message : String(error);
  return fail('internal', message, context, error);
}
