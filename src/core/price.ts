import { calcPrice, findProvider } from '@pydantic/genai-prices';
import type { ModelPrice, PriceCalculation, Provider as Catalogue } from '@pydantic/genai-prices';
import { addUpTo, priceParts } from './cost-parts.ts';
import type { Rates, Usage } from './trial.ts';

/** The price list that is built in: the release of @pydantic/genai-prices and the day it came out. The package does not
 * carry its data's date; a test holds the two together when the package is raised. */
export const PRICE_LIST = { version: '0.1.8', asOf: '2026-09-23' } as const;

/** A price from `gamut.config.yaml`, US dollars per million tokens. */
export interface PriceOverride {
  /** `provider/model`, where `*` stands for any characters. */
  model: string;
  input: number;
  output: number;
  /** null: the same as `input`. */
  cachedInput: number | null;
  /** Whatever the time for which it is kept; null: the same as `input`. */
  cacheWrite: number | null;
  /** The day the price was read, ISO 8601; null where it was not written down. */
  asOf: string | null;
}

/** What a request was sent to, as far as its price hangs on it. */
export interface PriceQuery {
  /** Id of the provider, as in `gamut.config.yaml`. */
  provider: string;
  model: string;
  /** The model that answered, as the server names it. */
  modelVersion?: string | null;
  /** Where the provider is, so that a vendor is known under an id of one's own. */
  baseUrl?: string | null;
  /** When the request was made: prices change by day, some by hour. */
  at: Date;
  /** How long what was written into the vendor's cache is kept there, where that was asked for: an hour is dearer. */
  cacheTtl?: '5m' | '1h' | null;
  /** Looked at before the price list: one with the very name first, then the first pattern that fits. */
  overrides?: readonly PriceOverride[];
}

/** What a request cost, US dollars; the day of the price (ISO 8601; null for unknown) and where it is from. */
export interface Cost {
  usd: number;
  /** What it comes from; absent where nothing is to be paid, or where the list says a sum and not how it comes about. */
  rates?: Rates;
  asOf: string | null;
  source: 'override' | 'genai-prices' | 'local';
}

/** Presets that run on the person's own machine. They cost nothing, since nobody bills them. */
const LOCAL: ReadonlySet<string> = new Set([
  'sandbox',
  'sandbox-anthropic',
  'ollama',
  'lmstudio',
  'llamacpp',
  'vllm',
]);

/** Our presets' names of vendors to the price list's. Looked up here and not by the list's own matching, which takes
 * any id that contains a vendor's name (`my-openai-proxy`) for that vendor. */
const VENDOR: ReadonlyMap<string, string> = new Map([
  ...['openai', 'anthropic', 'google', 'openrouter', 'groq', 'mistral', 'deepseek', 'together'].map(same),
  ...['fireworks', 'cerebras', 'cohere', 'perplexity', 'azure', 'novita', 'moonshotai', 'zai', 'x-ai'].map(
    same,
  ),
  ['gemini', 'google'],
  ['xai', 'x-ai'],
  ['moonshot', 'moonshotai'],
]);

function same(id: string): [string, string] {
  return [id, id];
}

/** Whether the figures can be true together: none below 0, no part greater than its whole. */
function isSound(usage: Usage): boolean {
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = usage;
  const parts = [inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens];
  if (parts.some((tokens) => tokens !== null && !(tokens >= 0 && tokens < Infinity))) return false;
  if ((cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0) > (inputTokens ?? Infinity)) return false;
  return (reasoningTokens ?? 0) <= (outputTokens ?? Infinity);
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(name);
}

function findOverride({ provider, model, overrides = [] }: PriceQuery): PriceOverride | null {
  const name = `${provider}/${model}`;
  return (
    overrides.find((override) => override.model === name) ??
    overrides.find((override) => matches(override.model, name)) ??
    null
  );
}

function toRates({ input, output, cachedInput, cacheWrite }: PriceOverride): Rates {
  return {
    input,
    cachedInput: cachedInput ?? input,
    cacheWrite: cacheWrite ?? input,
    output,
    reasoning: output,
    request: 0,
  };
}

function overrideUsd(usage: Usage, price: Rates): number | null {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  const cached = usage.cachedInputTokens ?? 0;
  const written = usage.cacheWriteTokens ?? 0;
  const microUsd =
    (inputTokens - cached - written) * price.input +
    cached * price.cachedInput +
    written * price.cacheWrite +
    outputTokens * price.output;
  return microUsd / 1e6;
}

/**
 * The rates of the list for a usage: what has no price of its own is priced as what it is a part of, and a tier holds for all
 * tokens of a request whose input is greater than where the tier starts.
 */
