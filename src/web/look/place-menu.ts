/** What stays free between a menu and its button, and between a menu and the window's edge, in px. */
const GAP = 4;
const EDGE = 8;

/** Which edge of a menu is in line with its button's. */
type Edge = 'start' | 'end';

/** Width and height, in px. */
interface Size {
  width: number;
  height: number;
}

/**
 * Where a menu of that size belongs in a window, in px from its corner: its edge in line with the button's, below it where
 * there is room, else above it, else as low as the window lets it; never beyond the window's start.
 */
export function menuPlace(
  button: Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>,
  menu: Size,
  window: Size,
  edge: Edge,
): { left: number; top: number } {
  const lowest = window.height - EDGE - menu.height;
  const below = button.bottom + GAP;
  const above = button.top - GAP - menu.height;
  const left = edge === 'start' ? button.left : button.right - menu.width;
  const top = below <= lowest ? below : above >= EDGE ? above : lowest;
  return {
    left: Math.max(EDGE, Math.min(left, window.width - EDGE - menu.width)),
    top: Math.max(EDGE, Math.min(top, lowest)),
  };
}

/** Puts a fixed menu that is open at its button, as {@link menuPlace} says. */
export function placeMenu(menu: HTMLElement, button: Element, edge: Edge = 'start'): void {
  const size = { width: menu.offsetWidth, height: menu.offsetHeight };
  const window = { width: innerWidth, height: innerHeight };
  const { left, top } = menuPlace(button.getBoundingClientRect(), size, window, edge);
  Object.assign(menu.style, { left: `${left}px`, top: `${top}px` });
}
