import { describe, expect, test } from 'vitest';
import type { GeneratedToken, GenerationEvent, GenerationRequest } from '../../src/sandbox/generation.ts';
import { loadModel } from '../../src/sandbox/model.ts';
import { createScheduler } from '../../src/sandbox/scheduler.ts';
import { type Overrides, toRequest } from './generation-request.ts';
import { buildNoiseLlama } from './gguf-builder.ts';
import { findPrompt, loadShipped, readPrompts } from './shipped-model.ts';

const shipped = loadShipped();
const noise = loadModel(buildNoiseLlama());
const COUNSELLOR = findPrompt('p01');
const PYTHON = findPrompt('p27');
const MENUS = [{ role: 'user' as const, content: 'Suggest three lunch menus' }];
const TIRED = [{ role: 'user' as const, content: 'I feel tired' }];

interface Answer {
  text: string;
  tokens: GeneratedToken[];
  events: GenerationEvent[];
  end: GenerationEvent | undefined;
}

/** Runs requests through one scheduler, all at once, and gives what became of each. */
function answer(requests: Overrides[], { model = shipped, slots = 16 } = {}): Answer[] {
  const events = requests.map((): GenerationEvent[] => []);
  const scheduler = createScheduler(model, (id, event) => events[id]?.push(event), { slots });
  requests.forEach((request, id) =>
    scheduler.add(id, toRequest({ messages: COUNSELLOR.messages, ...request })),
  );
  while (scheduler.step());
  return events.map(toAnswer);
}

function toAnswer(events: GenerationEvent[]): Answer {
  const parts = events.filter((event) => event.type === 'text');
  return {
    text: parts.map(({ text }) => text).join(''),
    tokens: parts.flatMap(({ tokens }) => tokens),
    events,
    end: events.at(-1),
  };
}

const one = (request: Overrides = {}): Answer => {
  const [only] = answer([request]);
  if (only === undefined) throw new Error('no answer');
  return only;
};

/** All tokens but the last, which always is computed, came from the cache. */
function isFullyCached(event: GenerationEvent | undefined): boolean {
  return event?.type === 'started' && event.cachedTokens === event.promptTokens - 1;
}

test('at temperature 0 it answers as the model card says, prompts side by side', () => {
  const prompts = readPrompts().slice(0, 8);
  const answers = answer(prompts.map(({ messages }) => ({ messages })));
  // One token may differ: the card's answers come from llama.cpp, which also rounds the activations.
  const equal = prompts.filter(({ answer }, index) => answers[index]?.text === answer);
  expect(equal.length).toBeGreaterThanOrEqual(7);
  for (const { end } of answers) expect(end).toMatchObject({ type: 'done', reason: 'end' });
});

test('a seed repeats its answer to the last bit of its log probabilities, alone or in company, cached or not', () => {
  const hot = { topLogprobs: 2, sampling: { temperature: 1.2, seed: 7 }, maxTokens: 25 };
  const alone = one(hot);
  const others = [1, 2, 3].map((seed) => ({ ...hot, sampling: { temperature: 1.2, seed } }));
  const company = answer([{ ...hot, messages: TIRED }, others[0] ?? {}, hot, ...others.slice(1)]);
  expect(company[2]?.text).toBe(alone.text);
  expect(company[2]?.tokens).toEqual(alone.tokens);
  expect(isFullyCached(company[2]?.events[0])).toBe(true);
  expect(new Set(company.map(({ text }) => text)).size).toBe(5);
});

