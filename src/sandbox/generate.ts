import { createAnswerText } from './answer-text.ts';
import { createGrammar, type GrammarState } from './byte-grammar.ts';
import type { AnswerFormat, GeneratedToken, GenerationEvent, GenerationRequest } from './generation.ts';
import { ANY_OBJECT } from './json-grammar.ts';
import { toExpression } from './json-schema.ts';
import { rawLogprobs } from './logprob.ts';
import type { LlamaConfig, Vocabulary } from './model.ts';
import { createSampler } from './sampler.ts';
import type { Tokenizer } from './tokenizer.ts';

/** One answer while it grows: from the logits at its last place to its next token, or its end. */
export interface Generation {
  /** Takes the logits after the last token. Gives what happened and the token to compute next; null when it is over. */
  next(logits: Float64Array): { events: GenerationEvent[]; token: number | null };
}

/** What all answers of a model share. */
export interface AnswerRules {
  config: LlamaConfig;
  tokenizer: Tokenizer;
  endId: number;
  /** Which tokens may come without a grammar: all but control tokens other than the end. */
  plainMask: Uint8Array;
  /** Where an answer of this format begins; null where there is no grammar. */
  grammarOf(format: AnswerFormat): GrammarState | null;
  /** Which tokens may come at this place of a grammar. The end never is among them: the grammar says it itself. */
  maskOf(state: GrammarState): Uint8Array;
}

const REMEMBERED_SCHEMAS = 32;

/** Rules for a model. Grammars and their masks are made once and remembered. */
export function createAnswerRules(
  config: LlamaConfig,
  vocabulary: Vocabulary,
  tokenizer: Tokenizer,
): AnswerRules {
  const ids = Array.from({ length: config.vocabulary }, (_, id) => id);
  const isText = (id: number) => !tokenizer.isControl(id);
  const plainMask = Uint8Array.from(ids, (id) => Number(isText(id) || id === vocabulary.endId));
  const anyObject = createGrammar(ANY_OBJECT);
  const schemas = new Map<string, GrammarState>();
  const masks = new WeakMap<GrammarState, Uint8Array>();

  const fits = (state: GrammarState, bytes: Uint8Array): boolean => {
    let reached: GrammarState | null = state;
    for (let i = 0; i < bytes.length && reached !== null; i++) reached = reached.after(bytes[i]!);
    return reached !== null && bytes.length > 0;
  };

  return {
    config,
    tokenizer,
    endId: vocabulary.endId,
    plainMask,
    grammarOf: (format) => {
      switch (format.type) {
        case 'text':
          return null;
        case 'json_object':
          return anyObject;
        case 'json_schema': {
          const key = JSON.stringify(format.schema);
          let grammar = schemas.get(key);
          if (grammar === undefined) {
            if (schemas.size >= REMEMBERED_SCHEMAS) schemas.clear();
            schemas.set(key, (grammar = createGrammar(toExpression(format.schema))));
          }
          return grammar;
        }
        default:
          return format satisfies never;
      }
    },
    maskOf: (state) => {
      let mask = masks.get(state);
      if (mask === undefined) {
        mask = Uint8Array.from(ids, (id) => Number(isText(id) && fits(state, tokenizer.bytesOf(id))));
        masks.set(state, mask);
      }
      return mask;
    },
  };
}

/** Begins an answer to a prompt of `promptTokens` tokens. */
export function createGeneration(
  request: GenerationRequest,
  promptTokens: number,
  { config, tokenizer, endId, plainMask, grammarOf, maskOf }: AnswerRules,
): Generation {
  const { topLogprobs } = request;
  const sampler = createSampler(request.sampling, config.vocabulary);
  const answer = createAnswerText(request.stop);
  const room = config.contextLength - promptTokens;
  let grammar = grammarOf(request.format);
  let completionTokens = 0;

  const toToken = (logits: Float64Array, id: number, bytes: Uint8Array): GeneratedToken | null => {
    if (topLogprobs === null) return null;
    const { logprob, top } = rawLogprobs(logits, id, topLogprobs);
    return {
      bytes: [...bytes],
      logprob,
      top: top.map((other) => ({ bytes: [...tokenizer.bytesOf(other.id)], logprob: other.logprob })),
    };
  };
  const finish = (reason: 'end' | 'length' | 'context'): GenerationEvent[] => [
    ...toEvents(answer.finish()),
    { type: 'done', reason, stop: null, completionTokens },
  ];

  return {
    next: (logits) => {
      const id = sampler.choose(logits, grammar === null ? plainMask : maskOf(grammar));
      if (id === endId) return { events: finish('end'), token: null };
      const bytes = tokenizer.bytesOf(id);
      completionTokens++;
      for (const byte of bytes) grammar = grammar?.after(byte) ?? null;

      const { text, tokens, stop } = answer.add(bytes, toToken(logits, id, bytes));
      const events = toEvents({ text, tokens });
      if (stop !== null) events.push({ type: 'done', reason: 'stop', stop, completionTokens });
      else if (grammar?.isFinal === true) events.push(...finish('end'));
      else if (completionTokens === request.maxTokens) events.push(...finish('length'));
      else if (completionTokens === room) events.push(...finish('context'));
      return { events, token: events.at(-1)?.type === 'done' ? null : id };
    },
  };
}

function toEvents({ text, tokens }: { text: string; tokens: GeneratedToken[] }): GenerationEvent[] {
  return text === '' && tokens.length === 0 ? [] : [{ type: 'text', text, tokens }];
}
