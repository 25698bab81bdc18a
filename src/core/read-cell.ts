import { offsetInBody } from './cell-offset.ts';
import { CHARTS, LAYOUTS, NO_PERSONA, namingKey, type CellKind } from './cell-kind.ts';
import { VIEW_EXPECTED, chartSchema, viewSchema } from './cell-schema.ts';
import { toSuggestion } from './nearest.ts';
import type { Cell, CellSource, PromptCell } from './notebook.ts';
import { readAssert } from './read-assert.ts';
import { readDataset } from './read-dataset.ts';
import { readMatrix } from './read-matrix.ts';
import { toTurns } from './read-prompt.ts';
import type { ReadContext, Report } from './report.ts';
import { TemplateError, templateVariables } from './template.ts';
import { particle } from './text.ts';
import type { Value } from './trial.ts';
import { warnOfTurning } from './warn-of-turning.ts';
import { readSchema, readYaml, type YamlBody } from './yaml-body.ts';

/** Reads a cell whose info string is sound; null where it is broken (reported). */
export function readCell(
  kind: CellKind,
  text: string,
  source: CellSource,
  context: ReadContext,
): Cell | null {
  const { report } = context;
  const id = source.info['id'] ?? '';
  const of = source.info[namingKey(kind, source.info)] ?? '';
  const name = source.info['name'] ?? id;
  for (const key of ['name', 'label', 'src'])
    warnOfTurning(source.info[key] ?? '', context.offsetOfInfo(key), report);
  switch (kind) {
    case 'persona':
      return readPersona(id, name, source, context);
    case 'prompt':
      return readPrompt(id, name, text, source, context);
    case 'dataset':
      return readDataset(id, text, source, context);
    case 'matrix': {
      const body = readBody(text, source, report);
      const parts = body && readMatrix(body, context.defaults, report);
      for (const model of parts?.models ?? []) warnOfTurning(model, body?.offsetOf(['model']) ?? 0, report);
      return parts && { ...source, kind, id, ...parts };
    }
    case 'assert': {
      const body = readBody(text, source, report);
      const checks = body && readAssert(body, report);
      return checks && { ...source, kind, of, checks };
    }
    case 'view': {
      const body = readBody(text, source, report);
      const spec = body && readSchema(toMap(body), viewSchema, VIEW_EXPECTED, report);
      const layout = toLayout(source.info['layout'] ?? 'grid', context);
      if (!spec || !layout) return null;
      const { rows, cols, split, filter, sort, columns, baseline, ...others } = spec;
      const more = others as Record<string, Value>;
      return { ...source, kind, of, layout, rows, cols, split, filter, sort, columns, baseline, more };
    }
    case 'chart': {
      const body = readBody(text, source, report);
      const spec = body && readSchema(toMap(body), chartSchema, VIEW_EXPECTED, report);
      if (!spec) return null;
      const { by, split, metric, against, ...more } = spec;
      const chart = source.info['kind'] ?? 'cost';
      if (!CHARTS.some((one) => one === chart)) warnOfChart(chart, context);
      return {
        ...source,
        kind,
        of,
        chart,
        by,
        split,
        metric,
        against,
        more: more as Record<string, Value>,
      };
    }
    default:
      kind satisfies never;
      return null;
  }
}

function readBody(text: string, source: CellSource, report: Report): YamlBody | null {
  return readYaml(text.slice(source.bodyStart, source.bodyEnd), source.bodyStart, report);
}

/** Nothing written is an empty map. */
function toMap(body: YamlBody): YamlBody {
  return body.value === null ? { ...body, value: {} } : body;
}

function toLayout(written: string, { report, offsetOfInfo }: ReadContext): (typeof LAYOUTS)[number] | null {
  const layout = LAYOUTS.find((one) => one === written);
  if (layout) return layout;
  const more = toSuggestion(written, LAYOUTS);
  report('error', offsetOfInfo('layout'), {
    en: `there is no layout '${written}'${more.en}`,
    ko: `'${written}' 레이아웃이 없습니다.${more.ko}`,
  });
  return null;
}