describe('parameters', () => {
  test('temperature, top_p and penalties change the answer as they should', () => {
    const cold = one();
    expect(one({ sampling: { temperature: 1.5, seed: 3 } }).text).not.toBe(cold.text);
    expect(one({ sampling: { temperature: 1.5, seed: 3, topP: 0 } }).text).toBe(cold.text);
    const repeated = (penalty: number) => {
      const sampling = { frequencyPenalty: penalty, presencePenalty: penalty };
      const { tokens } = one({ messages: MENUS, topLogprobs: 0, maxTokens: 30, sampling });
      return tokens.length - new Set(tokens.map(({ bytes }) => bytes.join())).size;
    };
    expect(repeated(2)).toBeLessThan(repeated(-2));
  });

  test('max_tokens ends it with "length"', () => {
    expect(one({ maxTokens: 5 }).end).toEqual({
      type: 'done',
      reason: 'length',
      stop: null,
      completionTokens: 5,
    });
  });

  test('a stop text ends it and is not shown', () => {
    const whole = one();
    const { text, end } = one({ stop: ['힘드셨', 'never there'] });
    expect(end).toMatchObject({ type: 'done', reason: 'stop', stop: '힘드셨' });
    expect(text).toBe(whole.text.slice(0, whole.text.indexOf('힘드셨')));
  });

  test('a last message of the assistant is continued', () => {
    const start = '그러셨군요. 정말 힘드셨';
    const messages = [...COUNSELLOR.messages, { role: 'assistant' as const, content: start }];
    expect(start + one({ messages, continuesLast: true }).text).toBe(COUNSELLOR.answer);
  });
});

describe('log probabilities', () => {
  test('every token has one, with the alternatives that were asked for, the bytes making up the text', () => {
    const { text, tokens, end } = one({ topLogprobs: 5 });
    expect(end).toMatchObject({ completionTokens: tokens.length });
    expect(new TextDecoder().decode(Uint8Array.from(tokens.flatMap(({ bytes }) => bytes)))).toBe(text);
    for (const { bytes, logprob, top } of tokens) {
      expect(top).toHaveLength(5);
      expect(top[0]).toEqual({ bytes, logprob }); // greedy: the chosen one is the most likely one
      expect(logprob).toBeLessThanOrEqual(0);
    }
  });

  test('they are of the raw distribution: temperature and penalties leave the first ones as they are', () => {
    const cold = one({ topLogprobs: 3, maxTokens: 1 });
    const hot = one({
      topLogprobs: 3,
      maxTokens: 1,
      sampling: { temperature: 2, presencePenalty: 2, seed: 5 },
    });
    expect(hot.tokens[0]?.top).toEqual(cold.tokens[0]?.top);
  });

  test('a syllable over several tokens comes as one text with an entry for each', () => {
    const { events } = one({ topLogprobs: 0 });
    const parts = events.filter((event) => event.type === 'text');
    expect(parts.some(({ tokens }) => tokens.length > 1)).toBe(true);
    for (const { text, tokens } of parts) {
      expect(text).not.toContain('\ufffd');
      expect(new TextDecoder().decode(Uint8Array.from(tokens.flatMap(({ bytes }) => bytes)))).toBe(text);
    }
  });
});

