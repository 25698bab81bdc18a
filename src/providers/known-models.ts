import type Anthropic from '@anthropic-ai/sdk';
import type { ChatModel } from 'openai/resources/shared';

const OPENAI = [
  'gpt-4.1-nano',
  'gpt-4.1-mini',
  'gpt-4.1',
  'gpt-4o-mini',
  'gpt-4o',
  'gpt-5-nano',
  'gpt-5-mini',
  'gpt-5',
  'gpt-5.4-nano',
  'gpt-5.4-mini',
  'gpt-5.4',
  'gpt-5.5',
  'gpt-5.6-luna',
  'gpt-5.6-terra',
  'gpt-5.6-sol',
  'gpt-6-luna',
  'gpt-6-sol',
  'gpt-6.1-terra',
  'gpt-6.1-sol',
  'gpt-6-astra',
  'o4-mini',
  'o3',
] satisfies ChatModel[];

const ANTHROPIC = [
  'claude-haiku-4-5',
  'claude-sonnet-4-6',
  'claude-opus-4-6',
  'claude-haiku-5-5',
  'claude-sonnet-5-5',
  'claude-opus-5-5',
  'claude-fable-5-2',
  'claude-sonnet-5',
  'claude-opus-5',
  'claude-opus-4-8',
  'claude-opus-4-7',
] satisfies Anthropic.Model[];

const SANDBOX = ['tiny'];

const KNOWN: ReadonlyMap<string, readonly string[]> = new Map([
  ['openai', OPENAI],
  ['anthropic', ANTHROPIC],
  ['sandbox', SANDBOX],
  ['sandbox-anthropic', SANDBOX],
]);

/** Models of a provider that are known without asking, the cheapest first; empty where none are. */
export function knownModels(providerId: string): readonly string[] {
  return KNOWN.get(providerId) ?? [];
}
