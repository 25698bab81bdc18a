import { msg, str } from '@lit/localize';
import type { Workspace } from '../../state/workspace.ts';
import { cellsOf } from '../../../core/notebook.ts';
import { keyWords } from '../key-caps.ts';
import type { Seen, TourStepId } from './tour-progress.ts';

/** A step of the tour: what it says, and the element that it is about. */
export interface TourStep {
  id: TourStepId;
  title: string;
  words: string;
  find: (page: ParentNode) => Element | null;
  /** What is said, and of what, once the step is half done; without it, what was said before. */
  after?: Pick<TourStep, 'words' | 'find'>;
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

/** What is seen of the page now. `taken` is how often a CSV file was. */
export function look(page: ParentNode, { open, live }: Workspace, taken: number): Seen {
  const matrices = open ? cellsOf(open.notebook, 'matrix') : [];
  const runs = matrices.flatMap(({ id }) => live.runOf(open?.name ?? '', id) ?? []);
  return {
    runs: runs.map(({ runId }) => runId),
    isRunning: runs.some(({ phase }) => phase === 'running' || phase === 'paused'),
    personas: open ? JSON.stringify(cellsOf(open.notebook, 'persona').map(({ text }) => text)) : '',
    isLooking:
      find(page, 'gamut-inspector') !== null ||
      document.querySelector('gamut-token-popover:popover-open') !== null,
    taken,
    isAsking: ['gamut-providers', 'gamut-palette', 'gamut-help'].some((tag) =>
      find(page, tag, 'dialog[open]'),
    ),
  };
}

/** The tour: from the first run to a file to take away. `isAllDone`: there is nothing to run any more. */
export function tourSteps({ isAllDone = false } = {}): TourStep[] {
  const undo = keyWords('undo');
  return [
    {
      id: 'run',
      title: msg('Run it'),
      words: isAllDone
        ? msg('All answers are here already. Run makes what is missing or out of date, and nothing twice.')
        : msg(
            'Run sends the prompt once for each persona at each temperature. The number and the price stand on the button; the built-in model is free.',
          ),
      find: (page) => find(page, 'gamut-header', '[data-run]'),
    },
    {
      id: 'compare',
      title: msg('Compare the answers'),
      words: msg(
        str`Colours show where the model was unsure. Point at a word to see what else it considered; ${keyWords('grid-inspect') || msg('a double click')} on an answer opens all its figures.`,
      ),
      find: (page) => find(page, 'gamut-notebook', 'li[data-results]'),
    },
    {
      id: 'change',
      title: msg('Change one thing'),
      words: msg(
        'Edit one persona: only its own answers become stale, and the next run makes just those. Undo it, and they are fresh again.',
      ),
      find: (page) => find(page, 'gamut-notebook', 'li[data-kind="persona"]'),
      after: {
        words: msg(
          str`Its answers are stale now, the others are not. Run makes just those; undo${undo && ` (${undo})`} makes them fresh again.`,
        ),
        find: (page) => find(page, 'gamut-header', '.run .btn.primary, .run .btn'),
      },
    },
    {
      id: 'take',
      title: msg('Take it with you'),
      words: msg(
        'CSV has one row for each answer, with settings, tokens, cost and times, for Excel or pandas.',
      ),
      find: (page) => find(page, 'gamut-notebook', 'gamut-results', 'gamut-csv-menu'),
    },
    {
      id: 'own',
      title: msg('Use your own models'),
      words: msg(
        str`Providers shows where each key goes. ${keyWords('palette') || msg('Search')} finds everything, ${keyWords('help') || msg('Keys and help')} shows the keys.`,
      ),
      find: (page) => find(page, 'gamut-header', '.tools'),
    },
  ];
}
