export type Theme = 'system' | 'light' | 'dark';

const STORED = 'gamut.theme';

/** The theme that was chosen; `system` follows the browser. */
export function currentTheme(): Theme {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

/** Shows the page in a theme, from now on. */
export function switchTheme(theme: Theme): void {
  localStorage.setItem(STORED, theme);
  applyTheme();
}

/** Puts the chosen theme on the document, and tells those who draw with colours of their own (charts). */
export function applyTheme(): void {
  const theme = currentTheme();
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  document.dispatchEvent(new Event('gamut-theme'));
}

/** Follows the browser's own setting too. */
export function startTheme(): void {
  applyTheme();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
}
