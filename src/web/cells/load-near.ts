import { part, type Part } from '../state/load-part.ts';

// The notebook scrolls in a box of its own, which only `scrollMargin` reaches.
const MARGINS: IntersectionObserverInit & { scrollMargin: string } = {
  rootMargin: '100px',
  scrollMargin: '100px',
};
/** What nobody comes near is loaded so long after it was first shown, where it is to be there without being seen. */
const AT_LAST_MS = 1500;

/** Has the code of an element loaded once one such element comes near what is in sight; where `isLate`, a while later in
 * any case. */
function loadNear(code: Part, { isLate }: { isLate: boolean }) {
  let timer = 0;
  const start = (): void => {
    near.disconnect();
    clearTimeout(timer);
    timer = 0;
    void code.need();
  };
  const near = new IntersectionObserver((entries) => {
    if (entries.some(({ isIntersecting }) => isIntersecting)) start();
  }, MARGINS);
  return (element: Element | undefined): void => {
    if (!element || customElements.get(element.localName)) return;
    near.observe(element);
    if (isLate && timer === 0) timer = window.setTimeout(start, AT_LAST_MS);
  };
}

/** Has the code of charts loaded once this element comes near what is in sight. */
export const loadChartNear = loadNear(
  part(() => import('../charts/chart-cell.ts'), { isSoon: false }),
  { isLate: false },
);

/** Has the code of datasets loaded: at once where this element is near what is in sight, else when the page has settled. */
export const loadDatasetNear = loadNear(
  part(() => import('./dataset-cell.ts'), { isSoon: false }),
  { isLate: true },
);

/** Has the code of checks loaded, as {@link loadDatasetNear} does. */
export const loadChecksNear = loadNear(
  part(() => import('./assert-cell.ts'), { isSoon: false }),
  { isLate: true },
);

/** Has the code of the preview of prompts loaded, as {@link loadDatasetNear} does. */
export const loadPreviewNear = loadNear(
  part(() => import('./prompt-preview.ts'), { isSoon: false }),
  { isLate: true },
);

/** Has the code of prompts in turns loaded, as {@link loadDatasetNear} does; and ahead, as a plain one may come to be in turns. */
export const loadTurnsNear = loadNear(
  part(() => import('./turns-editor.ts')),
  { isLate: true },
);
