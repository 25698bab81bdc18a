import { isObject, textAt } from './json-value.ts';

/** Names in a list of models, sorted: `{data: [{id}]}`, or as some servers have it a bare list; Google puts `models/` before each. */
export function readModelNames(value: unknown): string[] {
  const list = isObject(value) ? (value['data'] ?? value['models']) : value;
  if (!Array.isArray(list)) return [];
  const names = list.map((entry) =>
    isObject(entry) ? (textAt(entry, 'id') ?? textAt(entry, 'name')) : null,
  );
  const found = names.filter((name) => name !== null).map((name) => name.replace(/^models\//, ''));
  return [...new Set(found)].sort();
}

/** Whether one of OpenAI's own models answers a chat: it lists all that it has. */
export function isChatModel(name: string): boolean {
  return (
    /^(ft:)?(gpt-|chatgpt-|o\d)/.test(name) &&
    !/audio|realtime|transcribe|tts|image|embedding|moderation|instruct|codex|live|search-api/.test(name)
  );
}
