import type { CellSource } from '../../core/notebook.ts';
import type { Annotation } from '../../core/annotation.ts';
import type { RunMode } from '../../core/event.ts';
import type { IdFault } from '../../core/rename-id.ts';
import type { Value, Variant } from '../../core/trial.ts';
import type { Shown } from '../../core/view-spec.ts';
import type { ViewState } from '../../core/view-state.ts';
import type { NewCellKind } from '../cells/new-cell.ts';
import type { FailedCheck } from './failed-check.ts';

/** Base of every intent that goes up from an element: it bubbles through shadow roots. */
export class Intent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** Run a matrix. Without `matrix`: all that the notebook has. */
export class RunIntent extends Intent {
  static readonly type = 'gamut-run';
  readonly matrix: string | null;
  readonly mode: RunMode;
  readonly only: string[] | undefined;
  constructor(matrix: string | null, mode: RunMode, only?: string[]) {
    super(RunIntent.type);
    this.matrix = matrix;
    this.mode = mode;
    this.only = only;
  }
}

/** Stop the run of a matrix; without `matrix`, every run of the notebook. */
export class StopIntent extends Intent {
  static readonly type = 'gamut-stop';
  readonly matrix: string | null;
  constructor(matrix: string | null) {
    super(StopIntent.type);
    this.matrix = matrix;
  }
}

/** Have vendors count the input of a matrix. `settled` is called when they have, or could not. */
export class CountIntent extends Intent {
  static readonly type = 'gamut-count';
  readonly matrix: string;
  readonly settled: () => void;
  constructor(matrix: string, settled: () => void) {
    super(CountIntent.type);
    this.matrix = matrix;
    this.settled = settled;
  }
}

/** Limit what the next runs of a matrix may cost, US dollars; null for no limit of their own. */
export class BudgetIntent extends Intent {
  static readonly type = 'gamut-budget';
  readonly matrix: string;
  readonly usd: number | null;
  constructor(matrix: string, usd: number | null) {
    super(BudgetIntent.type);
    this.matrix = matrix;
    this.usd = usd;
  }
}

/** Put another body between a cell's fences (a note's whole text). `part` names what of the cell is edited: going on in
 * the same part is one step of undo. */
export class EditBodyIntent extends Intent {
  static readonly type = 'gamut-edit-body';
  readonly cell: CellSource;
  readonly body: string;
  readonly part: string;
  constructor(cell: CellSource, body: string, part = '') {
    super(EditBodyIntent.type);
    this.cell = cell;
    this.body = body;
    this.part = part;
  }
}

/** Set one key of a cell's YAML, or (undefined) take it out; comments and the other keys stay as they are written. A list of
 * maps can be written one a line. */
export class EditKeyIntent extends Intent {
  static readonly type = 'gamut-edit-key';
  readonly cell: CellSource;
  readonly key: string;
  readonly value: Value | undefined;
  readonly part: string;
  /** Whether a list is written one a line. */
  readonly isByLine: boolean;
  constructor(cell: CellSource, key: string, value: Value | undefined, { part = '', isByLine = false } = {}) {
    super(EditKeyIntent.type);
    this.isByLine = isByLine;
    this.cell = cell;
    this.key = key;
    this.value = value;
    this.part = part;
  }
}

/** Put what was written as the levels of a parameter into a matrix, if it can be its levels. */
export class EditLevelsIntent extends Intent {
  static readonly type = 'gamut-edit-levels';
  readonly cell: CellSource;
  readonly name: string;
  readonly written: string;
  constructor(cell: CellSource, name: string, written: string) {
    super(EditLevelsIntent.type);
    this.cell = cell;
    this.name = name;
    this.written = written;
  }
}

/** Put the rows of the file that a dataset names into the notebook, and let the file be. */
export class TakeInIntent extends Intent {
  static readonly type = 'gamut-take-in';
  readonly cell: CellSource;
  constructor(cell: CellSource) {
    super(TakeInIntent.type);
    this.cell = cell;
  }
}

/** Give a variable of a prompt another name. */
export class RenameVariableIntent extends Intent {
  static readonly type = 'gamut-rename-variable';
  readonly cell: CellSource;
  readonly from: string;
  readonly to: string;
  constructor(cell: CellSource, from: string, to: string) {
    super(RenameVariableIntent.type);
    this.cell = cell;
    this.from = from;
    this.to = to;
  }
}

