import { isMap, isScalar, type Node } from 'yaml';
import { z } from 'zod';
import type { ProviderKind } from '../core/capability.ts';
import { toSuggestion } from '../core/nearest.ts';
import type { Problem } from '../core/notebook.ts';
import type { PriceOverride } from '../core/price.ts';
import { toBaseUrl } from './base-url.ts';
import { EXPECTED } from './config-expected.ts';
import { createConfigReader, type ConfigReader } from './config-reader.ts';
import { findPreset, PRESETS } from './presets.ts';

/** A provider as `gamut.config.yaml` has it. null: not written there. */
export interface ProviderSetting {
  id: string;
  kind: ProviderKind | null;
  baseUrl: string | null;
  /** Name of the environment variable that holds the key. */
  apiKeyEnv: string | null;
  models: string[];
  /** Requests at a time. */
  concurrency: number | null;
  /** Of each of its models; null: as many as the server takes. */
  requestsPerMinute: number | null;
  /** Input and output together. */
  tokensPerMinute: number | null;
  timeoutMs: number | null;
}

/** Limits of models, over those of their provider. */
export interface ModelLimit {
  /** `provider/model`, where `*` stands for any characters. */
  model: string;
  concurrency: number | null;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

/** Limits on money; null: none. Won count by `krwPerUsd`. */
export interface BudgetSetting {
  perRunUsd: number | null;
  perRunKrw: number | null;
  perDayUsd: number | null;
  perDayKrw: number | null;
  /** A run of the page that may cost more is asked about before it begins. No limit: US dollars; null for the usual. */
  askAboveUsd: number | null;
}

/** `gamut.config.yaml`, as used. */
export interface GamutConfig {
  providers: ProviderSetting[];
  prices: PriceOverride[];
  krwPerUsd: { rate: number; asOf: string } | null;
  /** Requests at a time to any provider that sets none of its own. */
  concurrency: number | null;
  limits: ModelLimit[];
  budget: BudgetSetting;
  /** Whether the file, or what it says of budgets, cannot be read: then nobody knows what is allowed. */
  isBudgetBroken?: true;
}

const count = z.int().min(1).max(1_000);
const aMinute = z.int().min(1).max(1_000_000_000);
const money = z.number().min(0);
const day = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

const PROVIDER = {
  id: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u),
  kind: z.enum(['openai', 'anthropic']).nullish(),
  base_url: z.string().nullish(),
  api_key_env: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .nullish(),
  models: z.array(z.string().min(1)).nullish(),
  concurrency: count.nullish(),
  requests_per_minute: aMinute.nullish(),
  tokens_per_minute: aMinute.nullish(),
  timeout_ms: z.int().min(1_000).max(86_400_000).nullish(),
};

const PRICE = {
  model: z.string().regex(/^[^/\s]+\/.+$/),
  input: money,
  output: money,
  cached_input: money.nullish(),
  cache_write: money.nullish(),
  as_of: day.nullish(),
};

const LIMIT = {
  model: z.string().regex(/^[^/\s]+\/.+$/),
  concurrency: count.nullish(),
  requests_per_minute: aMinute.nullish(),
  tokens_per_minute: aMinute.nullish(),
};

const BUDGET = {
  per_run_usd: money.nullish(),
  per_run_krw: money.nullish(),
  per_day_usd: money.nullish(),
  per_day_krw: money.nullish(),
  ask_above_usd: money.nullish(),
};

const KRW = { rate: z.number().positive(), as_of: day };

const KEYS = ['providers', 'prices', 'krw_per_usd', 'concurrency', 'limits', 'budget'];
const PRESET_NAMES = PRESETS.map((preset) => preset.id);

/** A configuration in which nothing is set. */
export function emptyConfig(): GamutConfig {
  return {
    providers: [],
    prices: [],
    krwPerUsd: null,
    concurrency: null,
    limits: [],
    budget: { perRunUsd: null, perRunKrw: null, perDayUsd: null, perDayKrw: null, askAboveUsd: null },
  };
}

/**
 * Reads `gamut.config.yaml`. Never throws: what is wrong becomes a problem with its line and column and is left out, and
 * the rest is used.
 */
