import { modelId, unknownUsage } from './trial.ts';
import type { CompletionRequest, Trial, Usage } from './trial.ts';
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
  inputTokens: Range;
  outputTokens: Range;
  /** US dollars; null where the model's price is unknown. */
  costUsd: Range | null;
}

/** What a run will take, before it starts. */
export interface Estimate {
  /** Requests that will be sent, retries not counted. */
  calls: number;
  /** Trials that cannot be made. */
  skipped: number;
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
  /** What a request with such a usage costs; null for unknown. Must hang on provider and model alone. */
  costOf: (request: CompletionRequest, usage: Usage) => { usd: number } | null;
  /** How far the counts of a model were off before: billed ÷ counted, and how much that varies (0.05 is ±5%). */
  calibration?: (model: string) => { factor: number; spread?: number } | null;
  /** Output tokens of a model's earlier answers to this matrix: 10th and 90th percentile. */
  pastOutput?: (model: string) => { p10: number; p90: number } | null;
  /** Whether a trial's result is there and will not be made again. */
  isStored?: (trial: Trial) => boolean;
}

/** The most that an answer is taken to have where nothing bounds it: a long page. Thinking models may go beyond. */
export const ASSUMED_OUTPUT_TOKENS = 1000;
/** The least that an answer is taken to have where no earlier one is known: this part of the most. */
const LEAST_OUTPUT = 0.1;
/** How far a count that was never compared with a bill is trusted: other tokenizers differ by so much. */
const UNCALIBRATED: Range = { low: 0.75, high: 1.5 };
const CALIBRATED_SPREAD = 0.05;

/** Tokens around a message and a conversation that are no text of it: role and marks (OpenAI Cookbook, "How to count
 * tokens with tiktoken"). */
const TOKENS_A_MESSAGE = 4;
const TOKENS_A_REQUEST = 3;

/** Parameters that are sent to the model as text. */
const TEXT_PARAMS = ['response_format', 'tools'];

function createCounter(countTokens: EstimateDeps['countTokens']): (request: CompletionRequest) => number {
  const known = new Map<string, Map<string, number>>();
  return (request) => {
    const model = modelId(request);
    let ofModel = known.get(model);
    if (!ofModel) known.set(model, (ofModel = new Map()));
    const texts = request.messages.map(({ content }) => content);
    for (const name of TEXT_PARAMS) {
      const value = request.params[name];
      if (typeof value === 'object' && value !== null) texts.push(JSON.stringify(value));
    }
    let tokens = TOKENS_A_REQUEST + TOKENS_A_MESSAGE * request.messages.length;
    for (const text of texts) {
      let count = ofModel.get(text);
      if (count === undefined) ofModel.set(text, (count = countTokens(text, model)));
      tokens += count;
    }
    return tokens;
  };
}

function createCoster(
  costOf: EstimateDeps['costOf'],
): (request: CompletionRequest, usage: Usage) => number | null {
  const known = new Map<string, number | null>();
  return (request, usage) => {
    const key = `${usage.inputTokens} ${usage.outputTokens} ${modelId(request)}`;
    let usd = known.get(key);
    if (usd === undefined) known.set(key, (usd = costOf(request, usage)?.usd ?? null));
    return usd;
  };
}

function toUsage(inputTokens: number, outputTokens: number): Usage {
  return { ...unknownUsage(), inputTokens, outputTokens };
}

function add(to: Range, range: Range): void {
  to.low += range.low;
  to.high += range.high;
}

/**
 * What running the trials will take: calls, tokens and US dollars, as ranges. Input is counted, and widened by how far
 * the counter is trusted. The most output is what `max_tokens` allows, else the 90th percentile of earlier answers,
 * else {@link ASSUMED_OUTPUT_TOKENS}; the least is their 10th percentile, else a tenth of the most. A vendor's cache may
 * make it cheaper still. Takes milliseconds for 10,000 trials, since equal texts are counted once.
 */
export function estimateRun(trials: readonly Trial[], deps: EstimateDeps): Estimate {
  const count = createCounter(deps.countTokens);
  const cost = createCoster(deps.costOf);
  const models = new Map<string, ModelEstimate>();
  const total: Estimate = {
    calls: 0,
    skipped: 0,
    stored: 0,
    inputTokens: { low: 0, high: 0 },
    outputTokens: { low: 0, high: 0 },
    costUsd: { low: 0, high: 0 },
    unpriced: 0,
    unbounded: 0,
    byModel: [],
  };
  for (const trial of trials) {
    if (trial.skip) {
      total.skipped++;
      continue;
    }
    if (deps.isStored?.(trial)) {
      total.stored++;
      continue;
    }
    const { request } = trial;
    const name = modelId(request);
    let model = models.get(name);
    if (!model) {
      model = {
        model: name,
        calls: 0,
        inputTokens: { low: 0, high: 0 },
        outputTokens: { low: 0, high: 0 },
        costUsd: { low: 0, high: 0 },
      };
      models.set(name, model);
    }
    const input = inputRange(count(request), deps.calibration?.(name) ?? null);
    const past = deps.pastOutput?.(name) ?? null;
    const limit = writtenLimitOf(request.params);
    const output = outputRange(limit, past);
    if (limit === null && !past) total.unbounded++;
    const low = cost(request, toUsage(input.low, output.low));
    const high = cost(request, toUsage(input.high, output.high));
    const usd = low === null || high === null ? null : { low, high };
    for (const sum of [total, model]) {
      sum.calls++;
      add(sum.inputTokens, input);
      add(sum.outputTokens, output);
      if (usd && sum.costUsd) add(sum.costUsd, usd);
      else sum.costUsd = null;
    }
    if (!usd) total.unpriced++;
  }
  total.byModel = [...models.values()];
  return total;
}

function inputRange(counted: number, calibration: { factor: number; spread?: number } | null): Range {
  const { factor, spread = CALIBRATED_SPREAD } = calibration ?? { factor: 1 };
  const low = calibration ? Math.max(0, 1 - spread) : UNCALIBRATED.low;
  const high = calibration ? 1 + spread : UNCALIBRATED.high;
  return { low: Math.floor(counted * factor * low), high: Math.ceil(counted * factor * high) };
}

function outputRange(limit: number | null, past: { p10: number; p90: number } | null): Range {
  const high = Math.ceil(limit ?? past?.p90 ?? ASSUMED_OUTPUT_TOKENS);
  const low = Math.floor(past?.p10 ?? high * LEAST_OUTPUT);
  return { low: Math.min(low, high), high };
}
