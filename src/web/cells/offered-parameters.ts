import type { Value } from '../../core/trial.ts';

/** Parameters that are offered by name, with the value each begins with; any other can be written in the source. */
export const OFFERED: Record<string, Value> = {
  temperature: 0.7,
  top_p: 0.9,
  max_tokens: 400,
  frequency_penalty: 0.5,
  presence_penalty: 0.5,
  seed: 1,
  stop: '\n\n',
  top_logprobs: 5,
  reasoning_effort: 'low',
  response_format: 'json_object',
  cache_control: '5m',
};
