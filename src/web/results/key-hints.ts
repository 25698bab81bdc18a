import { msg, str } from '@lit/localize';
import { keyMap } from '../keys/key-map.ts';
import { keyWords } from '../page/key-caps.ts';

/** What keys do while an answer is shown large, in one line, as they are now; what has no key is left out. */
export function focusKeys({ hasRepeats }: { hasRepeats: boolean }): string {
  const keyed = (command: string, toWords: (keys: string) => string): string[] => {
    const keys = keyWords(command);
    return keys === '' ? [] : [toWords(keys)];
  };
  const turns = [keyWords('grid-previous-repeat'), keyWords('grid-next-repeat')].filter(Boolean).join(' ');
  return [
    ...(hasRepeats && turns !== '' ? [msg(str`${turns} turn repeats`)] : []),
    msg('arrows go on'),
    ...keyed('grid-heat', (keys) => msg(str`${keys} paints tokens`)),
    ...(keyMap.keysOf('grid-rate').length > 0 ? [msg('1–5 rate')] : []),
    ...keyed('grid-star', (keys) => msg(str`${keys} stars`)),
    ...keyed('grid-note', (keys) => msg(str`${keys} notes`)),
    ...keyed('grid-tags', (keys) => msg(str`${keys} tags`)),
    msg('Esc goes back'),
  ].join(', ');
}

/** What to press on a second answer, to compare it with the one that is held. */
export function pressWords(command: 'grid-pin-a' | 'grid-pin-b'): string {
  const keys = keyWords(command);
  return keys === ''
    ? msg('Hold another answer to compare')
    : msg(str`Press ${keys} on another answer to compare`);
}

/** How two answers are compared, said where there are not two yet. */
export function howToCompare(): string {
  const [a, b, equals] = ['grid-pin-a', 'grid-pin-b', 'grid-compare'].map(keyWords);
  return a && b && equals
    ? msg(str`Press ${a} on one answer and ${b} on another, then ${equals} shows what differs.`)
    : msg('Hold two answers to compare.');
}
