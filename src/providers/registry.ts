import type { ModelList, ProviderInfo, ProviderTest } from '../core/api.ts';
import type { ProviderKind } from '../core/capability.ts';
import { ProviderError, toFailure, type Failure } from '../core/failure.ts';
import type { WireRequest } from '../core/request-code.ts';
import type { Text } from '../core/text.ts';
import type { CompletionRequest } from '../core/trial.ts';
import { createAnswerRedactors } from './answer-redactor.ts';
import { createAnthropicProvider } from './anthropic.ts';
import type { GamutConfig, ModelLimit } from './config.ts';
import { knownModels } from './known-models.ts';
import { createOpenAiProvider } from './openai.ts';
import { PRESETS, findPreset } from './presets.ts';
import { DEFAULT_TIMEOUT_MS, type Fetch, type Provider, type ProviderOptions } from './provider.ts';
import { createRedactor } from './redact.ts';
import { resolveProvider, type Env, type ResolvedProvider } from './resolve.ts';
import { createSandboxProvider, sandboxAddress, sandboxInfo, sandboxKind } from './sandbox.ts';
import { tryProvider } from './try-provider.ts';
import { toWireRequest } from './wire-request.ts';

/** Every provider that there is, by id. Holds the keys and gives none of them away. */
export interface Registry {
  /** All of them, the ready ones first; never a key. */
  list(): ProviderInfo[];
  /** null for an id that is unknown. One that is not set up fails when it is asked, with what to do. */
  get(id: string): Provider | null;
  kindOf(id: string): ProviderKind | null;
  /** What would be sent of a request, without its key; null where its provider is unknown. */
  wireOf(request: CompletionRequest): Promise<WireRequest | null>;
  /** All models of a provider, where no other can be asked (the demo model's); null where only its server knows. */
  allModelsOf(id: string): readonly string[] | null;
  /** Why a provider cannot be asked as it is set up; null where it can, and for an id that is unknown. */
  obstacleOf(id: string): Obstacle | null;
  /** The models of a provider as its server lists them; where it cannot be asked, the known ones and why. */
  models(id: string, options: { signal: AbortSignal }): Promise<ModelList>;
  /** Tries a provider with one small request (which a vendor bills). Throws only where `signal` was aborted. */
  test(id: string, model: string | null, options: { signal: AbortSignal }): Promise<ProviderTest>;
  /** Requests at a time to a provider's model. */
  concurrencyOf(providerId: string, model: string): number;
  /** What may be sent to a provider's model a minute; null where only the server limits it. */
  paceOf(providerId: string, model: string): Pace;
  /** Takes every key of every provider out of a text. */
  redact(text: string): string;
}

/** What keeps a provider from being asked. */
export interface Obstacle {
  /** What is missing or wrong, and where to put it right. */
  reason: Text;
  /** The variable that the missing key would come from; null where something else is wrong. */
  keyEnv: string | null;
}

/** Limits by the minute. */
export interface Pace {
  requestsPerMinute: number | null;
  /** Input and output together. */
  tokensPerMinute: number | null;
}

export interface RegistryOptions {
  env: Env;
  config: GamutConfig;
  /** Where the demo model listens, e.g. `http://127.0.0.1:4600`; asked for when it is first used. */
  sandboxOrigin: () => Promise<string>;
  fetch?: Fetch;
  /** A monotonic clock, milliseconds. */
  now?: () => number;
}

const CLOUD_CONCURRENCY = 8;
const LOCAL_CONCURRENCY = 4;

/** How long a list of models may take. */
const MODELS_TIMEOUT_MS = 10_000;
const NO_LIST: Text = {
  en: `No list of models came within ${MODELS_TIMEOUT_MS / 1000} s.`,
  ko: `${MODELS_TIMEOUT_MS / 1000}초 안에 모델 목록이 오지 않았습니다.`,
};