export function parseConfig(yamlText: string): { config: GamutConfig; problems: Problem[] } {
  const config = emptyConfig();
  const reader = createConfigReader(yamlText, EXPECTED);
  const { root, problems } = reader;
  if (root === null) {
    if (problems.length > 0) config.isBudgetBroken = true;
    return { config, problems };
  }
  if (!isMap(root)) {
    reader.report(root, {
      en: 'gamut.config.yaml must hold keys such as `providers:` and `prices:`.',
      ko: 'gamut.config.yaml에는 `providers:`, `prices:` 같은 키가 있어야 합니다.',
    });
    config.isBudgetBroken = true;
    return { config, problems };
  }
  // A limit under a misspelt name is one that somebody believes to have set.
  if (reader.warnUnknownKeys(root, KEYS, ['budget'])) config.isBudgetBroken = true;

  for (const node of reader.items(reader.child(root, 'providers'), 'providers')) {
    const provider = readProvider(reader, node);
    if (provider === null) continue;
    if (config.providers.some(({ id }) => id === provider.id)) {
      reader.report(node, {
        en: `There are two providers named '${provider.id}'; the first one is used.`,
        ko: `'${provider.id}' 공급자가 두 번 나옵니다. 첫 번째 것을 씁니다.`,
      });
    } else config.providers.push(provider);
  }
  for (const node of reader.items(reader.child(root, 'prices'), 'prices')) {
    const price = reader.read(node, PRICE, 'prices');
    if (price === null) continue;
    const { model, input, output } = price;
    const more = { cachedInput: price.cached_input ?? null, cacheWrite: price.cache_write ?? null };
    config.prices.push({ model, input, output, ...more, asOf: price.as_of ?? null });
  }
  const krw = reader.child(root, 'krw_per_usd');
  const rate = krw && reader.read(krw, KRW, 'krw_per_usd');
  if (rate) config.krwPerUsd = { rate: rate.rate, asOf: rate.as_of };
  const concurrency = reader.child(root, 'concurrency');
  if (concurrency) config.concurrency = reader.readValue(concurrency, count, 'concurrency');
  for (const node of reader.items(reader.child(root, 'limits'), 'limits')) {
    const limit = reader.read(node, LIMIT, 'limits');
    if (limit === null) continue;
    config.limits.push({
      model: limit.model,
      concurrency: limit.concurrency ?? null,
      requestsPerMinute: limit.requests_per_minute ?? null,
      tokensPerMinute: limit.tokens_per_minute ?? null,
    });
  }
  const before = problems.length;
  readBudget(reader, root, config);
  const hasWon = config.budget.perRunKrw !== null || config.budget.perDayKrw !== null;
  if (problems.length > before) config.isBudgetBroken = true;
  else if (hasWon && !config.krwPerUsd) reportNoRate(reader, root);
  return { config, problems };
}

function readBudget(reader: ConfigReader, root: Node, config: GamutConfig): void {
  const node = reader.child(root, 'budget');
  const budget = node && reader.read(node, BUDGET, 'budget');
  if (!budget) return;
  config.budget = {
    perRunUsd: budget.per_run_usd ?? null,
    perRunKrw: budget.per_run_krw ?? null,
    perDayUsd: budget.per_day_usd ?? null,
    perDayKrw: budget.per_day_krw ?? null,
    askAboveUsd: budget.ask_above_usd ?? null,
  };
}

function reportNoRate(reader: ConfigReader, root: Node): void {
  reader.report(reader.child(root, 'budget') ?? root, {
    en: 'A budget in won needs krw_per_usd: { rate: 1380, as_of: 2026-11-01 }. Until then nothing is run.',
    ko: '원화 예산에는 krw_per_usd: { rate: 1380, as_of: 2026-11-01 } 설정이 필요합니다. 설정 전에는 실행하지 않습니다.',
  });
}

function readProvider(reader: ConfigReader, node: Node): ProviderSetting | null {
  if (isScalar(node) && typeof node.value === 'string') return readPresetName(reader, node, node.value);
  const key = reader.child(node, 'api_key');
  if (key !== null && isMap(node)) {
    reader.report(key, {
      en: 'A key does not belong in this file. Put it in .env, and write the name of its variable in api_key_env.',
      ko: '이 파일에 키를 쓰지 마세요. 키는 .env에 넣고, 그 변수 이름을 api_key_env에 쓰세요.',
    });
    node.delete('api_key');
  }
  const written = reader.read(node, PROVIDER, 'providers');
  if (written === null) return null;
  const preset = findPreset(written.id);
  if (written.id === 'sandbox' || written.id === 'sandbox-anthropic') {
    reader.report(node, {
      en: `The name ${written.id} belongs to the demo model; take another id.`,
      ko: `${written.id}는 데모 모델의 이름입니다. 다른 id를 쓰세요.`,
    });
    return null;
  }
  if (!written.base_url && preset === null) {
    const suggestion = toSuggestion(written.id, PRESET_NAMES);
    reader.report(node, {
      en: `'${written.id}' is no preset, so it needs a base_url${suggestion.en}`,
      ko: `'${written.id}' 프리셋이 없으므로 base_url이 필요합니다.${suggestion.ko}`,
    });
    return null;
  }
  const kind = written.kind ?? preset?.kind ?? 'openai';
  const base = written.base_url ? toBaseUrl(written.base_url, kind) : null;
  if (base?.problem) {
    reader.report(reader.child(node, 'base_url'), base.problem);
    return null;
  }
  return {
    id: written.id,
    kind: written.kind ?? null,
    baseUrl: base?.url ?? null,
    apiKeyEnv: written.api_key_env ?? null,
    models: written.models ?? [],
    concurrency: written.concurrency ?? null,
    requestsPerMinute: written.requests_per_minute ?? null,
    tokensPerMinute: written.tokens_per_minute ?? null,
    timeoutMs: written.timeout_ms ?? null,
  };
}

function readPresetName(reader: ConfigReader, node: Node, id: string): ProviderSetting | null {
  if (findPreset(id) === null) {
    const suggestion = toSuggestion(id, PRESET_NAMES);
    reader.report(node, {
      en: `There is no preset '${id}'${suggestion.en} Any other server is written { id, kind, base_url, api_key_env }.`,
      ko: `'${id}' 프리셋은 없습니다.${suggestion.ko} 다른 서버는 { id, kind, base_url, api_key_env }로 쓰세요.`,
    });
    return null;
  }
  return {
    id,
    kind: null,
    baseUrl: null,
    apiKeyEnv: null,
    models: [],
    concurrency: null,
    requestsPerMinute: null,
    tokensPerMinute: null,
    timeoutMs: null,
  };
}