/** Give a cell another id, which all that name it take over. `refused` is called where it cannot have that. */
export class RenameIdIntent extends Intent {
  static readonly type = 'gamut-rename-id';
  readonly cell: CellSource;
  readonly id: string;
  readonly refused: (fault: IdFault) => void;
  constructor(cell: CellSource, id: string, refused: (fault: IdFault) => void) {
    super(RenameIdIntent.type);
    this.cell = cell;
    this.id = id;
    this.refused = refused;
  }
}

/** Have a view cell say another state; of a matrix: put a view cell that says it behind. `done` is called when it is there. */
export class EditViewIntent extends Intent {
  static readonly type = 'gamut-edit-view';
  readonly cell: CellSource & { kind: 'view' | 'matrix' };
  readonly state: ViewState;
  readonly done: (() => void) | undefined;
  constructor(cell: EditViewIntent['cell'], state: ViewState, done?: () => void) {
    super(EditViewIntent.type);
    this.cell = cell;
    this.state = state;
    this.done = done;
  }
}

/** Show a cell's source in place of its form, or the form again. */
export class ToggleSourceIntent extends Intent {
  static readonly type = 'gamut-toggle-source';
  readonly cell: CellSource;
  readonly isSource: boolean;
  constructor(cell: CellSource, isSource: boolean) {
    super(ToggleSourceIntent.type);
    this.cell = cell;
    this.isSource = isSource;
  }
}

/** Change `key=value` pairs of a cell's info string; null takes a key away. `part` is as in {@link EditBodyIntent}. */
export class EditInfoIntent extends Intent {
  static readonly type = 'gamut-edit-info';
  readonly cell: CellSource;
  readonly info: Record<string, string | null>;
  readonly part: string;
  constructor(cell: CellSource, info: Record<string, string | null>, part = '') {
    super(EditInfoIntent.type);
    this.cell = cell;
    this.info = info;
    this.part = part;
  }
}

/** Show a trial in the inspector; null closes it. With `part` it opens at its history. */
export class InspectIntent extends Intent {
  static readonly type = 'gamut-inspect';
  readonly matrix: string;
  readonly trialId: string | null;
  readonly part: 'history' | null;
  constructor(matrix: string, trialId: string | null, part: InspectIntent['part'] = null) {
    super(InspectIntent.type);
    this.matrix = matrix;
    this.trialId = trialId;
    this.part = part;
  }
}

/** Narrow the views of a matrix to the trials that have these levels; none: show all again. */
export class FilterIntent extends Intent {
  static readonly type = 'gamut-filter';
  readonly matrix: string;
  readonly only: Variant;
  /** Of those the answers alone that failed a check; null for all. */
  readonly failed: FailedCheck | null;
  constructor(matrix: string, only: Variant, failed: FailedCheck | null = null) {
    super(FilterIntent.type);
    this.matrix = matrix;
    this.only = only;
    this.failed = failed;
  }
}

/** Paint tokens, or stop painting them. */
export class ToggleHeatIntent extends Intent {
  static readonly type = 'gamut-toggle-heat';
  constructor() {
    super(ToggleHeatIntent.type);
  }
}

/** Open a notebook of the folder. */
export class OpenNotebookIntent extends Intent {
  static readonly type = 'gamut-open';
  readonly name: string;
  constructor(name: string) {
    super(OpenNotebookIntent.type);
    this.name = name;
  }
}

/** Move, copy or delete a cell. */
export class ArrangeIntent extends Intent {
  static readonly type = 'gamut-arrange';
  readonly cell: CellSource;
  readonly what: 'up' | 'down' | 'duplicate' | 'delete';
  constructor(cell: CellSource, what: ArrangeIntent['what']) {
    super(ArrangeIntent.type);
    this.cell = cell;
    this.what = what;
  }
}

/** Put a new cell in before the one at an index. */
export class InsertCellIntent extends Intent {
  static readonly type = 'gamut-insert-cell';
  readonly index: number;
  readonly kind: NewCellKind;
  constructor(index: number, kind: NewCellKind) {
    super(InsertCellIntent.type);
    this.index = index;
    this.kind = kind;
  }
}

