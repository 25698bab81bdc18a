import { cellsOf } from '../core/notebook.ts';
import type { MatrixCell, Notebook, Problem } from '../core/notebook.ts';
import { readPins, writePins } from '../core/pin-line.ts';
import type { PinFault, PinnedAnswer } from '../core/pin-line.ts';
import { isPinned } from '../core/pinned.ts';
import type { PinnedView, PinResult } from '../core/api.ts';
import { answerKey } from '../core/vote.ts';
import { FolderError } from '../store/folder-error.ts';
import type { NotebookFolder } from '../store/notebook-folder.ts';
import { pinsNameOf } from '../store/notebook-name.ts';
import type { Results } from '../store/results.ts';
import { recordsOf } from './plan.ts';
import type { Plan } from './plan.ts';
import type { Workbench } from './workbench.ts';

/** Of a file that is broken throughout, so many lines are told of. */
const MOST_FAULTS = 10;

/** What is wrong with a file of pinned results; `line` null: with the whole of it. */
type Fault = Omit<PinFault, 'line'> & { line: number | null };

/** Keeps the pinned results of notebooks at hand, as their files have them. */
export class Pins {
  readonly #folder: NotebookFolder;
  readonly #results: Results;
  readonly #faults = new Map<string, Fault[]>();

  constructor(folder: NotebookFolder, results: Results) {
    this.#folder = folder;
    this.#results = results;
  }

  /** Reads the pinned results of a notebook, where they have changed. Gives what is wrong with the file. */
  async load(name: string, identity: string): Promise<readonly Fault[]> {
    const { pinned } = this.#results;
    try {
      const version = await this.#folder.pinsVersion(name);
      if (version === pinned.versionOf(identity)) return this.#faults.get(identity) ?? [];
      const text = version === null ? null : await this.#folder.readPins(name);
      const { answers, faults } = readPins(text ?? '', identity);
      if (text === null || version === null) pinned.drop(identity);
      else pinned.put(identity, version, answers);
      this.#faults.set(identity, faults);
      return faults;
    } catch (error) {
      if (!(error instanceof FolderError)) throw error;
      pinned.drop(identity);
      return [{ line: null, reason: error.text }];
    }
  }
}

/** What is wrong with the pinned results as problems of the notebook: at its first matrix. */
export function toPinProblems(
  name: string,
  faults: readonly Fault[],
  { notebook, matrix }: { notebook: Notebook; matrix: MatrixCell },
): Problem[] {
  if (cellsOf(notebook, 'matrix')[0]?.id !== matrix.id) return [];
  const file = pinsNameOf(name).split('/').at(-1) ?? '';
  const place = { severity: 'warning' as const, line: matrix.line, column: 1, cell: matrix.index };
  const told = faults.slice(0, MOST_FAULTS).map(({ line, reason }): Problem => {
    if (line === null) return { ...place, message: reason };
    return {
      ...place,
      message: {
        en: `${file}, line ${line} is left out: ${reason.en}.`,
        ko: `${file} ${line}행은 쓰지 않습니다: ${reason.ko}.`,
      },
    };
  });
  const more = faults.length - told.length;
  if (more <= 0) return told;
  const message = {
    en: `${file}: ${more} more lines are left out.`,
    ko: `${file}: 이 밖에 ${more}개 행을 쓰지 않습니다.`,
  };
  return [...told, { ...place, message }];
}

/** The pinned results of a plan's matrix, in short; null where it has none. */
export function toPinnedView(
  { name, identity, matrix, trials }: Plan,
  { pinned }: Results,
): PinnedView | null {
  const times = pinned
    .answersOf(identity, matrix.id)
    .map(({ record }) => record.startedAt)
    .sort();
  const [oldest] = times;
  const newest = times.at(-1);
  if (oldest === undefined || newest === undefined) return null;
  return {
    file: pinsNameOf(name),
    records: times.length,
    shown: trials.filter(({ standing, recordId }) => standing === 'done' && isPinned(recordId)).length,
    oldest,
    newest,
  };
}

async function write(workbench: Workbench, plan: Plan, answers: PinnedAnswer[]): Promise<PinResult> {
  const { folder, results } = workbench;
  const { name, identity, notebook, matrix, trials } = plan;
  const others = new Set(cellsOf(notebook, 'matrix').map(({ id }) => id));
  others.delete(matrix.id);
  const kept = results.pinned.answers(identity).filter(({ record }) => others.has(record.trial.cellId));
  const text = writePins([...kept, ...answers]);
  await folder.writePins(name, text === '' ? null : text);
  const missing = trials.filter(({ standing }) => standing !== 'done' && standing !== 'skipped').length;
  return {
    file: text === '' ? null : pinsNameOf(name),
    records: answers.length,
    bytes: Buffer.byteLength(text),
    missing,
  };
}

/**
 * Writes the answers of a matrix, as they stand, beside the notebook, in place of what was pinned of it before; those of its
 * other matrices stay. Failures and what is stale are left out. With `logprobs` token lists are written too.
 */
export async function pinMatrix(
  workbench: Workbench,
  name: string,
  matrixId: string,
  { logprobs = false }: { logprobs?: boolean } = {},
): Promise<PinResult> {
  const { results } = workbench;
  const plan = await workbench.plan(name, matrixId);
  const done = plan.trials.filter(({ standing }) => standing === 'done');
  const said = results.annotations.of(done.map(({ trial }) => trial));
  const ids = done.flatMap(({ recordId }) => recordId ?? []);
  const means = new Map(results.measured(ids).map((one) => [one.recordId, one.meanLogprob]));
  const answers: PinnedAnswer[] = [];
  for (const record of recordsOf(done, results, plan.identity)) {
    if (!record) continue;
    const entry = said.get(answerKey(record.trial));
    const annotation = entry
      ? { starred: entry.starred, rating: entry.rating, note: entry.note, tags: entry.tags }
      : null;
    const tokens = logprobs && record.hasTokens ? results.tokens(record.recordId) : null;
    const meanLogprob = means.get(record.recordId) ?? null;
    answers.push({ record, tokens, meanLogprob, annotation });
  }
  return write(workbench, plan, answers);
}

/** Takes the pinned results of a matrix away. What the store has of them stays. */
export async function unpinMatrix(workbench: Workbench, name: string, matrixId: string): Promise<PinResult> {
  return write(workbench, await workbench.plan(name, matrixId), []);
}