/** Puts together the providers of an environment and a configuration. Nothing is sent until one is asked. */
export function createRegistry(options: RegistryOptions): Registry {
  const { env, config, sandboxOrigin, fetch, now = () => performance.now() } = options;
  const resolved = new Map<string, ResolvedProvider>();
  for (const setting of config.providers) {
    resolved.set(setting.id, resolveProvider(findPreset(setting.id), setting, env));
  }
  for (const preset of PRESETS) {
    if (!resolved.has(preset.id)) resolved.set(preset.id, resolveProvider(preset, null, env));
  }
  // Keys that are not in use are as secret as the others.
  const keyEnvs = new Set([...resolved.values()].flatMap((provider) => [...provider.keyEnvs]));
  for (const preset of PRESETS) for (const name of preset.keyEnvs) keyEnvs.add(name);
  const secrets = [...keyEnvs].map((name) => env[name]);
  const redact = createRedactor(secrets);
  const createAnswerRedactor = createAnswerRedactors(secrets);

  const made = new Map<string, Provider>();
  const listed = new Map<string, string[]>();

  const get = (id: string): Provider | null => {
    const before = made.get(id);
    if (before !== undefined) return before;
    const provider = make(id);
    if (provider !== null) made.set(id, provider);
    return provider;
  };

  const make = (id: string): Provider | null => {
    const demo = sandboxKind(id);
    if (demo !== null) return createSandboxProvider(id, demo, { origin: sandboxOrigin, fetch });
    const provider = resolved.get(id);
    if (provider === undefined) return null;
    if (provider.problem !== null) return createUnreadyProvider(provider, toConfigFailure(provider));
    const settings: ProviderOptions = {
      id,
      baseUrl: provider.baseUrl,
      apiKey: provider.key,
      keyEnv: provider.keyEnv ?? provider.keyEnvs[0] ?? null,
      timeoutMs: provider.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      redact,
      createAnswerRedactor,
      ...(fetch === undefined ? {} : { fetch }),
      ...(id === 'openai' && provider.official
        ? { organization: env['OPENAI_ORG_ID'], project: env['OPENAI_PROJECT_ID'] }
        : {}),
    };
    return provider.kind === 'openai' ? createOpenAiProvider(settings) : createAnthropicProvider(settings);
  };

  const knownOf = (id: string): string[] => {
    const provider = resolved.get(id);
    const found = listed.get(id) ?? (provider?.official === false ? [] : knownModels(id));
    return [...new Set([...(provider?.models ?? []), ...found])];
  };

  const limitOf = (id: string, model: string): ModelLimit | null =>
    config.limits.find((limit) => limit.model === `${id}/${model}`) ??
    config.limits.find((limit) => matchesModel(limit.model, `${id}/${model}`)) ??
    null;

  const concurrencyOf = (id: string, model?: string): number => {
    const demo = sandboxKind(id);
    if (demo !== null) return sandboxInfo(id, demo).concurrency;
    const provider = resolved.get(id);
    const own = model === undefined ? null : limitOf(id, model)?.concurrency;
    if (own != null) return own;
    const usual = provider?.local ? LOCAL_CONCURRENCY : CLOUD_CONCURRENCY;
    return provider?.concurrency ?? config.concurrency ?? usual;
  };

  const models: Registry['models'] = async (id, { signal }) => {
    const provider = get(id);
    if (provider === null) return { provider: id, models: [], failure: toUnknownFailure(id) };
    // A local server's list changes whenever a model is loaded, and is cheap to ask for.
    if (listed.has(id) && resolved.get(id)?.local === false)
      return { provider: id, models: knownOf(id), failure: null };
    const late = AbortSignal.timeout(MODELS_TIMEOUT_MS);
    try {
      listed.set(id, await provider.models(AbortSignal.any([signal, late])));
      return { provider: id, models: knownOf(id), failure: null };
    } catch (error) {
      if (signal.aborted) throw error;
      const failure = late.aborted ? toFailure('timeout', NO_LIST) : toKnownFailure(error, redact);
      return { provider: id, models: knownOf(id), failure };
    }
  };

  return {
    get,
    redact,
    concurrencyOf,
    models,

    paceOf(id, model) {
      const [limit, provider] = [limitOf(id, model), resolved.get(id)];
      return {
        requestsPerMinute: limit?.requestsPerMinute ?? provider?.requestsPerMinute ?? null,
        tokensPerMinute: limit?.tokensPerMinute ?? provider?.tokensPerMinute ?? null,
      };
    },

    kindOf: (id) => sandboxKind(id) ?? resolved.get(id)?.kind ?? null,

    async wireOf(request) {
      const demo = sandboxKind(request.provider);
      if (demo !== null) {
        const baseUrl = sandboxAddress(await sandboxOrigin(), demo);
        return toWireRequest(request, { kind: demo, baseUrl, keyEnv: null });
      }
      const provider = resolved.get(request.provider);
      if (provider === undefined) return null;
      const { kind, keyEnv, keyEnvs } = provider;
      const baseUrl = redact(provider.baseUrl);
      return toWireRequest(request, { kind, baseUrl, keyEnv: keyEnv ?? keyEnvs[0] ?? null });
    },

    allModelsOf: (id) => (sandboxKind(id) === null ? null : knownModels(id)),

    obstacleOf(id) {
      const provider = sandboxKind(id) === null ? resolved.get(id) : undefined;
      if (provider === undefined || provider.problem === null) return null;
      return {
        reason: provider.problem,
        keyEnv: provider.key === null ? (provider.keyEnvs[0] ?? null) : null,
      };
    },

    list() {
      const infos = [...resolved.values()].map((provider) =>
        toInfo(provider, knownOf(provider.id), concurrencyOf),
      );
      const ready = infos.filter((info) => info.ready);
      return [
        sandboxInfo('sandbox', 'openai'),
        ...ready,
        sandboxInfo('sandbox-anthropic', 'anthropic'),
        ...infos.filter((info) => !info.ready),
      ];
    },

    async test(id, model, { signal }) {
      const provider = get(id);
      if (provider === null) return { ok: false, model, failure: toUnknownFailure(id) };
      const known = model ?? knownOf(id)[0];
      if (known !== undefined) return tryProvider(provider, known, { signal, now, redact });
      const list = await models(id, { signal });
      const [first] = list.models;
      if (first !== undefined) return tryProvider(provider, first, { signal, now, redact });
      return {
        ok: false,
        model: null,
        failure:
          list.failure ??
          toFailure('not_found', {
            en: 'The server lists no model.',
            ko: '서버의 모델 목록이 비어 있습니다.',
          }),
      };
    },
  };
}

