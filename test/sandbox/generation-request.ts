import type { GenerationRequest } from '../../src/sandbox/generation.ts';

/** What a test says of a request; the rest is greedy and plain. */
export type Overrides = Omit<Partial<GenerationRequest>, 'sampling'> & {
  sampling?: Partial<GenerationRequest['sampling']>;
};

/** A whole request. */
export function toRequest({ sampling, ...request }: Overrides = {}): GenerationRequest {
  return {
    messages: [{ role: 'user', content: 'I feel tired' }],
    continuesLast: false,
    maxTokens: 80,
    stop: [],
    topLogprobs: null,
    format: { type: 'text' },
    ...request,
    sampling: {
      temperature: 0,
      topP: 1,
      topK: null,
      frequencyPenalty: 0,
      presencePenalty: 0,
      seed: 1,
      ...sampling,
    },
  };
}

/** A schema that keeps the model writing for at least 400 characters: for what must still be under way. */
export const LONG_SCHEMA = {
  type: 'object',
  properties: { text: { type: 'string', minLength: 400 } },
  required: ['text'],
  additionalProperties: false,
};