/** Do a command of the page, by its id (see `page/commands`). */
export class CommandIntent extends Intent {
  static readonly type = 'gamut-command';
  readonly command: string;
  constructor(command: string) {
    super(CommandIntent.type);
    this.command = command;
  }
}

/** Go to a cell of the open notebook. */
export class GoToCellIntent extends Intent {
  static readonly type = 'gamut-go';
  readonly index: number;
  /** Which heading of a note, in order; null for the cell as a whole. */
  readonly heading: number | null;
  constructor(index: number, heading: number | null = null) {
    super(GoToCellIntent.type);
    this.index = index;
    this.heading = heading;
  }
}

/** Go to a line of the open notebook's file, shown as text. */
export class GoToLineIntent extends Intent {
  static readonly type = 'gamut-go-line';
  /** 1-based, as is the column. */
  readonly line: number;
  readonly column: number;
  constructor(line: number, column: number) {
    super(GoToLineIntent.type);
    this.line = line;
    this.column = column;
  }
}

/** Narrow the views of a matrix to the results that stand somewhere, or that differ. */
export class NarrowIntent extends Intent {
  static readonly type = 'gamut-narrow';
  readonly matrix: string;
  readonly filter: Shown;
  constructor(matrix: string, filter: NarrowIntent['filter']) {
    super(NarrowIntent.type);
    this.matrix = matrix;
    this.filter = filter;
  }
}

/** Say something of a result. */
export class AnnotateIntent extends Intent {
  static readonly type = 'gamut-annotate';
  readonly matrix: string;
  readonly trialId: string;
  readonly change: Partial<Annotation>;
  constructor(matrix: string, trialId: string, change: Partial<Annotation>) {
    super(AnnotateIntent.type);
    this.matrix = matrix;
    this.trialId = trialId;
    this.change = change;
  }
}

/** Put a cell of a given text in after another one. */
export class InsertTextIntent extends Intent {
  static readonly type = 'gamut-insert-text';
  readonly after: CellSource;
  readonly text: string;
  constructor(after: CellSource, text: string) {
    super(InsertTextIntent.type);
    this.after = after;
    this.text = text;
  }
}

/** Put the cells of a Markdown text in before the one at an index. */
export class PasteCellsIntent extends Intent {
  static readonly type = 'gamut-paste-cells';
  readonly index: number;
  readonly markdown: string;
  constructor(index: number, markdown: string) {
    super(PasteCellsIntent.type);
    this.index = index;
    this.markdown = markdown;
  }
}

/** Put another text in the place of the whole notebook's. */
export class EditTextIntent extends Intent {
  static readonly type = 'gamut-edit-text';
  readonly text: string;
  constructor(text: string) {
    super(EditTextIntent.type);
    this.text = text;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gamut-run': RunIntent;
    'gamut-stop': StopIntent;
    'gamut-count': CountIntent;
    'gamut-budget': BudgetIntent;
    'gamut-edit-body': EditBodyIntent;
    'gamut-edit-key': EditKeyIntent;
    'gamut-edit-info': EditInfoIntent;
    'gamut-rename-id': RenameIdIntent;
    'gamut-edit-levels': EditLevelsIntent;
    'gamut-edit-view': EditViewIntent;
    'gamut-take-in': TakeInIntent;
    'gamut-rename-variable': RenameVariableIntent;
    'gamut-toggle-source': ToggleSourceIntent;
    'gamut-inspect': InspectIntent;
    'gamut-filter': FilterIntent;
    'gamut-narrow': NarrowIntent;
    'gamut-toggle-heat': ToggleHeatIntent;
    'gamut-open': OpenNotebookIntent;
    'gamut-go': GoToCellIntent;
    'gamut-go-line': GoToLineIntent;
    'gamut-arrange': ArrangeIntent;
    'gamut-command': CommandIntent;
    'gamut-insert-cell': InsertCellIntent;
    'gamut-paste-cells': PasteCellsIntent;
    'gamut-edit-text': EditTextIntent;
    'gamut-annotate': AnnotateIntent;
    'gamut-insert-text': InsertTextIntent;
  }
}
