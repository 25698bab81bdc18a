import { msg, str } from '@lit/localize';
import type { Annotation } from '../../core/annotation.ts';

/** What has just been said of a result by a key, for those who listen; null for what is heard as it is typed. */
export function annotationSaid({ starred, rating }: Partial<Annotation>): string | null {
  if (starred !== undefined) return starred ? msg('starred') : msg('star taken away');
  if (rating === undefined) return null;
  return rating === null ? msg('rating taken back') : msg(str`rated ${rating} of 5`);
}
