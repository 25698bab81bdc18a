import type { Look } from './draw-look.ts';

/** A theme; null for the one that the page has now. */
export type Theme = 'light' | 'dark' | null;

/** What to draw with in a theme, read off an element of the page: canvases know no custom properties. Where the system has
 * colours of its own, those of its text and its background. */
export function themeLook(probe: HTMLElement, theme: Theme = null): Look {
  const read = (colour: string): string => {
    probe.style.colorScheme = theme ?? '';
    probe.style.color = colour;
    return getComputedStyle(probe).color;
  };
  const color = (token: string): string => read(`var(${token})`);
  const font = getComputedStyle(probe).fontFamily;
  if (theme === null && matchMedia('(forced-colors: active)').matches) {
    const [ink, surface] = [read('CanvasText'), read('Canvas')];
    const line = read('color-mix(in srgb, CanvasText 28%, Canvas)');
    return { color, ink, soft: ink, faint: ink, line, surface, font };
  }
  const [ink, soft, faint] = [color('--ink'), color('--ink-2'), color('--ink-3')];
  return { color, ink, soft, faint, line: color('--line'), surface: color('--surface'), font };
}
