import { isolate } from '../../core/isolate.ts';
import type { TokenAlternative } from '../../core/trial.ts';

const VISIBLE: Record<string, string> = { '\n': '↵', '\r': '␍', '\t': '⇥', ' ': '␣', '\u00a0': '⍽' };

/** A token as it can be read: blanks shown as signs; where its bytes are no whole characters, the bytes in hex. */
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

function visibleBlanks(text: string): string {
  return isolate(text.replace(/[\n\r\t\u00a0]|^ | $/g, (blank) => VISIBLE[blank] ?? blank));
}

/** A probability for a person: `55%`, `21.4%`, `0.03%`, `<0.01%`. */
export function percentLabel(probability: number): string {
  const percent = probability * 100;
  if (percent >= 99.95) return percent >= 99.995 ? '100%' : `${percent.toFixed(2)}%`;
  if (percent >= 1) return `${percent.toFixed(1)}%`;
  return percent >= 0.01 ? `${percent.toFixed(2)}%` : '<0.01%';
}
