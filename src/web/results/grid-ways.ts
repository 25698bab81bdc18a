import type { Pivot } from '../../core/pivot.ts';
import { isOnButton } from '../look/on-button.ts';
import { toGridMove, type GridPlace } from '../keys/grid-move.ts';
import { KeyReader } from '../keys/key-map.ts';
import { InspectIntent } from '../state/events.ts';
import type { MatrixResults } from '../state/matrix-results.ts';
import { obeyAnswerKey } from './answer-keys.ts';
import { idsAt, nextAnswered } from './grid-path.ts';
import type { ResponseCardElement } from './response-card.ts';
import { FocusAnswerEvent, type AnswerPath } from './result-events.ts';

/** The grid whose places one goes to. */
export interface WalkedGrid extends EventTarget {
  readonly pivot: Pivot;
  readonly results: MatrixResults;
  /** The trial in the inspector. */
  readonly selected: string | null;
  /** The place that the Tab key comes to. */
  place: GridPlace;
  cellAt(place: GridPlace): HTMLElement | null;
  /** Brings a place into sight, and gives its cell. */
  reach(place: GridPlace, how?: { withFocus?: boolean }): Promise<HTMLElement | null>;
}

function cellOf(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>('.cell');
}

function cardOf(cell: Element | null): ResponseCardElement | null {
  return cell?.querySelector('gamut-card') ?? null;
}

/**
 * The ways to the places of a card grid and what is done there, by keys and by pressing. Arrows move from card to card, Enter
 * inspects (as a double click does), F shows it large, Tab goes into the card, Escape comes back and then closes the inspector.
 * What else keys do to an answer is in answer-keys.ts.
 */
export class GridWays {
  readonly #grid: WalkedGrid;
  readonly #keys = new KeyReader('grid');

  constructor(grid: WalkedGrid) {
    this.#grid = grid;
  }

  onFocusIn = (event: FocusEvent): void => {
    const cell = cellOf(event);
    if (!cell) return;
    const place = { row: Number(cell.dataset['row']), col: Number(cell.dataset['col']) };
    const { row, col } = this.#grid.place;
    if (place.row !== row || place.col !== col) this.#grid.place = place;
  };

  onKeyDown = (event: KeyboardEvent): void => {
    const cell = cellOf(event);
    if (!cell) return;
    const grid = this.#grid;
    if (event.composedPath()[0] !== cell) {
      // From inside a card.
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      cell.focus();
      return;
    }
    const { rows, cols } = grid.pivot;
    const size = { rows: rows.length, cols: cols.length };
    const to = toGridMove(event.key, event.ctrlKey || event.metaKey, grid.place, size);
    if (to && !event.altKey) {
      event.preventDefault();
      void this.#goTo(to);
      return;
    }
    if (event.key === 'Escape') {
      if (grid.selected === null) return;
      event.stopPropagation();
      grid.dispatchEvent(new InspectIntent(grid.results.cellId, null));
      return;
    }
    const card = cardOf(cell);
    const command = this.#keys.read(event);
    const answer = { host: grid, matrix: grid.results.cellId, row: card?.shown ?? null, card };
    if (command === 'grid-inspect') card?.inspect();
    else if (command === 'grid-focus') grid.dispatchEvent(new FocusAnswerEvent(this.#path()));
    else if (!obeyAnswerKey(command, event, answer)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** What was pressed inside a card, but no button, makes its cell the active one: the keys are then the cell's. */
  onClick = (event: MouseEvent): void => {
    const cell = cellOf(event);
    if (cell && !isOnButton(event)) cell.focus({ preventScroll: true });
  };

  onDoubleClick = (event: MouseEvent): void => {
    const cell = cellOf(event);
    if (cell && !isOnButton(event)) cardOf(cell)?.inspect();
  };

  /** The way through the answers from here, for who shows one of them large. */
  #path(): AnswerPath {
    const grid = this.#grid;
    // Of its own: closing a dialog puts the focus where it came from first.
    let { place } = grid;
    return {
      trialIds: idsAt(grid.pivot, place),
      shown: cardOf(grid.cellAt(place))?.shown?.trialId ?? '',
      step: (key, isMod) => {
        const to = nextAnswered(grid.pivot, place, key, isMod);
        if (to) place = to;
        return to && idsAt(grid.pivot, to);
      },
      leave: (trialId) => {
        void grid.reach(place, { withFocus: true }).then((cell) => cardOf(cell)?.turnTo(trialId));
      },
    };
  }

  async #goTo(place: GridPlace): Promise<void> {
    const cell = await this.#grid.reach(place, { withFocus: true });
    // With the inspector open, it follows.
    if (this.#grid.selected !== null) cardOf(cell)?.inspect();
  }
}
