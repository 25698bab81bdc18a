import type { Cell } from '../../core/notebook.ts';
import { isSameCell } from '../../core/reuse.ts';
import { toEditable } from '../../core/editable-cell.ts';
import { toolsNow } from '../state/tools.ts';

/**
 * The cells as they are shown: a cell that says the same as the one that was shown in its place stays that very object, though it
 * stands lower in the file by now. So it is told by a glance which cells of a large notebook have to be rendered anew.
 */
export class ShownCells {
  #shown: readonly Cell[] = [];
  readonly #editable = new WeakMap<Cell, Cell>();

  /** Takes the cells of the notebook as it is now. */
  take(cells: readonly Cell[]): void {
    const before = this.#shown;
    this.#shown = cells.map((cell, index) => {
      const was = before[index];
      return was && isSameCell(was, cell) ? was : cell;
    });
  }

  /** The cells, in order. */
  get all(): readonly Cell[] {
    return this.#shown;
  }

  /** A cell as its form shows it: see {@link toEditable}. */
  editable(cell: Cell): Cell {
    if (cell.kind !== 'other') return cell;
    const tools = toolsNow();
    const known = this.#editable.get(cell);
    if (known) return known;
    const made = tools?.toEditableTable(cell) ?? tools?.toEditableChecks(cell) ?? toEditable(cell);
    if (tools) this.#editable.set(cell, made);
    return made;
  }
}
