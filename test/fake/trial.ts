import { requestHash, trialId, unknownUsage } from '../../src/core/trial.ts';
import type { Completion, CompletionRequest, Trial, TrialRecord, Variant } from '../../src/core/trial.ts';

/** A trial of matrix `main`; what is asked may be given in part. */
export function createTrial(
  more: Partial<Omit<Trial, 'request'>> & { request?: Partial<CompletionRequest> } = {},
): Trial {
  const request: CompletionRequest = {
    provider: 'sandbox',
    model: 'tiny',
    messages: [{ role: 'user', content: '안녕하세요' }],
    params: { temperature: 0.7 },
    ...more.request,
  };
  const cellId = more.cellId ?? 'main';
  const variant: Variant = more.variant ?? { prompt: 'ask', persona: 'none', model: 'sandbox/tiny' };
  const repeat = more.repeat ?? 1;
  return {
    id: trialId(cellId, variant, repeat),
    cellId,
    variant,
    repeat,
    vars: {},
    requestHash: requestHash(request),
    skip: null,
    ...more,
    request,
  };
}

/** So many trials, each with a request and a variant of its own. */
export function createTrials(count: number, request: Partial<CompletionRequest> = {}): Trial[] {
  return Array.from({ length: count }, (_, index) =>
    createTrial({
      variant: {
        prompt: 'ask',
        model: `${request.provider ?? 'sandbox'}/${request.model ?? 'tiny'}`,
        row: `row-${index + 1}`,
      },
      request: { messages: [{ role: 'user', content: `question ${index + 1}` }], ...request },
    }),
  );
}

/** An answer without log probabilities. */
export function createCompletion(more: Partial<Completion> = {}): Completion {
  return {
    text: '반갑습니다.',
    reasoning: '',
    tokens: null,
    logprobsKind: null,
    finishReason: 'stop',
    rawFinishReason: 'stop',
    usage: { ...unknownUsage(), inputTokens: 12, outputTokens: 6 },
    modelVersion: null,
    requestId: null,
    ...more,
  };
}

/** A record that is not stored yet: of an answer, unless another outcome is given. */
export function createRecord(more: Partial<TrialRecord> = {}): TrialRecord {
  return {
    recordId: 0,
    runId: 'run-1',
    notebook: 'experiments/tone.gamut.md',
    trial: createTrial(),
    outcome: { status: 'done', completion: createCompletion(), costUsd: 0.001, priceAsOf: '2026-01-01' },
    attempts: 1,
    queuedMs: 0,
    ttftMs: 120.5,
    totalMs: 800,
    startedAt: '2026-03-01T09:00:00.000Z',
    ...more,
  };
}
