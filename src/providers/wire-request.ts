import type { ProviderKind } from '../core/capability.ts';
import type { WireRequest } from '../core/request-code.ts';
import type { CompletionRequest } from '../core/trial.ts';
import { toMessagesBody, toVersionHeader } from './anthropic.ts';
import { isOfficial, toChatBody } from './openai.ts';

/** Where a request goes. */
export interface WireAddress {
  kind: ProviderKind;
  baseUrl: string;
  keyEnv: string | null;
}

/** The version of the API that the vendor's SDK asks for by itself. */
const SDK_VERSION = '2026-10-21';

/** What an adapter would send of a request, without sending it. */
export function toWireRequest(request: CompletionRequest, address: WireAddress): WireRequest {
  const base = address.baseUrl.replace(/\/+$/, '');
  const to = { ...address, baseUrl: base };
  if (address.kind === 'openai') {
    const body = { ...toChatBody(request, isOfficial(base)) };
    return { ...to, url: `${base}/chat/completions`, sdkHeaders: {}, headers: {}, body };
  }
  const isVendors = URL.parse(base)?.hostname === 'api.anthropic.com';
  return {
    ...to,
    url: `${base}/v1/messages`,
    sdkHeaders: { 'anthropic-version': SDK_VERSION },
    headers: toVersionHeader(request.params, isVendors),
    body: toMessagesBody(request),
  };
}
