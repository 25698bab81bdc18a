import { keepAsking } from '../state/keep-asking.ts';

// The notebook scrolls in a box of its own, which only `scrollMargin` reaches.
const MARGINS: IntersectionObserverInit & { scrollMargin: string } = {
  rootMargin: '100px',
  scrollMargin: '100px',
};

// A chart that nobody has come near costs nothing: its code is loaded with the first that is.
const near = new IntersectionObserver((entries) => {
  if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
  near.disconnect();
  void keepAsking(() => import('../charts/chart-cell.ts'));
}, MARGINS);

/** Has the code of charts loaded once this element comes near what is in sight. */
export function loadChartNear(element: Element | undefined): void {
  if (element && !customElements.get(element.localName)) near.observe(element);
}
