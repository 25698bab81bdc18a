import { isolate } from '../../core/isolate.ts';
import { codePointName } from '../../core/turning.ts';
import type { TokenAlternative } from '../../core/trial.ts';

const VISIBLE: Record<string, string> = { '\n': '↵', '\r': '␍', '\t': '⇥', ' ': '␣', '\u00a0': '⍽' };

// Control characters, what is nothing to the eye, and what turns the direction of text.
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
// These join or part what stands beside them; alone they are nothing to see.
const JOINERS = /^(?:\u200c|\u200d|\u034f|[\ufe00-\ufe0f])+$/u;

/** A token as it can be read: blanks shown as signs, what is never seen by its number; where its bytes are no whole characters, the bytes in hex. */
export function tokenLabel({ token, bytes }: Pick<TokenAlternative, 'token' | 'bytes'>): string {
  if (token === '' && (!bytes || bytes.length === 0)) return '∅';
  if (bytes && bytes.length > 0) {
    try {
      return visibleBlanks(
        new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes)),
      );
    } catch {
      return bytesLabel(bytes);
    }
  }
  return visibleBlanks(token);
}

/** Bytes in hex: `<EA B3 A0>`. */
function bytesLabel(bytes: readonly number[]): string {
  return `<${bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ')}>`;
}

/** A character by its number: `<U+202E>`. */
function numberLabel(character: string): string {
  return `<${codePointName(character)}>`;
}

function visibleBlanks(text: string): string {
  const seen = text.replace(/[\n\r\t\u00a0]|^ | $/g, (blank) => VISIBLE[blank] ?? blank);
  const shown = JOINERS.test(seen)
    ? Array.from(seen, numberLabel).join('')
    : seen.replace(UNSEEN, numberLabel);
  return isolate(shown);
}

/** A probability for a person: `55%`, `21.4%`, `0.03%`, `<0.01%`. */
export function percentLabel(probability: number): string {
  const percent = probability * 100;
  if (percent >= 99.95) return percent >= 99.995 ? '100%' : `${percent.toFixed(2)}%`;
  if (percent >= 1) return `${percent.toFixed(1)}%`;
  return percent >= 0.01 ? `${percent.toFixed(2)}%` : '<0.01%';
}
