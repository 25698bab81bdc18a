import { refusing, taking, TAKEN, within, type Rules } from './parameter-rule.ts';

// What its two routes read (src/sandbox/openai-request.ts, src/sandbox/anthropic-request.ts); they refuse all else.
const OPENAI: Rules = {
  ...taking('max_tokens', 'seed', 'response_format', 'modalities', 'metadata', 'parallel_tool_calls'),
  ...taking('prompt_cache_key', 'prompt_cache_options', 'prompt_cache_retention', 'safety_identifier'),
  ...taking('service_tier', 'store', 'user'),
  temperature: within(0, 2),
  top_p: within(0, 1),
  frequency_penalty: within(-2, 2),
  presence_penalty: within(-2, 2),
  top_logprobs: within(0, 20),
  stop: { ...TAKEN, maxItems: 4 },
};

const ANTHROPIC: Rules = {
  ...taking('max_tokens', 'top_k', 'stop', 'cache_control', 'thinking', 'output_config', 'tools'),
  ...taking('metadata', 'service_tier', 'inference_geo'),
  ...refusing('top_logprobs'),
  temperature: within(0, 1),
  top_p: within(0, 1),
};

/** What the demo model takes, by the id under which it is asked; it refuses every other parameter. */
export const SANDBOX_RULES: ReadonlyMap<string, Rules> = new Map([
  ['sandbox', OPENAI],
  ['sandbox-anthropic', ANTHROPIC],
]);
