import { z } from 'zod';
import { CACHE_TTLS } from './prompt-cache.ts';
import type { Value } from './trial.ts';

/** What one level of a parameter may be. */
export const PARAMETER_LEVELS: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>(
  Object.entries({
    temperature: z.number().min(0),
    top_p: z.number().min(0).max(1),
    top_k: z.int().min(0),
    min_p: z.number().min(0).max(1),
    max_tokens: z.int().min(1),
    frequency_penalty: z.number(),
    presence_penalty: z.number(),
    repetition_penalty: z.number(),
    seed: z.int(),
    top_logprobs: z.int().min(0),
    stop: z.union([z.string(), z.array(z.string()).min(1)]),
    reasoning_effort: z.string(),
    response_format: z.union([z.string(), z.looseObject({ type: z.string() })]),
    logit_bias: z.record(z.string(), z.number()),
    thinking: z.looseObject({ type: z.string() }),
    cache_control: z.enum(CACHE_TTLS),
    verbosity: z.string(),
  }),
);

/** Whether a value is a level that a parameter may have; one that Gamut knows no type of may have any. */
export function isLevelOf(name: string, value: Value): boolean {
  return PARAMETER_LEVELS.get(name)?.safeParse(value).success ?? true;
}
