import type { BudgetLimits } from './budget.ts';
import type { ProviderKind } from './capability.ts';
import type { Estimate } from './estimate.ts';
import type { RunMode } from './event.ts';
import type { Failure } from './failure.ts';
import type { Axis, Notebook, Problem } from './notebook.ts';
import type { LiveTrial, RunState } from './run-state.ts';
import type { Standing } from './standing.ts';
import type { Locale, Text } from './text.ts';

// What server and page say to each other. A notebook's `name` is its path from the notebooks folder, with `/`.

/** Every answer that is not a success. `message` says what happened, `hint` what to do next, in the asker's language. */
export interface ApiError {
  error: { kind: string; message: string; hint: string | null };
}

/** A notebook in the list. */
export interface NotebookItem {
  name: string;
  title: string;
  /** BCP 47 tag of its texts; null where it does not say. */
  lang: string | null;
  /** ISO 8601, UTC. */
  modifiedAt: string;
  /** How many problems it has. */
  errors: number;
  warnings: number;
  matrices: { id: string; trials: number }[];
  /** Why it cannot be read (it is not UTF-8, is too large, ...), counted as one of `errors`; its title is the file's name then. */
  error: Text | null;
}

export interface NotebookList {
  notebooks: NotebookItem[];
}

/** A notebook's text as it is on the disk. */
export interface NotebookFile {
  name: string;
  text: string;
  /** Changes whenever the text does. */
  version: string;
  /** Texts of the dataset files that it names, by the name as written; the ones that could be read. */
  files: Record<string, string>;
  /** Why the others could not be. */
  fileErrors: Record<string, Text>;
  /** The text as it is read, so that it can be shown before what reads it is loaded. */
  notebook: Notebook;
  /** The notes that are seen first, as HTML, by their text; none that hold HTML of their own. */
  prose: Record<string, string>;
}

/** What is on the disk, sent with the refusal to overwrite it. */
export interface NotebookConflict extends ApiError {
  disk: { text: string; version: string };
}

/** Trials without a result that cannot be made yet: their provider is not set up. */
export interface BlockedTrials {
  provider: string;
  /** What is missing, and where to put it. */
  reason: Text;
  /** The environment variable that the missing key would come from; null where something else is missing. */
  keyEnv: string | null;
  count: number;
}

/** What a matrix would make, and what of it is there. */
export interface PlanView {
  notebook: string;
  matrix: string;
  /** Trials, skipped ones included. */
  total: number;
  axes: Axis[];
  counts: Record<Standing, number>;
  /** What running would take, calls to providers in `blocked` included. */
  estimates: Record<RunMode, Estimate>;
  /** By provider; empty where every provider can be asked. */
  blocked: BlockedTrials[];
  problems: Problem[];
  /** The run that is making it now. */
  runId: string | null;
  /** The limits that hold for a run which sets none of its own; null where they cannot be read, and nothing runs. */
  limits: BudgetLimits | null;
  /** Its pinned results; null where it has none. */
  pinned: PinnedView | null;
}

/** What came of having vendors count the input of a matrix. */
export interface CountView {
  /** Requests of different input. */
  different: number;
  /** How many of them the vendors have counted; the others are estimated. */
  counted: number;
  /** Why not all that could be counted were; null where nothing went wrong. */
  failure: Failure | null;
}

/** A run's state as JSON holds it: the same as {@link RunState}, the trials under way as a list. */
export type RunView = Omit<RunState, 'live'> & { live: LiveTrial[] };

/** A run that was cut off or stopped, and can go on with what is missing. */
export interface InterruptedRunView {
  runId: string;
  notebook: string;
  cellId: string;
  mode: RunMode;
  /** Trials of the whole run; those that have an answer, and those that have none. */
  total: number;
  done: number;
  missing: number;
  /** What the run came to, US dollars; answers of unknown price are counted in `unpriced`. */
  costUsd: number;
  unpriced: number;
  /** Requests, but for free ones, that were under way when the process died: the vendor may have billed them, and they are
   * made again. */
  paidTwice: number;
  /** Missing trials whose provider cannot be asked as things are: it is not set up, or is there no more. */
  blocked: BlockedTrials[];
  /** The limit of the run itself, US dollars. */
  budgetUsd: number | null;
  startedAt: string;
  /** null where it was cut off. */
  finishedAt: string | null;
  /** `stopped`: by a person; `failed`: it could not go on; null: it was cut off, its process killed or ended. */
  reason: 'stopped' | 'failed' | null;
}

