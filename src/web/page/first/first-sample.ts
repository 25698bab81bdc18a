/** The sample that a reader begins with, by language. */
export const FIRST_SAMPLE = { en: '02-tone-english.gamut.md', ko: '01-tone.gamut.md' } as const;

/** Whether a notebook is one of the two that a reader begins with. */
export function isFirstSample(name: string): boolean {
  return Object.values<string>(FIRST_SAMPLE).includes(name);
}
