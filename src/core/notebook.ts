import type { Text } from './text.ts';
import type { Message, Value } from './trial.ts';
import type { ViewSpec } from './view-spec.ts';

/** What is wrong in a notebook, and where. Lines and columns are 1-based, of the whole file. */
export interface Problem {
  /** `error`: the cell cannot be used. `warning`: it can. */
  severity: 'error' | 'warning';
  line: number;
  column: number;
  /** Index of the cell in {@link Notebook.cells}; null for the front matter. */
  cell: number | null;
  /** What is wrong and what was expected, with the nearest match for a name that is unknown. */
  message: Text;
}

/** Where a cell stands in the file's text. Offsets are UTF-16, `end` exclusive; the cell's text is `slice(start, end)`. */
export interface CellSource {
  /** Position among the notebook's cells. */
  index: number;
  /** First line of the cell (the fence's opening line), 1-based. */
  line: number;
  start: number;
  end: number;
  /** What stands between the fence lines, without the last newline; a note's whole text. */
  body: string;
  bodyStart: number;
  bodyEnd: number;
  /** `key=value` pairs of the info string, as written (quotes taken off). Empty for notes. */
  info: Record<string, string>;
}

/** Prose between the fences. */
export interface NoteCell extends CellSource {
  kind: 'note';
}

/** A system prompt, verbatim. */
export interface PersonaCell extends CellSource {
  kind: 'persona';
  id: string;
  /** For people; the id where no name was written. */
  name: string;
  text: string;
}

/** A user template, or turns. Contents are Liquid templates. */
export interface PromptCell extends CellSource {
  kind: 'prompt';
  id: string;
  name: string;
  turns: Message[];
  /** Names of the variables used in any turn, in order of first use. */
  variables: string[];
}

/** One row of variables. */
export interface DatasetRow {
  /** The `id` column, or `row-N` (1-based) where there is none. Unique in its dataset. */
  id: string;
  /** Every column as text, `id` included where written. */
  vars: Record<string, string>;
}

export interface DatasetCell extends CellSource {
  kind: 'dataset';
  id: string;
  format: 'csv' | 'jsonl';
  /** File beside the notebook; null for inline rows. */
  src: string | null;
  /** The column whose values name the rows for people; null where their ids do. What a trial is never depends on it. */
  label: string | null;
  columns: string[];
  rows: DatasetRow[];
}

/** A swept parameter or part: its name as in the APIs (or `prompt`, `persona`, `model`) and its levels. */
export interface Axis {
  name: string;
  levels: Value[];
}

/** What is multiplied. `none` among the personas is no system prompt; the level `default` of a parameter sends nothing. */
export interface MatrixCell extends CellSource {
  kind: 'matrix';
  id: string;
  prompts: string[];
  personas: string[];
  /** `provider/model`. */
  models: string[];
  /** Parameters with one value, the front matter's defaults included. */
  params: Record<string, Value>;
  /** Parameters with several values, in the order written. */
  axes: Axis[];
  /** Id of the dataset; null for none. */
  data: string | null;
  repeats: number;
  /** A variant that has all the values of one of these is left out. */
  exclude: Record<string, Value>[];
}

/** One check on a response. `id` is its column in the CSV. */
export interface Check {
  id: string;
  type:
    | 'regex'
    | 'not-regex'
    | 'contains'
    | 'not-contains'
    | 'equals'
    | 'max-graphemes'
    | 'min-graphemes'
    | 'max-sentences'
    | 'json'
    | 'json-schema'
    | 'json-field'
    | 'finish-reason';
  /** What the type compares with; its shape depends on the type. May hold `{{variables}}` where it is text. */
  value: Value;
}

export interface AssertCell extends CellSource {
  kind: 'assert';
  /** Id of the matrix. */
  of: string;
  checks: Check[];
}

export type Layout = 'list' | 'grid' | 'pivot' | 'diff' | 'blind';

/** How the results of a matrix are shown. `rows`, `cols`, `split` are axis names. */
export interface ViewCell extends CellSource, ViewSpec {
  kind: 'view';
  of: string;
  layout: Layout;
  rows: string | null;
  cols: string | null;
  split: string | null;
  /** Other keys, kept as written. */
  more: Record<string, Value>;
}

export interface ChartCell extends CellSource {
  kind: 'chart';
  of: string;
  /** `cost`, `tokens`, `latency`... as written. */
  chart: string;
  /** Axis to group by; null for the page's choice. */
  by: string | null;
  /** Axis to part each group by; null for none. */
  split: string | null;
  /** What of the kind is drawn (`total`, `distinct-2`...), as written; null for the kind's first. */
  metric: string | null;
  /** For `pareto`: what the metric is weighed against, as written; null for cost. */
  against: string | null;
  more: Record<string, Value>;
}

/** A fence that is no cell of Gamut (its language is another), or a cell that could not be read (see the problems). */
export interface OtherCell extends CellSource {
  kind: 'other';
  /** First word of the info string. */
  language: string;
  /** Whether it is meant to be a cell of Gamut but is broken. */
  broken: boolean;
}

export type Cell =
  | NoteCell
  | PersonaCell
  | PromptCell
  | DatasetCell
  | MatrixCell
  | AssertCell
  | ViewCell
  | ChartCell
  | OtherCell;

/** Limits on money that a notebook sets for itself. */
export interface Budget {
  maxCostUsd: number | null;
  maxCostKrw: number | null;
  /** Whether the front matter cannot be read: then nobody knows what is allowed. */
  isBroken?: true;
}

/** A notebook as used: parsed once, checked once. */
export interface Notebook {
  /** Version of the format; 1. */
  gamut: number;
  title: string;
  /** BCP 47 tag; null where not written. */
  lang: string | null;
  defaults: Record<string, Value>;
  budget: Budget;
  cells: Cell[];
  problems: Problem[];
}

/** The cell of a kind with an id; null where there is none. */
export function findCell<K extends 'persona' | 'prompt' | 'dataset' | 'matrix'>(
  notebook: Notebook,
  kind: K,
  id: string,
): Extract<Cell, { kind: K }> | null {
  for (const cell of notebook.cells) {
    if (cell.kind === kind && 'id' in cell && cell.id === id) return cell as Extract<Cell, { kind: K }>;
  }
  return null;
}

/** All cells of a kind, in order. */
export function cellsOf<K extends Cell['kind']>(
  notebook: Pick<Notebook, 'cells'>,
  kind: K,
): Extract<Cell, { kind: K }>[] {
  return notebook.cells.filter((cell): cell is Extract<Cell, { kind: K }> => cell.kind === kind);
}
