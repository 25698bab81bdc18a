/** The language that a text is to be broken into lines and read out as; null for the page's own. */
export function toTextLanguage(text: string): 'ko' | null {
  return /[가-힣]/.test(text) ? 'ko' : null;
}
