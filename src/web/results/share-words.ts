/** A share as it is said: 10%, 12.5%. */
export function shareWords(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