/** Whether a name fits a pattern in which `*` stands for any characters. */
function matchesModel(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

function toInfo(
  provider: ResolvedProvider,
  models: string[],
  concurrencyOf: (id: string) => number,
): ProviderInfo {
  const { id, kind, baseUrl, keyEnvs, keyEnv, note } = provider;
  return {
    id,
    kind,
    baseUrl,
    ready: provider.problem === null && provider.doubt === null,
    reason: provider.problem ?? provider.doubt,
    keyEnv: keyEnv ?? keyEnvs[0] ?? null,
    keySet: keyEnv !== null,
    setup: provider.setup,
    models,
    note,
    concurrency: concurrencyOf(id),
  };
}

/** What is missing is in the hint, as nobody's words are there to show. */
function toConfigFailure({ problem }: ResolvedProvider): Failure {
  const message = { en: 'Nothing was sent.', ko: '아무것도 보내지 않았습니다.' };
  return toFailure('config', message, problem === null ? {} : { hint: problem });
}

function toUnknownFailure(id: string): Failure {
  return toFailure(
    'config',
    { en: `There is no provider '${id}'.`, ko: `'${id}' 공급자가 없습니다.` },
    {
      hint: {
        en: `Add '${id}' to providers in gamut.config.yaml, with its base_url.`,
        ko: `gamut.config.yaml의 providers에 '${id}' 항목을 base_url과 함께 추가하세요.`,
      },
    },
  );
}

function toKnownFailure(error: unknown, redact: (text: string) => string): Failure {
  return error instanceof ProviderError ? error.failure : toFailure('internal', redact(String(error)));
}

/** A provider of which it is known beforehand that it cannot be asked. */
function createUnreadyProvider({ id, kind }: ResolvedProvider, failure: Failure): Provider {
  return {
    id,
    kind,
    // oxlint-disable-next-line require-yield -- it never gets that far
    async *complete() {
      throw new ProviderError(failure);
    },
    async models() {
      throw new ProviderError(failure);
    },
  };
}
