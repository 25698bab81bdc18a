import { msg, str } from '@lit/localize';
import { formatCount } from './locale.ts';

/** A number of tokens in words. */
export function tokensWords(count: number): string {
  return count === 1 ? msg('1 token') : msg(str`${formatCount(count)} tokens`);
}

/** A number of characters, as people count them, in words. */
export function charactersWords(count: number): string {
  return count === 1 ? msg('1 character') : msg(str`${formatCount(count)} characters`);
}

/** A number of rows in words. */
export function rowsWords(count: number): string {
  return count === 1 ? msg('1 row') : msg(str`${formatCount(count)} rows`);
}

/** A number of columns in words. */
export function columnsWords(count: number): string {
  return count === 1 ? msg('1 column') : msg(str`${formatCount(count)} columns`);
}
