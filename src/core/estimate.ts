import {
  cachedShareOf,
  countHangul,
  learnInput,
  learnOutput,
  scriptOf,
  type Script,
  type UsageSample,
} from './learn.ts';
import { cacheTtlOf, minimumCacheable } from './prompt-cache.ts';
import type { Text } from './text.ts';
import { modelId, unknownUsage, type CompletionRequest, type Trial, type Usage } from './trial.ts';
import { writtenLimitOf } from './worst-case.ts';

/** A figure that is not known yet, but within which bounds. */
export interface Range {
  low: number;
  high: number;
}

/** What the calls to one model will take. */
export interface ModelEstimate {
  /** `provider/model`. */
  model: string;
  calls: number;
  /** Trials of this model that cannot be made, and whose result is there already. */
  skipped: number;
  stored: number;
  inputTokens: Range;
  outputTokens: Range;
  /** US dollars; null where the model's price is unknown. */
  costUsd: Range | null;
  /** The day of the price, ISO 8601; null where it is unknown. */
  priceAsOf: string | null;
  /** Earlier answers of the model that the ranges were learnt from. */
  learntFrom: number;
  /** Calls whose input the vendor itself has counted. */
  counted: number;
}

/** What a run will take, before it starts. */
export interface Estimate {
  /** Requests that will be sent, retries not counted. */
  calls: number;
  /** Trials that cannot be made. */
  skipped: number;
  /** Why they cannot, the most frequent reason first. */
  skippedBecause: { reason: Text; trials: number }[];
  /** Trials whose result is there already, so that they cost nothing. */
  stored: number;
  inputTokens: Range;
  outputTokens: Range;
  /** US dollars; null where any call's price is unknown: what the others will cost is in `byModel`. */
  costUsd: Range | null;
  /** Calls of unknown price. */
  unpriced: number;
  /** Calls that neither a limit nor earlier answers bound, so that {@link ASSUMED_OUTPUT_TOKENS} was taken as the most. */
  unbounded: number;
  /** In the order in which the models first come. */
  byModel: ModelEstimate[];
}

export interface EstimateDeps {
  /** Tokens of a text by a model (`provider/model`). Asked once for each text and model. */
  countTokens: (text: string, model: string) => number;
  /** What a request with such a usage costs; null for unknown. */
  costOf: (request: CompletionRequest, usage: Usage) => { usd: number; asOf?: string | null } | null;
  /** What earlier answers of a model took, the newest first. */
  samplesOf?: (model: string) => readonly UsageSample[];
  /** Input tokens as the vendor counts them; null where it was not asked. */
  countedByVendor?: (request: CompletionRequest) => number | null;
  /** Whether a trial's result is there and will not be made again. */
  isStored?: (trial: Trial) => boolean;
}

/** The most that an answer is taken to have where nothing bounds it: a long page. Thinking models may go beyond. */
export const ASSUMED_OUTPUT_TOKENS = 1000;
/** The least that an answer is taken to have where no earlier one is known: this part of the most. */
const LEAST_OUTPUT = 0.02;
/** How far a count that was never compared with a bill is trusted: other tokenizers differ by so much. */
const UNCALIBRATED: Range = { low: 0.75, high: 1.5 };
/** A vendor's own count is an estimate too, they say. */
const VENDOR_SPREAD = 0.02;

/** Tokens around a message and a conversation that are no text of it: role and marks (OpenAI Cookbook, "How to count
 * tokens with tiktoken"). */
const TOKENS_A_MESSAGE = 4;
const TOKENS_A_REQUEST = 3;

/** Parameters that are sent to the model as text. */
const TEXT_PARAMS = ['response_format', 'tools'];

/** All of a request that a model reads as text. */
export function textsOf(request: CompletionRequest): string[] {
  const texts = request.messages.map(({ content }) => content);
  for (const name of TEXT_PARAMS) {
    const value = request.params[name];
    if (typeof value === 'object' && value !== null) texts.push(JSON.stringify(value));
  }
  return texts;
}

/** Input tokens of a request by a counter of texts: their own, and what stands around messages. */
export function countRequest(
  request: CompletionRequest,
  countTokens: (text: string, model: string) => number,
): number {
  const model = modelId(request);
  const around = TOKENS_A_REQUEST + TOKENS_A_MESSAGE * request.messages.length;
  return textsOf(request).reduce((tokens, text) => tokens + countTokens(text, model), around);
}

