import type { CompletionChunk, TokenLogprob } from '../core/trial.ts';
import { REDACTED, toSecretForms } from './redact.ts';

type Piece = Extract<CompletionChunk, { type: 'text' | 'reasoning' }>;

/**
 * Takes keys out of an answer as it streams: a server may echo one, whole or in pieces. What could be the beginning of a
 * key is held back until it is known what it is; everything else passes at once and untouched.
 */
export interface AnswerRedactor {
  /** What may be passed on, now that these have come. */
  take(pieces: CompletionChunk[]): CompletionChunk[];
  /** What was held back, when nothing more will come. */
  end(): CompletionChunk[];
}

/** So many characters of a key may pass before it is noticed: `sk-` and the like are no secret. */
const NOTICED = 6;

/** So many characters of a key's beginning are as good as the key. Answers speak of keys, so `sk-proj-` alone is none. */
const TELLTALE = 16;

/** Makes redactors of answers for these keys. */
export function createAnswerRedactors(secrets: Iterable<string | null | undefined>): () => AnswerRedactor {
  const forms = [...new Set([...secrets].flatMap((secret) => toSecretForms(secret?.trim() ?? '')))];
  if (forms.length === 0) return () => ({ take: (pieces) => pieces, end: () => [] });
  const starts = [...new Set(forms.map((form) => form.slice(0, NOTICED)))];
  const start = new RegExp(
    starts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'),
    'g',
  );

  /** How much of a key stands at a place, and whether it is all of one. */
  const matchAt = (text: string, at: number): { length: number; whole: boolean } => {
    const best = { length: 0, whole: false };
    for (const form of forms) {
      let length = 0;
      while (length < form.length && form[length] === text[at + length]) length += 1;
      const whole = length === form.length;
      if (length > best.length || (length === best.length && whole)) Object.assign(best, { length, whole });
    }
    return best;
  };

  /** The text without keys; null while its end may become one. */
  const clear = (text: string, isEnd: boolean): string | null => {
    let done = '';
    let from = 0;
    start.lastIndex = 0;
    for (let found = start.exec(text); found !== null; found = start.exec(text)) {
      const { length, whole } = matchAt(text, found.index);
      if (!whole && !isEnd && found.index + length === text.length) return null;
      if (whole || length >= TELLTALE) {
        done += text.slice(from, found.index) + REDACTED;
        from = found.index + length;
        start.lastIndex = from;
      } else start.lastIndex = found.index + 1;
    }
    return from === 0 ? text : done + text.slice(from);
  };

  return () => {
    const states = { text: createState(), reasoning: createState() };

    /** What of the held pieces of a type may pass. */
    const release = (type: Piece['type'], isEnd: boolean): Piece[] => {
      const state = states[type];
      if (state.held.length === 0) return [];
      const came = state.held.map(({ text }) => text).join('');
      const whole = state.passed + came;
      const cleared = clear(whole, isEnd);
      if (cleared === null) return [];
      const pieces =
        cleared === whole ? state.held : [toJoined(state.held, cutPassed(cleared, state.passed))];
      state.passed = whole.slice(1 - NOTICED);
      state.held = [];
      return pieces;
    };

    return {
      take(pieces) {
        const out: CompletionChunk[] = [];
        for (const piece of pieces) {
          if (piece.type === 'done') {
            out.push(piece);
            continue;
          }
          states[piece.type].held.push(piece.type === 'text' ? withClearTokens(piece, clear) : piece);
          out.push(...release(piece.type, false));
        }
        return out;
      },
      end: () => [...release('reasoning', true), ...release('text', true)],
    };
  };
}

interface State {
  /** The last characters that have passed: a key may have begun in them. */
  passed: string;
  held: Piece[];
}

function createState(): State {
  return { passed: '', held: [] };
}

/** What is new of a text whose beginning has passed already, though it may have been part of a key. */
function cutPassed(cleared: string, passed: string): string {
  let same = 0;
  while (same < passed.length && passed[same] === cleared[same]) same += 1;
  return cleared.slice(same);
}

/** Several pieces as one, with another text; its tokens are one that covers them all. */
function toJoined(pieces: Piece[], text: string): Piece {
  const [first] = pieces;
  if (first?.type !== 'text') return { type: 'reasoning', text };
  const tokens = pieces.flatMap((piece) => (piece.type === 'text' ? (piece.tokens ?? []) : []));
  if (tokens.length === 0) return { type: 'text', text };
  const logprob = tokens.reduce((sum, token) => sum + token.logprob, 0);
  return { type: 'text', text, tokens: [{ token: text, bytes: null, logprob, top: [] }] };
}

/** Alternatives that were not taken are shown too. Hardly any is long enough to hold a key. */
function withClearTokens(
  piece: Extract<Piece, { type: 'text' }>,
  clear: (text: string, isEnd: boolean) => string | null,
): Piece {
  const isLong = ({ token }: { token: string }): boolean => token.length >= TELLTALE;
  if (!piece.tokens?.some((token) => isLong(token) || token.top.some(isLong))) return piece;
  const clean = <T extends { token: string; bytes: number[] | null }>(one: T): T => {
    const token = clear(one.token, true) ?? one.token;
    return token === one.token ? one : { ...one, token, bytes: null };
  };
  const tokens = piece.tokens.map((token): TokenLogprob => ({ ...clean(token), top: token.top.map(clean) }));
  return { ...piece, tokens };
}
