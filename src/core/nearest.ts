import { distance } from 'fastest-levenshtein';
import { particle, type Text } from './text.ts';

/** The known name that is most like an unknown one, by letters (by jamo in Hangul); null where none is like it. */
export function nearest(name: string, known: Iterable<string>): string | null {
  const wanted = toLetters(name);
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const letters = toLetters(candidate);
    const apart = distance(wanted, letters);
    if (apart < bestDistance && isLike(wanted, letters, apart)) {
      best = candidate;
      bestDistance = apart;
    }
  }
  return best;
}

/** Whether a short name may be a slip of another: by one letter, or by letters that changed places (`mian`). With two others it is
 * another name: `lab` is no slip of `xai`. A longer one is like any that is near enough. */
function isLike(wanted: string, letters: string, apart: number): boolean {
  if (apart >= Math.max(wanted.length, letters.length)) return false;
  return wanted.length > 4 || apart <= 1 || inOrder(wanted) === inOrder(letters);
}

function inOrder(letters: string): string {
  return [...letters].sort().join('');
}

/** How many letters two names are apart, by jamo in Hangul, without regard to case. */
export function letterDistance(a: string, b: string): number {
  return distance(toLetters(a), toLetters(b));
}

/** What to add to "X is unknown": the nearest match, or else the names that there are; empty where there are none. */
export function toSuggestion(name: string, known: readonly string[]): Text {
  const match = nearest(name, known);
  if (match !== null)
    return {
      en: `; did you mean '${match}'?`,
      ko: ` '${match}'${particle(match, '을', '를')} 쓰려던 것은 아닌지 확인하세요.`,
    };
  if (known.length === 0) return { en: '', ko: '' };
  const shown = known.slice(0, 12).join(', ') + (known.length > 12 ? ', …' : '');
  return { en: `; there is: ${shown}`, ko: ` 쓸 수 있는 이름: ${shown}.` };
}

function toLetters(name: string): string {
  return name.normalize('NFD').toLowerCase();
}