describe('prompts', () => {
  test('a prompt that was seen is computed once, and a shared beginning is too', () => {
    const events: GenerationEvent[] = [];
    const scheduler = createScheduler(shipped, (_, event) => events.push(event));
    const ask = (id: number, messages: GenerationRequest['messages']) => {
      scheduler.add(id, toRequest({ messages, maxTokens: 1 }));
      while (scheduler.step());
    };
    const { messages } = COUNSELLOR;
    ask(1, messages);
    ask(2, messages);
    ask(3, [...messages.slice(0, 1), { role: 'user', content: '저녁으로 뭘 먹을까요?' }]);
    const started = events.filter((event) => event.type === 'started');
    expect(started[0]?.cachedTokens).toBe(0);
    expect(isFullyCached(started[1])).toBe(true);
    expect(started[2]?.cachedTokens).toBeGreaterThan(10);
    expect(isFullyCached(started[2])).toBe(false);
  });

  test('equal prompts that come together are computed once', () => {
    const started = answer([{ maxTokens: 2 }, { maxTokens: 2 }, { maxTokens: 2 }]).map(
      ({ events }) => events[0],
    );
    expect(started.map(isFullyCached)).toEqual([false, true, true]);
  });

  test('a prompt that fills the context is refused at once', () => {
    const filler = (words: number) => [{ role: 'user' as const, content: 'tired '.repeat(words) }];
    expect(one({ messages: filler(600) }).events).toEqual([
      { type: 'refused', promptTokens: expect.any(Number), isAtLeast: false, contextLength: 512 },
    ]);
    expect(one({ messages: filler(20_000) }).end).toMatchObject({ type: 'refused', isAtLeast: true });
  });

  test('an answer ends where the context does', () => {
    // Noise that ends itself only by chance: some of the seeds run on to the end of their context of 40.
    const requests = [1, 2, 3, 4].map((seed) => ({
      messages: [{ role: 'user' as const, content: 'noise' }],
      maxTokens: null,
      sampling: { temperature: 0.5, seed },
    }));
    const ends = answer(requests, { model: noise }).map(({ end }) => end);
    // <|user|>, five bytes, <|end|> and <|assistant|> are 8 tokens.
    expect(ends).toContainEqual({ type: 'done', reason: 'context', stop: null, completionTokens: 32 });
  });

  test('more requests than places wait in order and all are answered', () => {
    const answers = answer(
      Array.from({ length: 7 }, () => ({ messages: TIRED, maxTokens: 6 })),
      { slots: 2 },
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    for (const { end } of answers) expect(end).toMatchObject({ type: 'done' });
  });
});

test('a cancelled request says nothing more, and the others go on', () => {
  const seen: [number, string][] = [];
  const scheduler = createScheduler(shipped, (id, event) => seen.push([id, event.type]));
  scheduler.add(1, toRequest({ messages: COUNSELLOR.messages, maxTokens: 10 }));
  scheduler.add(2, toRequest({ maxTokens: 10, messages: TIRED }));
  for (let i = 0; i < 4; i++) scheduler.step();
  scheduler.cancel(1);
  const before = seen.length;
  while (scheduler.step());
  expect(seen.slice(before).every(([id]) => id === 2)).toBe(true);
  expect(seen.at(-1)).toEqual([2, 'done']);
});

describe('JSON', () => {
  test('json_object gives an object for any seed, however hot', () => {
    const requests = Array.from({ length: 12 }, (_, seed) => ({
      messages: seed % 2 === 0 ? PYTHON.messages : TIRED,
      maxTokens: 40,
      format: { type: 'json_object' as const },
      sampling: { temperature: seed < 6 ? 1.5 : 1, seed },
    }));
    const answers = answer(requests);
    for (const { text, end } of answers) {
      expect(text.startsWith('{')).toBe(true);
      if (end?.type === 'done' && end.reason === 'end') expect(JSON.parse(text)).toBeTypeOf('object');
      else expect(end).toMatchObject({ type: 'done', reason: 'length' });
    }
    expect(answers.filter(({ end }) => end?.type === 'done' && end.reason === 'end').length).toBeGreaterThan(
      0,
    );
  });

  test('json_schema gives what the schema says, even where the model would say something else', () => {
    const schema = {
      type: 'object',
      properties: {
        sentiment: { enum: ['긍정', '부정', '중립'] },
        score: { type: 'integer', minimum: 1, maximum: 5 },
      },
      required: ['sentiment', 'score'],
    };
    const requests = [1, 2, 3, 4].map((seed) => ({
      format: { type: 'json_schema' as const, schema },
      sampling: { temperature: 1.5, seed },
    }));
    for (const { text, end } of answer(requests)) {
      expect(end).toMatchObject({ type: 'done', reason: 'end' });
      expect(JSON.parse(text)).toEqual({
        sentiment: expect.stringMatching(/^(긍정|부정|중립)$/),
        score: expect.toSatisfy((score: number) => [1, 2, 3, 4, 5].includes(score)),
      });
    }
  });
});
