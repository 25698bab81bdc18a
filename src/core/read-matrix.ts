import { isExcludedLevel } from './excluded-level.ts';
import { NO_PERSONA } from './cell-kind.ts';
import { MATRIX_EXPECTED, MATRIX_KEYS, matrixSchema } from './cell-schema.ts';
import { DEFAULT_LEVEL, showValue } from './show-value.ts';
import { toLevels, withoutRepeats } from './levels.ts';
import { letterDistance, nearest, toSuggestion } from './nearest.ts';
import type { Axis, MatrixCell } from './notebook.ts';
import { FOREIGN_PARAMETERS, PARAMETERS, REFUSED_PARAMETERS, isParameterName } from './parameter.ts';
import type { Report } from './report.ts';
import { particle } from './text.ts';
import type { Value } from './trial.ts';
import { readSchema, type YamlBody } from './yaml-body.ts';

/** What a matrix's body says, without where it stands. */
export type MatrixParts = Pick<
  MatrixCell,
  'prompts' | 'personas' | 'models' | 'params' | 'axes' | 'data' | 'repeats' | 'exclude'
>;

/** Names of the parts that every matrix has as axes, in order. */
export const PART_AXES = ['prompt', 'persona', 'model'] as const;

/** Reads a matrix's body; null where something in it is wrong (reported). `defaults` are the front matter's: they hold for
 * parameters that the matrix does not name. */
export function readMatrix(
  body: YamlBody,
  defaults: Record<string, Value>,
  report: Report,
): MatrixParts | null {
  const spec = readSchema(body, matrixSchema, MATRIX_EXPECTED, report);
  if (!spec) return null;
  const params: Record<string, Value> = { ...defaults };
  const axes: Axis[] = [];
  let usable = true;
  for (const [name, written] of Object.entries(spec)) {
    if (MATRIX_KEYS.includes(name)) continue;
    const levels = readParameter(name, written as Value, body, [name], report);
    if (!levels) {
      usable = false;
      continue;
    }
    delete params[name];
    const [only = DEFAULT_LEVEL] = levels.levels;
    if (levels.isAxis) axes.push({ name, levels: levels.levels });
    else if (only !== DEFAULT_LEVEL) params[name] = only;
  }
  const once = (key: 'prompt' | 'persona' | 'model', written: string[]): string[] => {
    const [levels, repeated] = withoutRepeats(written);
    if (repeated.length > 0) reportRepeated(key, repeated, body, report);
    return levels;
  };
  const parts: MatrixParts = {
    prompts: once('prompt', spec.prompt),
    personas: once('persona', spec.persona ?? [NO_PERSONA]),
    models: once('model', spec.model),
    params,
    axes,
    data: spec.data ?? null,
    repeats: spec.repeats,
    exclude: spec.exclude,
  };
  return usable && checkExclusions(parts, body, report) ? parts : null;
}

/** Reads the front matter's `defaults`: parameters of one level each. The ones that are wrong are reported and left out. */
export function readDefaults(
  written: Record<string, Value>,
  body: YamlBody,
  report: Report,
): Record<string, Value> {
  const defaults: Record<string, Value> = {};
  for (const [name, value] of Object.entries(written)) {
    const path = ['defaults', name];
    if (MATRIX_KEYS.includes(name)) {
      report('error', body.offsetOf(path), {
        en: `defaults: '${name}' belongs into the matrix; only parameters such as max_tokens stand here`,
        ko: `defaults: '${name}' 항목은 매트릭스 셀에 쓰세요. 여기에는 max_tokens 같은 매개변수만 쓸 수 있습니다.`,
      });
      continue;
    }
    const levels = readParameter(name, value, body, path, report);
    if (!levels) continue;
    const [only = DEFAULT_LEVEL] = levels.levels;
    if (levels.isAxis) {
      report('error', body.offsetOf(path), {
        en: `defaults: a list is an axis and belongs into the matrix; '${name}' takes one value here`,
        ko: `defaults: 목록은 축이므로 매트릭스 셀에 쓰세요. 여기서 '${name}' 항목의 값은 하나여야 합니다.`,
      });
    } else if (only !== DEFAULT_LEVEL) defaults[name] = only;
  }
  return defaults;
}