interface Counted {
  tokens: number;
  script: Script;
  /** The part of the tokens that stands before the conversation. */
  persona: number;
}

/** Counts requests by their texts, each text once a model. */
function createCounter(countTokens: EstimateDeps['countTokens']): (request: CompletionRequest) => Counted {
  const tokens = new Map<string, Map<string, number>>();
  const hangul = new Map<string, number>();
  const once = (text: string, model: string): number => {
    let ofModel = tokens.get(model);
    if (!ofModel) tokens.set(model, (ofModel = new Map()));
    let count = ofModel.get(text);
    if (count === undefined) ofModel.set(text, (count = countTokens(text, model)));
    return count;
  };
  return (request) => {
    const script = scriptOf(textsOf(request), (text) => {
      let letters = hangul.get(text);
      if (letters === undefined) hangul.set(text, (letters = countHangul(text)));
      return letters;
    });
    const tokens = countRequest(request, once);
    const model = modelId(request);
    const systems = request.messages.filter(({ role }) => role === 'system');
    const persona = systems.reduce((sum, { content }) => sum + once(content, model), 0) / tokens;
    return { tokens, script, persona };
  };
}

type CostAsOf = { usd: number; asOf: string | null };

function createCoster(
  costOf: EstimateDeps['costOf'],
): (request: CompletionRequest, usage: Usage) => CostAsOf | null {
  const known = new Map<string, CostAsOf | null>();
  return (request, usage) => {
    const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens } = usage;
    const cache = JSON.stringify(request.params['cache_control'] ?? null);
    const key = `${inputTokens} ${outputTokens} ${cachedInputTokens} ${cacheWriteTokens} ${cache} ${modelId(request)}`;
    let cost = known.get(key);
    if (cost === undefined) {
      const found = costOf(request, usage);
      known.set(key, (cost = found && { usd: found.usd, asOf: found.asOf ?? null }));
    }
    return cost;
  };
}

function add(to: Range, range: Range): void {
  to.low += range.low;
  to.high += range.high;
}

function toNothing(): Pick<
  Estimate,
  'calls' | 'skipped' | 'stored' | 'inputTokens' | 'outputTokens' | 'costUsd'
> {
  return {
    calls: 0,
    skipped: 0,
    stored: 0,
    inputTokens: { low: 0, high: 0 },
    outputTokens: { low: 0, high: 0 },
    costUsd: { low: 0, high: 0 },
  };
}

/** The calls to one model, and what is known of it. */
interface Calls {
  requests: { request: CompletionRequest; requestHash: string }[];
  estimate: ModelEstimate;
}

/**
 * What running the trials will take: calls, tokens and US dollars, as ranges. Where earlier answers of a model are known
 * the ranges are learnt from them ({@link ./learn.ts}) and narrow as they become more. Where none is, input is counted and
 * widened by how far the counter is trusted, and output is at most what `max_tokens` allows, else
 * {@link ASSUMED_OUTPUT_TOKENS}. Takes milliseconds for 10,000 trials, since equal texts are counted once.
 */
export function estimateRun(trials: readonly Trial[], deps: EstimateDeps): Estimate {
  const count = createCounter(deps.countTokens);
  const cost = createCoster(deps.costOf);
  const models = new Map<string, Calls>();
  const reasons = new Map<string, { reason: Text; trials: number }>();
  const total: Estimate = { ...toNothing(), skippedBecause: [], unpriced: 0, unbounded: 0, byModel: [] };
  for (const trial of trials) {
    const model = modelId(trial.request);
    let calls = models.get(model);
    if (!calls) {
      const estimate = { model, ...toNothing(), priceAsOf: null, learntFrom: 0, counted: 0 };
      models.set(model, (calls = { requests: [], estimate }));
    }
    if (trial.skip) {
      calls.estimate.skipped++;
      const because = reasons.get(trial.skip.en);
      if (because) because.trials++;
      else reasons.set(trial.skip.en, { reason: trial.skip, trials: 1 });
    } else if (deps.isStored?.(trial)) calls.estimate.stored++;
    else calls.requests.push(trial);
  }
  for (const calls of models.values()) {
    const { estimate } = calls;
    total.unbounded += estimateCalls(calls, { deps, count, cost });
    total.calls += estimate.calls;
    total.skipped += estimate.skipped;
    total.stored += estimate.stored;
    add(total.inputTokens, estimate.inputTokens);
    add(total.outputTokens, estimate.outputTokens);
    if (estimate.costUsd && total.costUsd) add(total.costUsd, estimate.costUsd);
    else if (!estimate.costUsd) {
      total.costUsd = null;
      total.unpriced += estimate.calls;
    }
  }
  total.skippedBecause = [...reasons.values()].sort((a, b) => b.trials - a.trials);
  total.byModel = [...models.values()].map(({ estimate }) => estimate);
  return total;
}

