import { offsetOfInfo } from './cell-offset.ts';
import { checkTemplateFault } from './check-template.ts';
import { KIND_NAME, NO_PERSONA, namingKey } from './cell-kind.ts';
import { toSuggestion } from './nearest.ts';
import type { AssertCell, Cell, DatasetRow, MatrixCell, PromptCell, ViewCell } from './notebook.ts';
import { PART_AXES } from './read-matrix.ts';
import type { Report } from './report.ts';
import { TemplateError, renderTemplate } from './template.ts';
import { readYaml, type YamlBody, type YamlPath } from './yaml-body.ts';

type Named = 'persona' | 'prompt' | 'dataset' | 'matrix';

const NAMED: readonly Named[] = ['persona', 'prompt', 'dataset', 'matrix'];

/** Every id of a kind with its first cell, broken ones included. */
type Ids = Record<Named, Map<string, Cell>>;

/** Checks what the cells say of each other: ids that are used twice, names that nothing has, variables that no column
 * gives. Problems are reported at the cell that says it. */
export function checkReferences(text: string, cells: Cell[], reportOf: (index: number) => Report): void {
  const ids: Ids = { persona: new Map(), prompt: new Map(), dataset: new Map(), matrix: new Map() };
  for (const cell of cells) collectId(text, cell, ids, reportOf(cell.index));
  const checkIds = new Map<string, number>();
  for (const cell of cells) {
    const report = reportOf(cell.index);
    if (cell.kind === 'matrix') checkMatrix(text, cell, ids, report);
    if (cell.kind === 'assert' || cell.kind === 'view' || cell.kind === 'chart') {
      const matrix = ids.matrix.get(cell.of);
      if (!matrix)
        reportUnknown(
          'matrix',
          cell.of,
          ids,
          offsetOfInfo(text, cell, namingKey(cell.kind, cell.info)),
          report,
        );
      else if (cell.kind === 'view' && matrix.kind === 'matrix') checkView(text, cell, matrix, report);
    }
    if (cell.kind === 'assert') {
      checkCheckIds(cell, checkIds, report);
      checkCheckTemplates(text, cell, ids, report);
    }
  }
}

function collectId(text: string, cell: Cell, ids: Ids, report: Report): void {
  const kind = NAMED.find((name) => name === (cell.kind === 'other' ? cell.language : cell.kind));
  const id = cell.info['id'];
  if (!kind || id === undefined || (cell.kind === 'other' && !cell.broken)) return;
  const first = ids[kind].get(id);
  if (!first) return void ids[kind].set(id, cell);
  report('error', offsetOfInfo(text, cell, 'id'), {
    en: `${KIND_NAME[kind].en} '${id}' is already defined in line ${first.line}; give this one another id`,
    ko: `${KIND_NAME[kind].ko} '${id}'의 정의가 ${first.line}번째 줄에 이미 있습니다. 다른 id를 쓰세요.`,
  });
}

function reportUnknown(kind: Named, id: string, ids: Ids, offset: number, report: Report): void {
  const known = [...ids[kind].keys()];
  const more = toSuggestion(id, known);
  report('error', offset, {
    en: `${KIND_NAME[kind].en} '${id}' is not defined${more.en}`,
    ko: `${KIND_NAME[kind].ko} '${id}'의 정의가 없습니다.${more.ko}`,
  });
}

/** Where what a cell says stands in the file. Its body is read for that only where something is wrong with it. */
class Places {
  readonly #read: () => YamlBody | null;
  #body: YamlBody | null | undefined;
  readonly #start: number;

  constructor(text: string, { start, bodyStart, bodyEnd }: MatrixCell | ViewCell | AssertCell) {
    this.#start = start;
    this.#read = () => readYaml(text.slice(bodyStart, bodyEnd), bodyStart, () => undefined);
  }

  get body(): YamlBody | null {
    this.#body ??= this.#read();
    return this.#body;
  }

  of(path: YamlPath): number {
    return this.body?.offsetOf(path) ?? this.#start;
  }

  ofKey(key: string): number {
    return this.body?.offsetOfKey(key) ?? this.#start;
  }

  /** Of one of several values of a key, or of the only one. */
  ofValue(key: string, index: number): number {
    const value = this.body?.value;
    const isMap = value !== null && typeof value === 'object' && !Array.isArray(value);
    return this.of(isMap && Array.isArray(value[key]) ? [key, index] : [key]);
  }
}

function checkMatrix(text: string, cell: MatrixCell, ids: Ids, report: Report): void {
  const places = new Places(text, cell);
  const check = (key: string, kind: Named, id: string, index: number): Cell | null => {
    const found = ids[kind].get(id);
    if (!found) reportUnknown(kind, id, ids, places.ofValue(key, index), report);
    else if (found.kind === 'other') {
      report('error', places.ofValue(key, index), {
        en: `${KIND_NAME[kind].en} '${id}' has errors: see line ${found.line}`,
        ko: `${KIND_NAME[kind].ko} '${id}'에 오류가 있습니다. ${found.line}번째 줄을 보세요.`,
      });
    }
    return found ?? null;
  };
  for (const [index, id] of cell.personas.entries()) {
    if (id !== NO_PERSONA) check('persona', 'persona', id, index);
  }
  const dataset = cell.data === null ? null : check('data', 'dataset', cell.data, 0);
  for (const [index, id] of cell.prompts.entries()) {
    const prompt = check('prompt', 'prompt', id, index);
    if (prompt?.kind !== 'prompt' || (cell.data !== null && dataset?.kind !== 'dataset')) continue;
    const rows = dataset?.kind === 'dataset' ? dataset.rows : null;
    checkVariables(prompt, rows, cell, places, report);
  }
  if (dataset?.kind === 'dataset') checkExcludedRows(cell, dataset.rows, places, report);
}