function readParameter(
  name: string,
  written: Value,
  body: YamlBody,
  path: (string | number)[],
  report: Report,
): { levels: Value[]; isAxis: boolean } | null {
  const keyOffset = path.length === 1 ? body.offsetOfKey(name) : body.offsetOf(path);
  const refused = REFUSED_PARAMETERS.get(name);
  if (refused) {
    report('error', keyOffset, {
      en: `'${name}' cannot be set: ${refused.en}`,
      ko: `'${name}' 항목은 쓸 수 없습니다: ${refused.ko}.`,
    });
    return null;
  }
  if (!isParameterName(name)) {
    report('error', keyOffset, {
      en: `'${name}' is no parameter name; parameters have the APIs' own names, such as top_p`,
      ko: `'${name}' 항목은 매개변수 이름이 아닙니다. top_p와 같은 API의 이름을 쓰세요.`,
    });
    return null;
  }
  const singular = MATRIX_KEYS.find((key) => name === `${key}s` || key === `${name}s`);
  if (singular !== undefined && path.length === 1) {
    report('error', keyOffset, {
      en: `'${name}' is no key of a matrix; write '${singular}'`,
      ko: `'${name}' 항목은 매트릭스에 없습니다. '${singular}'${particle(singular, '이라', '라')}고 쓰세요.`,
    });
    return null;
  }
  if (!PARAMETERS.has(name)) warnOfTypo(name, path.length === 1 ? MATRIX_KEYS : [], keyOffset, report);
  const levels = toLevels(name, written);
  if (!levels.ok) {
    report('error', body.offsetOf(levels.at === null ? path : [...path, levels.at]), levels.text);
    return null;
  }
  if (levels.repeated.length > 0) reportRepeated(name, levels.repeated, body, report);
  return levels;
}

function warnOfTypo(name: string, keys: readonly string[], offset: number, report: Report): void {
  if (FOREIGN_PARAMETERS.has(name)) return;
  const meant = nearest(name, [...keys, ...PARAMETERS.keys()]);
  if (meant === null || letterDistance(name, meant) > 2) return;
  report('warning', offset, {
    en: `'${name}' is not a known parameter and will be sent as it is; did you mean '${meant}'?`,
    ko: `'${name}' 항목은 알려진 매개변수가 아니며 그대로 전송됩니다. '${meant}' 항목을 쓰려던 것은 아닌지 확인하세요.`,
  });
}

function reportRepeated(name: string, repeated: Value[], body: YamlBody, report: Report): void {
  const shown = repeated.map(showValue).join(', ');
  report('warning', body.offsetOf([name]), {
    en: `${name}: ${shown} is there more than once and is used once; for more answers write repeats`,
    ko: `${name}: ${shown} 값이 두 번 이상 있어 한 번만 씁니다. 답변을 더 받으려면 repeats를 쓰세요.`,
  });
}

function checkExclusions(parts: MatrixParts, body: YamlBody, report: Report): boolean {
  const known = new Map<string, Value[]>([
    ['prompt', parts.prompts],
    ['persona', parts.personas],
    ['model', parts.models],
    ...parts.axes.map((axis): [string, Value[]] => [axis.name, axis.levels]),
    ...Object.entries(parts.params).map(([name, value]): [string, Value[]] => [name, [value]]),
  ]);
  const names = [...known.keys(), ...(parts.data === null ? [] : ['row'])];
  let usable = true;
  for (const [index, said] of parts.exclude.entries()) {
    const offset = (name: string): number => {
      const inList = body.offsetOf(['exclude', index, name]);
      return inList === body.offsetOf(['exclude']) ? body.offsetOf(['exclude', name]) : inList;
    };
    for (const [name, value] of Object.entries(said)) {
      const levels = known.get(name);
      if (!names.includes(name) && isKnownAxis(name)) {
        report('warning', offset(name), {
          en:
            name === 'row'
              ? 'exclude: this matrix has no dataset, so that a rule of rows leaves nothing out'
              : `exclude: this matrix has no ${name}, so that this rule leaves nothing out`,
          ko:
            name === 'row'
              ? 'exclude: 이 매트릭스에는 데이터셋이 없어 행 규칙이 아무것도 제외하지 않습니다.'
              : `exclude: 이 매트릭스에는 ${name} 값이 없어 이 규칙이 아무것도 제외하지 않습니다.`,
        });
      } else if (!names.includes(name)) {
        const more = toSuggestion(name, names);
        report('error', offset(name), {
          en: `exclude: '${name}' is no axis of this matrix${more.en}`,
          ko: `exclude: '${name}' 축이 이 매트릭스에 없습니다.${more.ko}`,
        });
        usable = false;
      } else if (levels && !levels.some((level) => isExcludedLevel(value, level))) {
        const more = toSuggestion(String(value), levels.map(String));
        report('warning', offset(name), {
          en: `exclude: ${name} never is ${showValue(value)}${more.en}`,
          ko: `exclude: ${name} 축에 ${showValue(value)} 수준이 없습니다.${more.ko}`,
        });
      }
    }
    if (Object.keys(said).length === 0) {
      report('error', body.offsetOf(['exclude', index]), {
        en: 'exclude: an empty map would leave everything out',
        ko: 'exclude: 빈 맵은 모든 것을 제외합니다.',
      });
      usable = false;
    }
  }
  return usable;
}

/** Whether a name is one of an axis, so that a rule can have lost it; any other may be a slip that would cost money. */
function isKnownAxis(name: string): boolean {
  return name === 'row' || PARAMETERS.has(name);
}
