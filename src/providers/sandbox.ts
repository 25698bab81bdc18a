import type { ProviderInfo } from '../core/api.ts';
import type { ProviderKind } from '../core/capability.ts';
import { ProviderError, toFailure } from '../core/failure.ts';
import type { Text } from '../core/text.ts';
import { createAnthropicProvider } from './anthropic.ts';
import { knownModels } from './known-models.ts';
import { createOpenAiProvider } from './openai.ts';
import { DEFAULT_TIMEOUT_MS, type Fetch, type Provider } from './provider.ts';

const SANDBOX_CONCURRENCY = 16;

const PATH: Record<ProviderKind, string> = { openai: '/sandbox/openai/v1', anthropic: '/sandbox/anthropic' };

const KINDS: ReadonlyMap<string, ProviderKind> = new Map([
  ['sandbox', 'openai'],
  ['sandbox-anthropic', 'anthropic'],
]);

const NOTE: Record<ProviderKind, Text> = {
  openai: {
    en: 'A toy model that lives in this process: offline, free, and no source of advice or facts.',
    ko: 'Gamut 안에서 도는 장난감 모델입니다. 오프라인에서 무료로 쓰며, 답변을 조언이나 사실로 받아들이지 마세요.',
  },
  anthropic: {
    en: 'The same toy model over the Anthropic protocol, for trying that path: no log probabilities.',
    ko: '같은 장난감 모델을 Anthropic 프로토콜로 부릅니다. 그 경로를 시험할 때 쓰며, 로그 확률은 없습니다.',
  },
};

/** The protocol by which the demo model is spoken to under an id; null for an id that is not its. */
export function sandboxKind(id: string): ProviderKind | null {
  return KINDS.get(id) ?? null;
}

/** Where a protocol of the demo model is spoken, of where it listens. */
export function sandboxAddress(origin: string, kind: ProviderKind): string {
  return origin.replace(/\/+$/, '') + PATH[kind];
}

/** What is to be known of the demo model under one of its two ids. */
export function sandboxInfo(id: string, kind: ProviderKind): ProviderInfo {
  return {
    id,
    kind,
    baseUrl: PATH[kind],
    ready: true,
    reason: null,
    keyEnv: null,
    keySet: false,
    setup: null,
    models: [...knownModels(id)],
    note: NOTE[kind],
    concurrency: SANDBOX_CONCURRENCY,
  };
}

export interface SandboxOptions {
  /** Where it listens, e.g. `http://127.0.0.1:4600`. */
  origin: () => Promise<string>;
  fetch?: Fetch | undefined;
  timeoutMs?: number | undefined;
}

/** The demo model. Where it listens is asked for with every request, so that it starts when it is first used. */
export function createSandboxProvider(
  id: string,
  kind: ProviderKind,
  { origin, fetch, timeoutMs = DEFAULT_TIMEOUT_MS }: SandboxOptions,
): Provider {
  let at: string | null = null;
  let provider: Provider | null = null;
  const locate = () =>
    origin().catch((error: unknown) => {
      throw toStartError(error);
    });
  const toOptions = (now: string, spoken: ProviderKind) => ({
    id,
    baseUrl: sandboxAddress(now, spoken),
    apiKey: null,
    timeoutMs,
    ...(fetch === undefined ? {} : { fetch }),
  });
  const connect = async (): Promise<Provider> => {
    const now = await locate();
    if (provider !== null && now === at) return provider;
    const options = toOptions(now, kind);
    const connected =
      kind === 'openai'
        ? createOpenAiProvider({ ...options, logprobsKind: 'raw' })
        : createAnthropicProvider(options);
    at = now;
    provider = connected;
    return connected;
  };
  return {
    id,
    kind,
    async *complete(request, options) {
      yield* (await connect()).complete(request, options);
    },
    async models(signal) {
      return (await connect()).models(signal);
    },
    // Only one of the two protocols can count; the tokenizer is the same.
    async countTokens(request, options) {
      const counter = createAnthropicProvider(toOptions(await locate(), 'anthropic'));
      return (await counter.countTokens?.(request, options)) ?? 0;
    },
  };
}

function toStartError(error: unknown): ProviderError {
  const message = error instanceof Error ? error.message : String(error);
  const text = {
    en: `The demo model could not be started: ${message}`,
    ko: `데모 모델을 시작하지 못했습니다: ${message}`,
  };
  return new ProviderError(toFailure('internal', text), error);
}
