import { axesOf, countTrials } from './axes.ts';
import { fitRequest, unsupported, type ProviderKind } from './capability.ts';
import { NO_PERSONA } from './cell-kind.ts';
import { createExclusion } from './exclusion.ts';
import { groupDigits } from './group-digits.ts';
import { DEFAULT_LEVEL } from './show-value.ts';
import { createLineIndex, type Place } from './line-index.ts';
import { toSuggestion } from './nearest.ts';
import {
  findCell,
  type Axis,
  type DatasetRow,
  type MatrixCell,
  type Notebook,
  type Problem,
} from './notebook.ts';
import { tooShortToCache } from './prompt-cache.ts';
import { TemplateError, renderTemplate } from './template.ts';
import type { Text } from './text.ts';
import {
  modelId,
  createTrialIds,
  requestHash,
  type CompletionRequest,
  type Hash,
  type Message,
  type Trial,
  type Value,
  type Variant,
} from './trial.ts';
import { readYaml } from './yaml-body.ts';

/** As many trials as one matrix may make at a time. */
export const MAX_TRIALS = 200_000;

/** As many variants as are looked through for a selection. */
const MAX_LOOKED_THROUGH = 20_000_000;

/** What a matrix makes. With a problem of severity `error` of the matrix itself, no trials. */
export interface Expansion {
  trials: Trial[];
  axes: Axis[];
  problems: Problem[];
}

export interface ExpandOptions {
  /** The protocol of a provider; null where there is no such provider. */
  kindOf(providerId: string): ProviderKind | null;
  /** The providers that there are, to name them where one is unknown. */
  providerIds?: readonly string[];
  /** All models of a provider, where no other can be asked; null where that is not known. */
  modelsOf?(providerId: string): readonly string[] | null;
  /** Names of parameters that a model is known to have refused. */
  learntOf?(providerId: string, model: string): readonly string[];
  /** Which of the trials are wanted ({@link ./selection.ts}); all by default. */
  isSelected?(variant: Variant, repeat: number): boolean;
  /** The most trials to make. */
  limit?: number;
  /** A quicker hash than the one in plain JavaScript, where there is one. */
  hash?: Hash;
}

/** Multiplies a matrix out: prompt, persona, model, parameters, row, and repeats innermost. What the model does not take
 * makes a trial that is skipped, with the reason. Trials that cannot be made at all come as problems. */
export function expand(notebook: Notebook, matrixId: string, options: ExpandOptions): Expansion {
  const matrix = findCell(notebook, 'matrix', matrixId);
  if (!matrix) return { trials: [], axes: [], problems: [toMissingProblem(notebook, matrixId)] };
  const axes = axesOf(matrix, notebook);
  const problems = notebook.problems.filter(
    ({ cell, severity }) => cell === matrix.index && severity === 'error',
  );
  if (problems.length > 0) return { trials: [], axes, problems };
  const variants = selectVariants(matrix, notebook, axes, options);
  if ('en' in variants) return { trials: [], axes, problems: [toProblem(matrix, variants)] };
  const trials: Trial[] = [];
  const make = createTrialMaker(notebook, matrix, options);
  for (const { variant, repeats } of variants) {
    const made = make.toParts(variant);
    const idOf = createTrialIds(matrix.id, variant, options.hash);
    for (const repeat of repeats) {
      trials.push({ id: idOf(repeat), cellId: matrix.id, variant, repeat, ...made });
    }
  }
  return { trials, axes, problems: make.problems };
}