function listedRates(price: ModelPrice, inputTokens: number, cacheTtl: PriceQuery['cacheTtl']): Rates {
  const rate = (...names: string[]): number => {
    for (const name of names) {
      const found = price[name];
      if (typeof found === 'number') return found;
      if (found === undefined) continue;
      let { base } = found;
      for (const tier of found.tiers) if (inputTokens > tier.start) base = tier.price;
      return base;
    }
    return 0;
  };
  const longer = cacheTtl === '1h' ? ['cache_write_1h_mtok'] : [];
  return {
    input: rate('input_mtok'),
    cachedInput: rate('cache_read_mtok', 'input_mtok'),
    cacheWrite: rate(...longer, 'cache_write_mtok', 'input_mtok'),
    output: rate('output_mtok'),
    reasoning: rate('output_reasoning_mtok', 'output_mtok'),
    request: rate('requests_kcount') / 1000,
  };
}

/** A cost with the rates that it comes from, where they do come to it. */
function withRates(usage: Usage, { rates, ...cost }: Cost): Cost {
  const parts = rates && cost.usd > 0 ? priceParts(usage, rates) : null;
  return rates && parts && addUpTo(parts, cost.usd) ? { ...cost, rates } : cost;
}

/** The part of the price list that a provider's models are in; null where it is not known whose they are. */
function findCatalogue({ provider, model, baseUrl }: PriceQuery): Catalogue | null {
  if (provider === 'huggingface') {
    // The router bills by the host that the model id ends with; without one it may be any.
    const host = /:([\w-]+)$/.exec(model)?.[1];
    const found = host ? findProvider({ providerId: `huggingface_${host}` }) : undefined;
    return found?.id === `huggingface_${host}` ? found : null;
  }
  const providerId = VENDOR.get(provider);
  if (providerId) return findProvider({ providerId }) ?? null;
  return baseUrl ? (findProvider({ providerApiUrl: baseUrl }) ?? null) : null;
}

/** The names to look a model up by. The server's own is the more exact one where it is the same name with more (a date);
 * else it may have lost what the price hangs on (`:free`), or be an alias. */
function namesOf({ provider, model, modelVersion }: PriceQuery): string[] {
  const asked = provider === 'huggingface' ? model.replace(/:[\w-]+$/, '') : model;
  if (!modelVersion) return [asked];
  return modelVersion.startsWith(asked) ? [modelVersion, asked] : [asked, modelVersion];
}

function listedCost(usage: Usage, query: PriceQuery): Cost | null {
  const { inputTokens, outputTokens } = usage;
  if (inputTokens === null || outputTokens === null) return null;
  const provider = findCatalogue(query);
  if (!provider) return null;
  const tokens = {
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cache_read_tokens: usage.cachedInputTokens ?? 0,
    cache_write_tokens: usage.cacheWriteTokens ?? 0,
    ...(query.cacheTtl === '1h' ? { cache_write_1h_tokens: usage.cacheWriteTokens ?? 0 } : {}),
    output_reasoning_tokens: usage.reasoningTokens ?? 0,
  };
  for (const name of namesOf(query)) {
    const found = calcPrice(tokens, name, { provider, timestamp: query.at });
    if (!found) continue;
    if (!isPriced(found, inputTokens, outputTokens)) return null;
    const rates = listedRates(found.model_price, inputTokens, query.cacheTtl);
    return { usd: found.total_price, asOf: PRICE_LIST.asOf, source: 'genai-prices', rates };
  }
  return null;
}

/** Whether the list has a price for what was used. Where it has none the package says 0, which is true only of models
 * that are named as free; elsewhere it is a gap in the list. */
function isPriced({ model, model_price: price }: PriceCalculation, input: number, output: number): boolean {
  if (Object.keys(price).length === 0) return model.id.endsWith(':free');
  return (input === 0 || price.input_mtok !== undefined) && (output === 0 || price.output_mtok !== undefined);
}

/**
 * What a usage cost by list price, US dollars; null where the price or the usage is unknown, or the usage contradicts
 * itself. An override wins; then presets that run locally are free (`asOf` is then the day of the request); then comes
 * the price list. Cached, cache-write and, where they have a price of their own, reasoning tokens are told apart. A
 * server that reports no cache figures (null) is taken to have had no cache: the cost is then at most too high.
 */
export function costOf(usage: Usage, query: PriceQuery): Cost | null {
  if (!isSound(usage)) return null;
  const override = findOverride(query);
  if (override) {
    const rates = toRates(override);
    const usd = overrideUsd(usage, rates);
    return usd === null ? null : withRates(usage, { usd, asOf: override.asOf, source: 'override', rates });
  }
  if (LOCAL.has(query.provider)) {
    return { usd: 0, asOf: query.at.toISOString().slice(0, 10), source: 'local' };
  }
  const listed = listedCost(usage, query);
  return listed && withRates(usage, listed);
}

/** How many tokens a model holds, input and output together, by the price list; null where it does not say. */
export function contextWindowOf(query: PriceQuery): number | null {
  const provider = findCatalogue(query);
  if (!provider) return null;
  for (const name of namesOf(query)) {
    const found = calcPrice({ input_tokens: 1, output_tokens: 1 }, name, { provider, timestamp: query.at });
    if (found) return found.model.context_window ?? null;
  }
  return null;
}