function warnOfChart(written: string, { report, offsetOfInfo }: ReadContext): void {
  const more = toSuggestion(written, CHARTS);
  report('warning', offsetOfInfo('kind'), {
    en: `there is no chart '${written}'${more.en}`,
    ko: `'${written}' 차트가 없습니다.${more.ko}`,
  });
}

function readPersona(
  id: string,
  name: string,
  source: CellSource,
  { report, offsetOfInfo }: ReadContext,
): Cell | null {
  if (id === NO_PERSONA) {
    report('error', offsetOfInfo('id'), {
      en: "a persona cannot be named 'none': that means no system prompt",
      ko: "페르소나의 id로 'none'은 쓸 수 없습니다. 시스템 프롬프트가 없다는 뜻입니다.",
    });
    return null;
  }
  if (source.body.trim() === '') {
    report('error', source.start, {
      en: 'this persona is empty; to compare with no system prompt write `persona: [none, ...]` in the matrix',
      ko: '비어 있는 페르소나입니다. 시스템 프롬프트가 없는 경우와 비교하려면 매트릭스에 `persona: [none, ...]`을 쓰세요.',
    });
    return null;
  }
  warnOfVariable(source, report);
  return { ...source, kind: 'persona', id, name, text: source.body };
}

/** A persona is sent verbatim: who writes a variable into it may think that it is filled. */
function warnOfVariable({ body, bodyStart }: CellSource, report: Report): void {
  const found = /\{\{-?\s*([\p{L}_][\p{L}\p{M}\p{N}_.-]*)\s*(?:\|[^{}]*)?-?\}\}/u.exec(body);
  const name = found?.[1];
  if (!found || !name) return;
  const written = `{{${name}}}`;
  report('warning', bodyStart + found.index, {
    en: `${written} is sent as it stands: a persona takes no variables; the @system turn of a prompt does`,
    ko: `${written}${particle(name, '은', '는')} 그대로 보냅니다. 페르소나의 변수는 채우지 않습니다. 프롬프트의 @system 턴에 쓰면 채웁니다.`,
  });
}

function readPrompt(
  id: string,
  name: string,
  text: string,
  source: CellSource,
  { report }: ReadContext,
): PromptCell | null {
  const { turns, lines, strayLine, nearMisses } = toTurns(source.body);
  const at = (line: number, column = 1): number => offsetInBody(text, source, line, column);
  if (strayLine !== null) {
    report('error', at(strayLine), {
      en: 'this text stands before the first turn; put @user above it',
      ko: '첫 차례보다 앞에 있는 텍스트입니다. 위에 @user를 쓰세요.',
    });
    return null;
  }
  for (const { line, written, role } of nearMisses) {
    report('warning', at(line), {
      en: `'${written}' is sent as text; a line that opens a turn is exactly '@${role}'`,
      ko: `'${written}' 줄은 텍스트로 전송됩니다. 차례를 여는 줄은 정확히 '@${role}'여야 합니다.`,
    });
  }
  const variables = new Set<string>();
  let usable = true;
  for (const [index, turn] of turns.entries()) {
    const first = lines[index] ?? 1;
    if (turn.content.trim() === '') {
      usable = false;
      report('error', turns.length === 1 ? source.start : at(first), {
        en: turns.length === 1 ? 'this prompt is empty' : `this @${turn.role} turn is empty`,
        ko: turns.length === 1 ? '비어 있는 프롬프트입니다.' : `비어 있는 @${turn.role} 차례입니다.`,
      });
      continue;
    }
    try {
      for (const variable of templateVariables(turn.content)) variables.add(variable);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      usable = false;
      report('error', at(first + error.line - 1, error.column), error.text);
    }
  }
  return usable ? { ...source, kind: 'prompt', id, name, turns, variables: [...variables] } : null;
}