/** A level as people read it: text as it is, the rest as JSON. */
export function variantLabel(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface Selected {
  variant: Variant;
  repeats: number[];
}

/** The variants that are wanted, or why there are too many. */
function selectVariants(
  matrix: MatrixCell,
  notebook: Notebook,
  axes: Axis[],
  { isSelected, limit = MAX_TRIALS }: ExpandOptions,
): Selected[] | Text {
  const total = countTrials(matrix, notebook);
  const tooMany = (count: string): Text => ({
    en: `matrix '${matrix.id}' makes ${count} trials; at most ${groupDigits(limit)} can be made at once: take out levels, or select some`,
    ko: `매트릭스 '${matrix.id}'의 시행이 ${count}개입니다. 한 번에 ${groupDigits(limit)}개까지 만들 수 있습니다. 수준을 줄이거나 일부만 선택하세요.`,
  });
  if (total > (isSelected ? MAX_LOOKED_THROUGH : limit)) return tooMany(groupDigits(total));
  const isExcluded = createExclusion(matrix, axes);
  const allRepeats = Array.from({ length: matrix.repeats }, (_, index) => index + 1);
  const selected: Selected[] = [];
  let count = 0;
  for (const variant of product(axes)) {
    if (isExcluded(variant)) continue;
    const repeats = isSelected ? allRepeats.filter((repeat) => isSelected(variant, repeat)) : allRepeats;
    if (repeats.length === 0) continue;
    count += repeats.length;
    if (count > limit) return tooMany(`> ${groupDigits(limit)}`);
    selected.push({ variant, repeats });
  }
  return selected;
}

function* product(axes: Axis[], index = 0, chosen: [string, Value][] = []): Generator<Variant> {
  const axis = axes[index];
  if (!axis) return void (yield Object.fromEntries(chosen));
  for (const level of axis.levels) yield* product(axes, index + 1, [...chosen, [axis.name, level]]);
}

type TrialParts = Pick<Trial, 'vars' | 'request' | 'requestHash' | 'skip'>;

function createTrialMaker(
  notebook: Notebook,
  matrix: MatrixCell,
  options: ExpandOptions,
): { toParts(variant: Variant): TrialParts; problems: Problem[] } {
  const problems: Problem[] = [];
  const told = new Set<string>();
  const tell = (key: string, text: Text, severity: Problem['severity'] = 'error'): void => {
    if (!told.has(key)) problems.push(toProblem(matrix, text, severity));
    told.add(key);
  };
  const tellOfModel = (key: string, text: Text, id: string): void => {
    if (!told.has(key)) problems.push({ ...toProblem(matrix, text), ...placeOfModel(matrix, id) });
    told.add(key);
  };
  const tellOfCache = (written: CompletionRequest, sent: CompletionRequest, persona: string): void => {
    if (!('cache_control' in written.params) || persona === NO_PERSONA) return;
    const model = modelId(written);
    const key = `cache ${model} ${persona}`;
    if (told.has(key)) return;
    if (!('cache_control' in sent.params)) return tell(`cache ${model}`, toUncached(model), 'warning');
    const text = tooShortToCache(sent);
    if (text) tell(key, toOfPersona(persona, text), 'warning');
    told.add(key);
  };
  const rows = new Map<Value, DatasetRow>(
    matrix.data === null ? [] : findCell(notebook, 'dataset', matrix.data)?.rows.map((row) => [row.id, row]),
  );
  const axisNames = matrix.axes.map((axis) => axis.name);
  const rendered = new Map<string, Rendered>();
  const toParts = (variant: Variant): TrialParts => {
    const vars = rows.get(variant['row'] ?? null)?.vars ?? {};
    const key = JSON.stringify([variant['prompt'], variant['row']]);
    const { turns, fault } = rendered.get(key) ?? renderTurns(notebook, variant, vars);
    if (!rendered.has(key)) rendered.set(key, { turns, fault });
    const messages = [...toSystem(notebook, String(variant['persona'])), ...turns];
    const params: Record<string, Value> = { ...matrix.params };
    for (const name of axisNames) {
      const level = variant[name] ?? DEFAULT_LEVEL;
      if (level !== DEFAULT_LEVEL) params[name] = level;
    }
    const [provider, model] = toModelParts(String(variant['model']));
    const written: CompletionRequest = { provider, model, messages, params };
    const kind = options.kindOf(provider);
    const learnt = options.learntOf?.(provider, model) ?? [];
    const request = kind === null ? written : fitRequest(written, kind, learnt);
    if (kind !== null) tellOfCache(written, request, String(variant['persona']));
    let skip = fault;
    const models = kind === null ? null : (options.modelsOf?.(provider) ?? null);
    if (fault) tell(`template ${String(variant['prompt'])} ${String(variant['row'])}`, fault);
    else if (kind === null) {
      skip = toUnknownProvider(provider, options.providerIds ?? []);
      tellOfModel(`provider ${provider}`, skip, modelId(written));
    } else if (models && !models.includes(model)) {
      skip = toUnknownModel(provider, model, models);
      tellOfModel(`model ${modelId(written)}`, skip, modelId(written));
    } else skip = unsupported(request, kind, learnt);
    return { vars, request, requestHash: requestHash(request, options.hash), skip };
  };
  return { toParts, problems };
}

/** A persona goes first, verbatim: it is never a template. */
function toSystem(notebook: Notebook, persona: string): Message[] {
  const cell = persona === NO_PERSONA ? null : findCell(notebook, 'persona', persona);
  return cell ? [{ role: 'system', content: cell.text }] : [];
}

interface Rendered {
  turns: Message[];
  /** What is wrong where a template cannot be rendered; its turn stays as written. */
  fault: Text | null;
}

function renderTurns(notebook: Notebook, variant: Variant, vars: Record<string, string>): Rendered {
  const prompt = String(variant['prompt']);
  const row = variant['row'] === undefined ? null : String(variant['row']);
  let fault: Text | null = null;
  const turns = (findCell(notebook, 'prompt', prompt)?.turns ?? []).map(({ role, content }) => {
    try {
      return { role, content: renderTemplate(content, vars) };
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      fault ??= {
        en: `prompt '${prompt}'${row === null ? '' : `, row '${row}'`}: ${error.text.en}`,
        ko: `프롬프트 '${prompt}'${row === null ? '' : `, 행 '${row}'`}: ${error.text.ko}`,
      };
      return { role, content };
    }
  });
  return { turns, fault };
}

function toModelParts(id: string): [string, string] {
  const slash = id.indexOf('/');
  return [id.slice(0, slash), id.slice(slash + 1)];
}

function toUnknownProvider(provider: string, known: readonly string[]): Text {
  const more = toSuggestion(provider, known);
  return {
    en: `there is no provider '${provider}'${more.en}`,
    ko: `'${provider}' 공급자가 없습니다.${more.ko}`,
  };
}

function toUnknownModel(provider: string, model: string, known: readonly string[]): Text {
  const ids = known.map((one) => `${provider}/${one}`);
  const more = toSuggestion(`${provider}/${model}`, ids);
  return {
    en: `provider '${provider}' has no model '${model}'${more.en}`,
    ko: `'${provider}' 공급자에 '${model}' 모델이 없습니다.${more.ko}`,
  };
}

/** Where a model's name stands in the file: its own line and column. */
function placeOfModel(matrix: MatrixCell, id: string): Place {
  const body = readYaml(matrix.body, 0, () => undefined);
  const { value } = body ?? {};
  const written =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? value?.['model'] : null;
  const offset = body?.offsetOf(Array.isArray(written) ? ['model', written.indexOf(id)] : ['model']) ?? 0;
  const { line, column } = createLineIndex(matrix.body)(offset);
  // The body begins on the line below the fence's.
  return { line: matrix.line + line, column };
}

function toUncached(model: string): Text {
  return {
    en: `cache_control is left out for ${model}: only Anthropic's protocol has it; others cache by themselves or not at all`,
    ko: `${model} 모델에는 cache_control을 보내지 않습니다. Anthropic 프로토콜에만 있으며, 다른 서버는 스스로 캐시하거나 캐시하지 않습니다.`,
  };
}

function toOfPersona(persona: string, text: Text): Text {
  return { en: `persona '${persona}': ${text.en}`, ko: `페르소나 '${persona}': ${text.ko}` };
}

function toProblem(matrix: MatrixCell, message: Text, severity: Problem['severity'] = 'error'): Problem {
  return { severity, line: matrix.line, column: 1, cell: matrix.index, message };
}

function toMissingProblem(notebook: Notebook, id: string): Problem {
  const broken = notebook.cells.find(
    (cell) => cell.kind === 'other' && cell.language === 'matrix' && cell.info['id'] === id,
  );
  const own = broken && notebook.problems.find((problem) => problem.cell === broken.index);
  if (own) return own;
  const ids = notebook.cells.flatMap((cell) => (cell.kind === 'matrix' ? [cell.id] : []));
  const more = toSuggestion(id, ids);
  const message = {
    en: `there is no matrix '${id}'${more.en}`,
    ko: `'${id}' 매트릭스가 없습니다.${more.ko}`,
  };
  return { severity: 'error', line: 1, column: 1, cell: null, message };
}
