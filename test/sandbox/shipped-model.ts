import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadModel, type Model } from '../../src/sandbox/model.ts';

const folder = new URL('../../fixtures/sandbox/', import.meta.url);

/** The path of the shipped weights. */
export const shippedPath = fileURLToPath(new URL('tiny-bilingual.q8_0.gguf', folder));

/** What a llama.cpp server answered with the shipped weights: the reference for our arithmetic. */
export interface Golden {
  prompts: {
    messages: { role: 'system' | 'user'; content: string }[];
    prompt_ids: number[];
    steps: {
      id: number;
      bytes: number[];
      logprob: number | null;
      top5: { id: number; logprob: number }[] | null;
    }[];
  }[];
}

/** golden.json of the model. */
export function readGolden(): Golden {
  return JSON.parse(readFileSync(new URL('golden.json', folder), 'utf8')) as Golden;
}

/** A conversation and its answer. */
export interface DemoPrompt {
  id: string;
  messages: Golden['prompts'][0]['messages'];
  answer: string;
}

/** Questions that the model answers well, and its answers at temperature 0. */
export function readPrompts(): DemoPrompt[] {
  const file = JSON.parse(readFileSync(new URL('prompts.json', folder), 'utf8')) as { prompts: DemoPrompt[] };
  return file.prompts;
}

/** One of them. */
export function findPrompt(id: string): DemoPrompt {
  const prompt = readPrompts().find((candidate) => candidate.id === id);
  if (prompt === undefined) throw new Error(`prompts.json has no ${id}`);
  return prompt;
}

/** The shipped model, loaded. */
export function loadShipped(): Model {
  return loadModel(readFileSync(shippedPath));
}
