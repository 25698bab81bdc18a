import type { CompletionChunk, TokenLogprob } from '../core/trial.ts';

/** Joins neighbouring pieces of the same kind, so that what arrived together is passed on together. */
export interface ChunkBuffer {
  /** `tokens`: the piece's own list; null where the server sent none. */
  text(text: string, tokens: TokenLogprob[] | null): void;
  reasoning(text: string): void;
  /** Everything since the last time, in order. */
  drain(): CompletionChunk[];
}

type Piece = Extract<CompletionChunk, { type: 'text' | 'reasoning' }>;

/** Makes an empty buffer. */
export function createChunkBuffer(): ChunkBuffer {
  let pieces: Piece[] = [];
  return {
    text(text, tokens) {
      if (text === '' && tokens === null) return;
      const last = pieces.at(-1);
      if (last?.type !== 'text') {
        pieces.push(tokens === null ? { type: 'text', text } : { type: 'text', text, tokens });
        return;
      }
      last.text += text;
      if (tokens === null) return;
      if (last.tokens === undefined) last.tokens = tokens;
      else last.tokens.push(...tokens);
    },
    reasoning(text) {
      if (text === '') return;
      const last = pieces.at(-1);
      if (last?.type === 'reasoning') last.text += text;
      else pieces.push({ type: 'reasoning', text });
    },
    drain() {
      const drained = pieces;
      if (drained.length > 0) pieces = [];
      return drained;
    },
  };
}