/** What may have been billed of a run on a day, for requests whose end nobody saw. */
export interface UnsettledView {
  runId: string;
  notebook: string;
  /** The local day, as `2026-11-21`. */
  day: string;
  /** The most that it can be, US dollars. */
  usd: number;
  requests: number;
}

/** Runs that go on, the last ones that ended (newest first; their `live` is empty), and those that can be resumed. */
export interface RunList {
  active: RunView[];
  recent: RunView[];
  interrupted: InterruptedRunView[];
}

/** A provider, as far as a page may know it: never its key. */
export interface ProviderInfo {
  id: string;
  kind: ProviderKind;
  baseUrl: string;
  ready: boolean;
  /** Why it is not ready. */
  reason: Text | null;
  /** The environment variable that its key comes from; null where it needs none. */
  keyEnv: string | null;
  keySet: boolean;
  /** A line that makes it ready, and the file that it goes into; null where none is missing. Of a key all but the key itself. */
  setup: { file: 'env' | 'config'; line: string } | null;
  /** Models known without asking. */
  models: string[];
  note: Text | null;
  /** Requests at a time. */
  concurrency: number;
}

export interface ProviderList {
  providers: ProviderInfo[];
}

/** A provider's models as its server lists them; where it cannot be asked, the known ones and why. */
export interface ModelList {
  provider: string;
  models: string[];
  failure: Failure | null;
}

/** What a try of a provider's model would send, and cost. */
export interface ProviderTestPlan {
  model: string;
  /** The words that are sent. */
  text: string;
  /** Tokens that the answer has at most. */
  maxTokens: number;
  /** The most that it may cost, US dollars; null where the price is unknown. */
  usd: number | null;
}

/** What came of trying a provider with one small request. */
export type ProviderTest =
  | {
      ok: true;
      model: string;
      modelVersion: string | null;
      text: string;
      ttftMs: number | null;
      totalMs: number;
    }
  | { ok: false; model: string | null; failure: Failure };

export interface Settings {
  /** Gamut's own. */
  version: string;
  /** The asker's, by Accept-Language. */
  locale: Locale;
  krwPerUsd: { rate: number; asOf: string } | null;
  /** Paths from the project's root, for show. */
  notebooksDir: string;
  storeFile: string;
  configFile: string;
  configProblems: Problem[];
}

/** Money spent today, by the ledger. */
export interface Spend {
  todayUsd: number;
  /** The most that may have been billed besides, for requests whose end nobody saw; not in `todayUsd`. */
  unsettledUsd: number;
  /** Paid calls of unknown price, not in `todayUsd`. */
  unpriced: number;
  /** Local midnight, ISO 8601. */
  since: string;
}

/** A notebook that was written, here or by another program; `version` null where it is gone. */
export interface NotebookChange {
  name: string;
  version: string | null;
}

/** A notebook that came, went or got another name. `from` null: it is new; `to` null: it is in the trash. */
export interface NotebooksChange {
  from: string | null;
  to: string | null;
}

/** A file that the datasets of a notebook name is another now, has come or is gone. */
export interface DataChange {
  name: string;
}

/** The pinned results beside a notebook are others now. */
export interface PinsChange {
  name: string;
}

/** A notebook that was deleted: by `trash` it can be brought back. */
export interface TrashedNotebook {
  name: string;
  trash: string;
}

/** What the trash holds, the last deleted first. */
export interface TrashList {
  notebooks: (TrashedNotebook & { title: string; deletedAt: string })[];
}

/** A file to be imported: its name without folders, and its text. */
export interface ImportedFile {
  name: string;
  text: string;
}

/** What came of an import: the files under the names that they have now, and those that were refused, with why. */
export interface ImportResult {
  added: { file: string; name: string }[];
  refused: { file: string; reason: Text }[];
}

/** A persona of some notebook of the folder; equal ones are one. */
export interface LibraryPersona {
  id: string;
  name: string;
  /** The system prompt, verbatim. */
  text: string;
  /** The notebooks that have it, by name. */
  notebooks: { name: string; title: string }[];
}

export interface PersonaLibrary {
  personas: LibraryPersona[];
}

/** The pinned results of a matrix: those that stand for it in a file beside the notebook. */
export interface PinnedView {
  /** Name of the file. */
  file: string;
  /** Records of this matrix in it. */
  records: number;
  /** Trials whose result, as shown, is a pinned one. */
  shown: number;
  /** When the oldest and the newest of them were made, ISO 8601. */
  oldest: string;
  newest: string;
}

/** What pinning wrote. `file` null: there are no pinned results any more. */
export interface PinResult {
  file: string | null;
  records: number;
  bytes: number;
  /** Trials without an answer, which are not in it. */
  missing: number;
}
