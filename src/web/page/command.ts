import type { CellKey } from '../keys/cell-key.ts';
import type { Keyed } from '../keys/key-map.ts';
import type { IconName } from '../look/icons.ts';
import type { NotebookViewElement } from '../cells/notebook-view.ts';
import type { Workspace } from '../state/workspace.ts';
import type { Cell } from '../../core/notebook.ts';
import type { RunMode } from '../../core/event.ts';
import type { Text } from '../../core/text.ts';

/** What stands over the page when asked for. */
export type Overlay = 'help' | 'keys' | 'palette' | 'personas' | 'providers' | 'rename' | 'trash';

/** What a command can do with the page. */
export interface CommandPage {
  readonly workspace: Workspace;
  /** The cells; null while no notebook is open or another screen stands in their place. */
  readonly view: NotebookViewElement | null;
  /** The cell that has the focus or had it last; null while none has had it. */
  readonly cell: Cell | null;
  run(matrix: string | null, mode: RunMode): void;
  show(overlay: Overlay): void;
  toggleSide(): void;
  /** Shows the notebooks and the outline, if they are hidden. */
  showSide(): void;
  /** Shows the open notebook to others, from its first screen. */
  present(): void;
  /** Begins the tour, also when it was put away before. */
  startTour(): void;
  /** Says something to those who listen instead of looking. */
  say(words: string): void;
}

/** Something that can be asked for by keys, in the palette, or both. Palette, help and key handling all read these. */
export interface Command extends Keyed {
  /** In both languages, as the palette searches both. */
  title: Text;
  icon?: IconName;
  /** Other words that somebody might look for it by. */
  words?: string;
  /** Whether it can be done now; without it, always. */
  when?: (page: CommandPage) => boolean;
  /** Does it. Without it the element at its place does (grid, tokens), and the palette does not offer it. */
  run?: (page: CommandPage) => void;
}

/** What goes into the notebook while nothing of it has the focus. */
const MOVES = new Set<CellKey>(['next', 'previous', 'edit']);

/** A command of the cell that has the focus: the notebook's view does it. */
export function cellCommand(
  id: Exclude<CellKey, 'undo' | 'redo'>,
  keys: readonly string[],
  title: Text,
  more: Pick<Command, 'icon' | 'words' | 'when'> = {},
): Command {
  return {
    id,
    where: 'cell',
    keys,
    title,
    when: ({ view, cell }) => view !== null && (cell !== null || MOVES.has(id)),
    run: ({ view, cell }) => (cell ? view?.obey(id) : view?.focusCell(0)),
    ...more,
  };
}