/** Fills in what the calls to one model take; gives how many of them nothing bounds. */
function estimateCalls(
  { requests, estimate }: Calls,
  {
    deps,
    count,
    cost,
  }: {
    deps: EstimateDeps;
    count: ReturnType<typeof createCounter>;
    cost: ReturnType<typeof createCoster>;
  },
): number {
  if (requests.length === 0) return 0;
  const samples = deps.samplesOf?.(estimate.model) ?? [];
  const different = new Set(requests.map(({ requestHash }) => requestHash)).size;
  const inputs = new Map<Script, Range | null>();
  const outputs = new Map<number | null, Range | null>();
  const cachedShare = cachedShareOf(samples);
  let unbounded = 0;
  for (const { request } of requests) {
    const counted = count(request);
    let ratio = inputs.get(counted.script);
    if (ratio === undefined)
      inputs.set(counted.script, (ratio = learnInput(samples, counted.script, different)));
    const limit = writtenLimitOf(request.params);
    let learnt = outputs.get(limit);
    if (learnt === undefined) outputs.set(limit, (learnt = learnOutput(samples, { n: different, limit })));
    const byVendor = deps.countedByVendor?.(request) ?? null;
    const input =
      byVendor === null
        ? scale(counted.tokens, ratio ?? UNCALIBRATED)
        : scale(byVendor, { low: 1 - VENDOR_SPREAD, high: 1 + VENDOR_SPREAD });
    const most = limit ?? ASSUMED_OUTPUT_TOKENS;
    const output = learnt ?? {
      low: Math.min(most, Math.max(1, Math.floor(most * LEAST_OUTPUT))),
      high: most,
    };
    if (limit === null && !learnt) unbounded++;
    if (byVendor !== null) estimate.counted++;
    estimate.calls++;
    add(estimate.inputTokens, input);
    add(estimate.outputTokens, output);
    const persona = cacheable(request, counted);
    const low = cost(request, {
      ...unknownUsage(),
      inputTokens: input.low,
      outputTokens: output.low,
      // At best all of it is in the cache already, at worst none of it ever is.
      cachedInputTokens: Math.floor(input.low * Math.max(cachedShare, persona)),
    });
    const high = cost(request, {
      ...unknownUsage(),
      inputTokens: input.high,
      outputTokens: output.high,
      cacheWriteTokens: Math.ceil(input.high * persona),
    });
    if (low && high && estimate.costUsd) add(estimate.costUsd, { low: low.usd, high: high.usd });
    else estimate.costUsd = null;
    estimate.priceAsOf ??= high?.asOf ?? null;
  }
  estimate.learntFrom = samples.filter(({ outputTokens }) => outputTokens !== null).length;
  for (const range of [estimate.inputTokens, estimate.outputTokens]) {
    range.low = Math.floor(range.low);
    range.high = Math.ceil(range.high);
  }
  return unbounded;
}

/** The part of the input that may be written into the vendor's cache and read from it: the persona, where it is long
 * enough. */
function cacheable(request: CompletionRequest, { tokens, persona }: Counted): number {
  const isLong = persona * tokens >= (minimumCacheable(request.model) ?? 0) * UNCALIBRATED.low;
  return cacheTtlOf(request.params) !== null && isLong ? Math.min(1, persona) : 0;
}

function scale(tokens: number, by: Range): Range {
  return { low: Math.floor(tokens * by.low), high: Math.ceil(tokens * by.high) };
}
