import { countRequest, estimateRun, textsOf } from '../core/estimate.ts';
import type { Estimate } from '../core/estimate.ts';
import type { RunMode } from '../core/event.ts';
import { scriptOf } from '../core/learn.ts';
import type { UsageSample } from '../core/learn.ts';
import { modelId } from '../core/trial.ts';
import type { CompletionRequest } from '../core/trial.ts';
import { writtenLimitOf } from '../core/worst-case.ts';
import type { Results } from '../store/results.ts';
import type { StoredUsage } from '../store/usage-samples.ts';
import type { CostOf } from './costs.ts';
import type { Plan, PlannedTrial } from './plan.ts';
import { isWanted } from './plan.ts';
import { loadTokenCounter } from './token-count.ts';
import type { CountTokens } from './token-count.ts';

/** What a stored answer took, with its request counted as estimates count. */
type Taken = Omit<UsageSample, 'isOwn'> & Pick<StoredUsage, 'notebook' | 'cellId'>;

/** Reads and counts what models' answers took, and keeps it until one has a newer answer. */
export function createUsageMemory(results: Results): (model: string, countTokens: CountTokens) => Taken[] {
  const known = new Map<string, { newest: number; taken: Taken[] }>();
  return (id, countTokens) => {
    const slash = id.indexOf('/');
    const [provider, model] = [id.slice(0, slash), id.slice(slash + 1)];
    const newest = results.newestAnswer(provider, model);
    if (newest === null) return [];
    const before = known.get(id);
    if (before?.newest === newest) return before.taken;
    const counts = new Map<CompletionRequest, Pick<Taken, 'counted' | 'script'>>();
    const countOnce = (request: CompletionRequest) => {
      const found = counts.get(request);
      if (found) return found;
      const made = { counted: countRequest(request, countTokens), script: scriptOf(textsOf(request)) };
      counts.set(request, made);
      return made;
    };
    const taken = results.usageOf(provider, model).map(({ request, ...usage }) => ({
      ...usage,
      ...countOnce(request),
      limit: writtenLimitOf(request.params),
    }));
    known.set(id, { newest, taken });
    return taken;
  };
}

/** The vendors' counts as samples whose output is unknown, by model. */
function toVendorSamples(
  trials: readonly PlannedTrial[],
  {
    countTokens,
    countedByVendor,
  }: Required<Pick<EstimatesDeps, 'countedByVendor'>> & { countTokens: CountTokens },
): Map<string, UsageSample[]> {
  const samples = new Map<string, UsageSample[]>();
  const seen = new Set<string>();
  for (const { trial } of trials) {
    const { request, requestHash } = trial;
    if (seen.has(requestHash)) continue;
    seen.add(requestHash);
    const inputTokens = countedByVendor(request);
    if (inputTokens === null) continue;
    const model = modelId(request);
    const ofModel = samples.get(model) ?? [];
    samples.set(model, ofModel);
    ofModel.push({
      requestHash,
      script: scriptOf(textsOf(request)),
      counted: countRequest(request, countTokens),
      inputTokens,
      cachedInputTokens: null,
      outputTokens: null,
      limit: writtenLimitOf(request.params),
      finishReason: 'other',
      isOwn: true,
    });
  }
  return samples;
}

export interface EstimatesDeps {
  costOf: CostOf;
  usageMemory: ReturnType<typeof createUsageMemory>;
  /** Input tokens by the vendor's own count, where it was asked. */
  countedByVendor?: (request: CompletionRequest) => number | null;
}

/** What a run of each mode will take, before it starts. Asks no provider. */
export async function estimateModes(
  { trials, identity, matrix }: Plan,
  { costOf, usageMemory, countedByVendor = () => null }: EstimatesDeps,
): Promise<Record<RunMode, Estimate>> {
  const countTokens = await loadTokenCounter(trials.map(({ trial }) => trial.request.model));
  // What a vendor has counted also tells how far the count of the other requests is off.
  const vendorSamples = toVendorSamples(trials, { countTokens, countedByVendor });
  const samplesOf = (model: string): UsageSample[] => [
    ...(vendorSamples.get(model) ?? []),
    ...usageMemory(model, countTokens).map((taken) => ({
      ...taken,
      isOwn: taken.notebook === identity && taken.cellId === matrix.id,
    })),
  ];
  const samples = new Map<string, UsageSample[]>();
  const samplesOnce = (model: string): UsageSample[] => {
    let found = samples.get(model);
    if (!found) samples.set(model, (found = samplesOf(model)));
    return found;
  };
  const estimate = (mode: RunMode): Estimate => {
    const stored = new Set<object>();
    for (const planned of trials) if (!isWanted(planned, mode)) stored.add(planned.trial);
    const asked = mode === 'failed' ? trials.filter((planned) => isWanted(planned, mode)) : trials;
    return estimateRun(
      asked.map(({ trial }) => trial),
      {
        countTokens,
        costOf: (request, usage) => costOf(request, usage, null),
        samplesOf: samplesOnce,
        countedByVendor,
        isStored: (trial) => stored.has(trial),
      },
    );
  };
  return { missing: estimate('missing'), all: estimate('all'), failed: estimate('failed') };
}
