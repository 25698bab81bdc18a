import { describe, expect, it } from 'vitest';
import type { CompletionRequest } from '../../../src/core/trial.ts';
import { toRequestChanges } from '../../../src/web/compare/request-changes.ts';

const REQUEST: CompletionRequest = {
  provider: 'openai',
  model: 'gpt-4.1-nano',
  messages: [
    { role: 'system', content: '당신은 셰프입니다.' },
    { role: 'user', content: '무엇을 먹을까요?' },
  ],
  params: { temperature: 0.7, stop: ['\n'] },
};
const changed = (more: Partial<CompletionRequest>): CompletionRequest => ({ ...REQUEST, ...more });

describe('what differs between two requests', () => {
  it('is nothing where they are equal', () => {
    const { messages, params } = toRequestChanges(REQUEST, structuredClone(REQUEST));
    expect(messages.every(({ before, now }) => before === now)).toBe(true);
    expect(params).toEqual([]);
  });

  it('is told of the model with its provider, and of parameters that came, went or changed', () => {
    const now = changed({ provider: 'ollama', params: { temperature: 0.9, seed: 1 } });
    expect(toRequestChanges(REQUEST, now).params).toEqual([
      { name: 'model', before: 'openai/gpt-4.1-nano', now: 'ollama/gpt-4.1-nano' },
      { name: 'temperature', before: '0.7', now: '0.9' },
      { name: 'stop', before: '["\\n"]', now: null },
      { name: 'seed', before: null, now: '1' },
    ]);
  });

  it('sets a system prompt that is gone apart from the turns, which stay where they are', () => {
    const now = changed({ messages: REQUEST.messages.slice(1) });
    expect(toRequestChanges(REQUEST, now).messages).toEqual([
      { role: 'system', before: '당신은 셰프입니다.', now: null },
      { role: 'user', before: '무엇을 먹을까요?', now: '무엇을 먹을까요?' },
    ]);
    expect(toRequestChanges(now, REQUEST).messages[0]).toEqual({
      role: 'system',
      before: null,
      now: '당신은 셰프입니다.',
    });
  });

  it('never sets a turn of one role beside one of another', () => {
    const now = changed({
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
      ],
    });
    const before = changed({
      messages: [
        { role: 'user', content: 'a' },
        { role: 'user', content: 'c' },
      ],
    });
    expect(toRequestChanges(before, now).messages).toEqual([
      { role: 'user', before: 'a', now: 'a' },
      { role: 'user', before: 'c', now: null },
      { role: 'assistant', before: null, now: 'b' },
    ]);
  });
});
