import { msg } from '@lit/localize';

/** A step of the tour: what it says, and the element that it is about. */
export interface TourStep {
  title: string;
  words: string;
  find: (page: ParentNode) => Element | null;
}

/** The first element that fits, a selector for each shadow root on the way to it. */
function find(root: ParentNode, ...selectors: string[]): Element | null {
  let found: Element | null = null;
  let at: ParentNode | null = root;
  for (const selector of selectors) {
    found = at?.querySelector(selector) ?? null;
    at = found?.shadowRoot ?? null;
  }
  return found;
}

/** The tour: from the first run to a file to take away. */
export function tourSteps(): TourStep[] {
  return [
    {
      title: msg('Run it'),
      words: msg(
        'Run sends the prompt once for each persona at each temperature. The number and the price stand on the button; the built-in model is free.',
      ),
      find: (page) => find(page, 'gamut-header', '[data-run]'),
    },
    {
      title: msg('Compare the answers'),
      words: msg(
        'Colours show where the model was unsure. Point at a word to see what else it considered; Enter on an answer opens all its figures.',
      ),
      find: (page) => find(page, 'gamut-notebook', 'li[data-results]'),
    },
    {
      title: msg('Change one thing'),
      words: msg(
        'Edit one persona: only its own answers become stale, and the next run makes just those. Undo it, and they are fresh again.',
      ),
      find: (page) => find(page, 'gamut-notebook', 'li[data-kind="persona"]'),
    },
    {
      title: msg('Take it with you'),
      words: msg(
        'CSV has one row for each answer, with settings, tokens, cost and times, for Excel or pandas.',
      ),
      find: (page) => find(page, 'gamut-notebook', 'gamut-results', 'gamut-csv-menu'),
    },
    {
      title: msg('Use your own models'),
      words: msg('Providers shows where each key goes. Ctrl+K finds everything, ? shows the keys.'),
      find: (page) => find(page, 'gamut-header', '.tools'),
    },
  ];
}
