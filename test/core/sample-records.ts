import { toFailure } from '../../src/core/failure.ts';
import { requestHash, trialId, unknownUsage } from '../../src/core/trial.ts';
import type {
  Completion,
  Outcome,
  TokenLogprob,
  TrialRecord,
  Usage,
  Value,
  Variant,
} from '../../src/core/trial.ts';

export interface Sample {
  variant?: Variant;
  repeat?: number;
  model?: string;
  params?: Record<string, Value>;
  vars?: Record<string, string>;
  outcome?: Outcome;
  record?: Partial<Omit<TrialRecord, 'trial' | 'outcome'>>;
}

export function toUsage(usage: Partial<Usage> = {}): Usage {
  return { ...unknownUsage(), ...usage };
}

export function toToken(token: string, logprob: number, top: [string, number][] = []): TokenLogprob {
  return {
    token,
    bytes: [...Buffer.from(token)],
    logprob,
    top: top.map(([token, logprob]) => ({ token, bytes: [...Buffer.from(token)], logprob })),
  };
}

/** An answer, priced unless said otherwise. */
export function done(
  completion: Partial<Completion> = {},
  costUsd: number | null = 0.0004,
): Extract<Outcome, { status: 'done' }> {
  return {
    status: 'done',
    completion: {
      text: '네.',
      reasoning: '',
      tokens: null,
      logprobsKind: null,
      finishReason: 'stop',
      rawFinishReason: 'stop',
      usage: toUsage({ inputTokens: 212, outputTokens: 188 }),
      modelVersion: 'gpt-4.1-nano-2025-04-14',
      requestId: 'req_1',
      ...completion,
    },
    costUsd,
    priceAsOf: costUsd === null ? null : '2026-09-23',
  };
}

export function failed(
  message = 'Rate limit reached',
  more: Partial<Extract<Outcome, { status: 'error' }>> = {},
): Outcome {
  const failure = toFailure('rate_limit', message, { status: 429 });
  return { status: 'error', failure, partialText: '', usage: unknownUsage(), costUsd: null, ...more };
}

export function skipped(): Outcome {
  return {
    status: 'skipped',
    reason: { en: 'this model takes no temperature', ko: '이 모델은 temperature를 지원하지 않습니다' },
  };
}

/** A record as the store hands it out. */
export function toRecord({
  variant = {},
  repeat = 1,
  model = 'openai/gpt-4.1-nano',
  params = {},
  vars = {},
  outcome = done(),
  record = {},
}: Sample = {}): TrialRecord {
  const full: Variant = { prompt: 'ask', persona: 'chef', model, ...variant };
  const [provider = '', ...rest] = model.split('/');
  const request = {
    provider,
    model: rest.join('/'),
    messages: [
      { role: 'system' as const, content: '당신은 셰프입니다.' },
      { role: 'user' as const, content: '"저녁" 추천,\n부탁해요' },
    ],
    params,
  };
  return {
    recordId: 1,
    runId: 'run-1',
    notebook: 'experiments/tone.gamut.md',
    trial: {
      id: trialId('main', full, repeat),
      cellId: 'main',
      variant: full,
      repeat,
      vars,
      request,
      requestHash: requestHash(request),
      skip: null,
    },
    outcome,
    attempts: 1,
    queuedMs: 0,
    ttftMs: 400,
    totalMs: 2100,
    startedAt: '2026-11-01T12:00:00.000Z',
    ...record,
  };
}
