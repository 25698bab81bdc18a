import type { GeneratedToken } from './generation.ts';

/** A part of the answer that may be shown: whole characters and the tokens that end in it. */
interface AnswerPart {
  text: string;
  tokens: GeneratedToken[];
}

/** Puts an answer's text together from its tokens' bytes. */
export interface AnswerText {
  /** Takes the next token's bytes and says what can be shown now. With `stop` the answer ends there. */
  add(bytes: Uint8Array, token: GeneratedToken | null): AnswerPart & { stop: string | null };
  /** The answer ended: shows what was held back. Bytes at the end that are no whole character are left out. */
  finish(): AnswerPart;
}

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Holds tokens back while their last character is not whole or while they may be the beginning of a stop text, which
 * never is shown. Tokens are shown whole; where a stop text begins inside a token, the part before it is shown as text
 * and the token is dropped, as are the stop's own. Bytes that never can become a character read as U+FFFD.
 */
export function createAnswerText(stops: readonly string[]): AnswerText {
  const stopBytes = stops.map((stop) => new TextEncoder().encode(stop));
  let held: number[] = [];
  /** Where each held token ends in `held`. */
  let ends: { end: number; token: GeneratedToken | null }[] = [];

  const show = (end: number): AnswerPart => {
    const text = DECODER.decode(Uint8Array.from(held.slice(0, end)));
    const tokens = ends.filter((item) => item.end <= end).flatMap(({ token }) => token ?? []);
    held = held.slice(end);
    ends = ends.filter((item) => item.end > end).map((item) => ({ ...item, end: item.end - end }));
    return { text, tokens };
  };

  return {
    add: (bytes, token) => {
      held.push(...bytes);
      ends.push({ end: held.length, token });
      const found = firstStop(held, stopBytes);
      if (found !== null) return { ...show(wholeLength(held, found.at)), stop: stops[found.index] ?? null };

      const safe = held.length - possibleStopLength(held, stopBytes);
      const end =
        ends.findLast((item) => item.end <= safe && wholeLength(held, item.end) === item.end)?.end ?? 0;
      return { ...show(end), stop: null };
    },
    finish: () => {
      const tokens = ends.flatMap(({ token }) => token ?? []);
      const { text } = show(wholeLength(held, held.length));
      return { text, tokens };
    },
  };
}

/** Where the earliest stop text begins, and which it is: the longest of those that begin there. */
function firstStop(
  held: readonly number[],
  stops: readonly Uint8Array[],
): { at: number; index: number } | null {
  for (let at = 0; at < held.length; at++) {
    let index = -1;
    stops.forEach((stop, candidate) => {
      const isThere = at + stop.length <= held.length && stop.every((byte, i) => held[at + i] === byte);
      if (isThere && stop.length > (stops[index]?.length ?? 0)) index = candidate;
    });
    if (index !== -1) return { at, index };
  }
  return null;
}

/** How many of the last bytes may be the beginning of a stop text. */
function possibleStopLength(held: readonly number[], stops: readonly Uint8Array[]): number {
  let longest = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, held.length); length > longest; length--) {
      const start = held.length - length;
      if (stop.subarray(0, length).every((byte, i) => held[start + i] === byte)) longest = length;
    }
  }
  return longest;
}

/** The length up to `end` without a character that is begun there and may still become whole. */
function wholeLength(held: readonly number[], end: number): number {
  for (let start = end - 1; start >= Math.max(0, end - 3); start--) {
    const byte = held[start] ?? 0;
    if (byte < 0x80) return end;
    if (byte < 0xc0) continue;
    return isBegun(held.slice(start, end)) ? start : end;
  }
  return end;
}

/** Whether bytes are a proper beginning of one UTF-8 character (RFC 3629). */
function isBegun([lead = 0, second, ...others]: readonly number[]): boolean {
  const needed =
    lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  const given = 1 + (second === undefined ? 0 : 1) + others.length;
  if (given >= needed) return false;
  if (second === undefined) return true;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  return second >= least && second <= most;
}
