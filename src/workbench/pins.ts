import { cellsOf } from '../core/notebook.ts';
import type { MatrixCell, Notebook, Problem } from '../core/notebook.ts';
import { readPins } from '../core/pin-file.ts';
import type { PinFault } from '../core/pin-file.ts';
import { isPinned } from '../core/pinned.ts';
import type { PinnedView } from '../core/api.ts';
import type { Text } from '../core/text.ts';
import { FolderError } from '../store/folder-error.ts';
import type { NotebookFolder } from '../store/notebook-folder.ts';
import { pinsNameOf } from '../store/notebook-name.ts';
import type { Results } from '../store/results.ts';
import type { Plan } from './plan.ts';

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
      const version = await this.#folder.pins.version(name);
      if (version === pinned.versionOf(identity)) return this.#faults.get(identity) ?? [];
      const text = version === null ? null : await this.#folder.pins.read(name);
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

/** What is wrong with the pinned results of a notebook as problems of it: at its first matrix. `counts`: how many answers are
 * pinned, by matrix. */
export function toPinProblems(
  name: string,
  faults: readonly Fault[],
  {
    notebook,
    matrix,
    counts,
  }: { notebook: Notebook; matrix: MatrixCell; counts: ReadonlyMap<string, number> },
): Problem[] {
  const matrices = cellsOf(notebook, 'matrix').map(({ id }) => id);
  if (matrices[0] !== matrix.id) return [];
  const file = pinsNameOf(name).split('/').at(-1) ?? '';
  const place = { severity: 'warning' as const, line: matrix.line, column: 1, cell: matrix.index };
  const told = faults.slice(0, MOST_FAULTS).map(({ line, reason }): Problem => {
    if (line === null) return { ...place, message: reason };
    return {
      ...place,
      message: {
        en: `${file}, line ${line} is left out: ${reason.en}. It stays in the file as it is.`,
        ko: `${file} ${line}행은 쓰지 않습니다: ${reason.ko}. 파일에는 그대로 남습니다.`,
      },
    };
  });
  const more = faults.length - told.length;
  const others = isWhole(notebook) ? [...counts].filter(([id]) => !matrices.includes(id)) : [];
  const messages: Text[] = others.map(([id, count]) => ({
    en: `${file}: ${count} pinned answers are of a matrix '${id}', which this notebook does not have. They stay in the file; delete their lines there to let them go.`,
    ko: `${file}: 이 노트북에 없는 매트릭스 '${id}'의 고정된 답변이 ${count}개 있습니다. 파일에 그대로 남으며, 필요 없으면 파일에서 그 행을 지우세요.`,
  }));
  if (more > 0)
    messages.unshift({
      en: `${file}: ${more} more lines are left out.`,
      ko: `${file}: 이 밖에 ${more}개 행을 쓰지 않습니다.`,
    });
  return [...told, ...messages.map((message) => ({ ...place, message }))];
}

/** Whether every matrix of a notebook can be read: one that is broken just now may be the one that is missed. */
function isWhole({ cells }: Notebook): boolean {
  return !cells.some((cell) => cell.kind === 'other' && cell.broken && cell.language === 'matrix');
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
