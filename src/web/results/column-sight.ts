import { evenEnds } from './columns-edge.ts';
import { CARD_WIDTH } from './grid-heads.ts';
import type { MoreColumnsElement } from './more-columns.ts';
import { columnsInSight, columnsTogether, oneMore, type ColumnRange } from './pivot-model.ts';
import { mostCharacters } from './result-figures.ts';

/** Up to so many columns are all made. */
const FEW_COLUMNS = 8;

/** A card grid as it stands in the page. */
export interface GridSheet {
  /** What scrolls, with the heads in it. */
  frame: HTMLElement;
  /** What tells of columns beyond the edge. */
  more: MoreColumnsElement | null;
  /** How many columns there are. */
  count: number;
}

/** Which columns of a card grid are in sight, told as `--together` how many have room: of many only these are made. */
export class ColumnSight {
  /** The columns that are made. */
  made: ColumnRange = { start: 0, end: FEW_COLUMNS };
  /** As much of a text as can be in sight of a card, characters. */
  most = Infinity;

  readonly #sheet: () => GridSheet | null;
  readonly #on: { seen: (columns: ColumnRange) => void; made: () => void };
  #scrolledTo = 0;
  #measuring = 0;
  #together = 0;

  /** `sheet` gives null while there is none; `on.seen` is told what is in sight, `on.made` when other columns are to be made. */
  constructor(sheet: () => GridSheet | null, on: { seen: (columns: ColumnRange) => void; made: () => void }) {
    this.#sheet = sheet;
    this.#on = on;
  }

  /** Down there is nothing to do. Sideways once a frame, when what the scrolling has brought is in the page: to ask before
   * would cost a layout of its own. */
  scrolled({ scrollLeft }: HTMLElement): void {
    if (this.#scrolledTo === scrollLeft) return;
    this.#scrolledTo = scrollLeft;
    cancelAnimationFrame(this.#measuring);
    this.#measuring = requestAnimationFrame(() => this.measure());
  }

  /** Whether a column is made. */
  has(col: number): boolean {
    return col >= this.made.start && col < this.made.end;
  }

  /** Scrolls so far that a column is made. */
  bring(col: number): void {
    const sheet = this.#sheet();
    if (!sheet || this.has(col)) return;
    sheet.frame.scrollLeft = col * widthOf(sheet.frame, '.heads .head', CARD_WIDTH);
    this.measure();
  }

  /** Looks what is in sight now. */
  measure(): void {
    const sheet = this.#sheet();
    if (!sheet) return;
    const { frame, more, count } = sheet;
    const { scrollLeft, clientWidth } = frame;
    frame.toggleAttribute('data-aside', scrollLeft > 0);
    const firstWidth = widthOf(frame, '.heads .first', 0);
    const width = widthOf(frame, '.heads .head', CARD_WIDTH);
    const view = { scrollLeft, width: clientWidth, firstWidth };
    const inSight = columnsInSight(view, { count, width });
    this.#on.seen(inSight);
    this.#share(frame, columnsTogether(view));
    more?.tell(frame, evenEnds({ count, width }), { start: scrollLeft, width: clientWidth - firstWidth });
    this.most = mostCharacters(width);
    const { start, end } = count <= FEW_COLUMNS ? { start: 0, end: count } : oneMore(inSight, count);
    if (start === this.made.start && end === this.made.end) return;
    this.made = { start, end };
    this.#on.made();
  }

  #share(frame: HTMLElement, together: number): void {
    if (together !== this.#together) frame.style.setProperty('--together', String(together));
    this.#together = together;
  }
}

/** How wide what a selector finds is, CSS pixels; `otherwise` where it is not laid out. */
function widthOf(frame: HTMLElement, selector: string, otherwise: number): number {
  return frame.querySelector<HTMLElement>(selector)?.offsetWidth || otherwise;
}
