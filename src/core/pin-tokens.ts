import { z } from 'zod';
import type { TokenAlternative, TokenLogprob } from './trial.ts';

/** A token as pinned results have it: text, ln p, and its bytes only where they are not the text's own (null: unknown). */
type PinAlternative = [token: string, logprob: number, bytes?: number[] | null];
type PinToken = [...alternative: PinAlternative, ...top: [PinAlternative[]]];

const bytes = z.array(z.number().int().min(0).max(255)).nullable();
const alternative = z.union([z.tuple([z.string(), z.number()]), z.tuple([z.string(), z.number(), bytes])]);
const token = z.union([
  z.tuple([z.string(), z.number(), z.array(alternative)]),
  z.tuple([z.string(), z.number(), bytes, z.array(alternative)]),
]);

/** A token list as a line of pinned results has it. */
export const pinTokensSchema = z.array(token).nullable();

const encoder = new TextEncoder();

/** Half a thousandth of a percent of a probability: what is rounded away nobody sees, and lines stay short. */
function round(logprob: number): number {
  return Math.round(logprob * 1e5) / 1e5;
}

function isOwn(text: string, written: readonly number[]): boolean {
  const own = encoder.encode(text);
  return own.length === written.length && own.every((byte, index) => byte === written[index]);
}

function toAlternative({ token: text, logprob, bytes: raw }: TokenAlternative): PinAlternative {
  return raw !== null && isOwn(text, raw) ? [text, round(logprob)] : [text, round(logprob), raw];
}

/** A token list, written short. */
export function toPinTokens(tokens: readonly TokenLogprob[] | null): unknown[] | null {
  return (
    tokens?.map((one): PinToken => [...toAlternative(one), one.top.map(toAlternative)] as PinToken) ?? null
  );
}

function fromAlternative([text, logprob, raw]: z.output<typeof alternative>): TokenAlternative {
  return { token: text, logprob, bytes: raw === undefined ? [...encoder.encode(text)] : raw };
}

/** The token list that was written short. */
export function fromPinTokens(tokens: z.output<typeof pinTokensSchema>): TokenLogprob[] | null {
  return (
    tokens?.map((one) => {
      const top = (one.length === 4 ? one[3] : one[2]).map(fromAlternative);
      return { ...fromAlternative(one.length === 4 ? [one[0], one[1], one[2]] : [one[0], one[1]]), top };
    }) ?? null
  );
}