/** A variable that no column gives is an error only where the template cannot do without (`default` and `if` can). */
function checkVariables(
  prompt: PromptCell,
  rows: DatasetRow[] | null,
  cell: MatrixCell,
  places: Places,
  report: Report,
): void {
  const lacking = (rows ?? [{ id: '', vars: {} }]).find(({ vars }) =>
    prompt.variables.some((name) => !Object.hasOwn(vars, name)),
  );
  if (!lacking) return;
  try {
    for (const { content } of prompt.turns) renderTemplate(content, lacking.vars);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    if (error.variable === null) return;
    if (rows === null) {
      report('error', places.ofKey('prompt'), {
        en: `prompt '${prompt.id}' uses {{${error.variable}}}, and this matrix has no dataset; choose one (data: and its id)`,
        ko: `프롬프트 '${prompt.id}'에서 {{${error.variable}}} 변수를 쓰지만 이 매트릭스에는 데이터셋이 없습니다. 매트릭스에서 데이터셋을 고르세요(파일에서는 data: 뒤에 그 id).`,
      });
      return;
    }
    const more = toSuggestion(error.variable, Object.keys(lacking.vars));
    report('error', places.of(['data']), {
      en: `prompt '${prompt.id}' uses {{${error.variable}}}, which row '${lacking.id}' of dataset '${cell.data}' has not${more.en}`,
      ko: `프롬프트 '${prompt.id}'의 변수 {{${error.variable}}} 값이 데이터셋 '${cell.data}'의 행 '${lacking.id}'에 없습니다.${more.ko}`,
    });
  }
}

function checkExcludedRows(cell: MatrixCell, rows: DatasetRow[], places: Places, report: Report): void {
  if (cell.exclude.length === 0) return;
  const known = rows.map((row) => row.id);
  const isKnown = new Set(known);
  for (const [index, said] of cell.exclude.entries()) {
    const named = said['row'];
    if (named === undefined) continue;
    for (const id of [named].flat().map(String)) {
      if (isKnown.has(id)) continue;
      const more = toSuggestion(id, known);
      report('warning', places.of(['exclude', index, 'row']), {
        en: `exclude: dataset '${cell.data}' has no row '${id}'${more.en}`,
        ko: `exclude: 데이터셋 '${cell.data}'에 '${id}' 행이 없습니다.${more.ko}`,
      });
    }
  }
}

function checkView(text: string, cell: ViewCell, matrix: MatrixCell, report: Report): void {
  const names = [
    ...PART_AXES,
    ...matrix.axes.map((axis) => axis.name),
    ...(matrix.data === null ? [] : ['row']),
    'repeat',
  ];
  const places = new Places(text, cell);
  for (const key of ['rows', 'cols', 'split'] as const) {
    const name = cell[key];
    if (name === null || names.includes(name)) continue;
    const more = toSuggestion(name, names);
    report('warning', places.of([key]), {
      en: `${key}: '${name}' is no axis of matrix '${matrix.id}'${more.en}`,
      ko: `${key}: 매트릭스 '${matrix.id}'에 '${name}' 축이 없습니다.${more.ko}`,
    });
  }
}

/** Checks are columns of the results, so their ids are unique among all of a matrix. */
function checkCheckIds(cell: AssertCell, lines: Map<string, number>, report: Report): void {
  for (const { id } of cell.checks) {
    const key = `${cell.of} ${id}`;
    const earlier = lines.get(key);
    if (earlier === undefined) lines.set(key, cell.line);
    else {
      report('error', cell.start, {
        en: `the check '${id}' is already defined in line ${earlier}; give this one another id`,
        ko: `검사 '${id}'의 정의가 ${earlier}번째 줄에 이미 있습니다. 다른 id를 쓰세요.`,
      });
    }
  }
}

/** What a check compares with may hold variables, as a prompt does: those that no column gives could never be told. */
function checkCheckTemplates(text: string, cell: AssertCell, ids: Ids, report: Report): void {
  const matrix = ids.matrix.get(cell.of);
  if (matrix?.kind !== 'matrix') return;
  const data = matrix.data === null ? null : ids.dataset.get(matrix.data);
  if (data !== null && data?.kind !== 'dataset') return;
  const places = new Places(text, cell);
  for (const [index, check] of cell.checks.entries()) {
    const fault = checkTemplateFault(check, data);
    if (!fault) continue;
    const { en, ko } = fault.text;
    report('error', places.of([index, 'value']), { en: `${check.id}: ${en}`, ko: `${check.id}: ${ko}` });
  }
}
