import path from 'node:path';
import { toSuggestion } from '../core/nearest.ts';
import { cellsOf, type Problem } from '../core/notebook.ts';
import type { Text } from '../core/text.ts';
import type { Plan } from '../workbench/plan.ts';
import type { OpenNotebook } from './open-notebook.ts';
import { tellProblems } from './problems.ts';
import { UsageError, type Context } from './terminal.ts';

/** Which part of a notebook a command is for. */
export interface Selection {
  /** Ids of matrices; all of the notebook where none is named. */
  matrix?: string[];
  /** `axis=level` each. */
  only?: string[];
}

/** Ids of the matrices that a selection names, in the order of the notebook. Throws {@link UsageError} for one that is
 * not there, and where there are none at all. */
export function selectMatrices(ids: string[], asked: string[], shown: string): string[] {
  const unknown = asked.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    const near = toSuggestion(unknown, ids);
    throw new UsageError({
      en: `${shown} has no matrix '${unknown}'${near.en || '.'}`,
      ko: `${shown}에 '${unknown}' 매트릭스가 없습니다.${near.ko}`,
    });
  }
  if (ids.length === 0) {
    throw new UsageError({
      en: `${shown} has no matrix that can be read, so there is nothing to run.`,
      ko: `${shown}에 읽을 수 있는 매트릭스가 없어 실행할 것이 없습니다.`,
    });
  }
  return asked.length === 0 ? ids : ids.filter((id) => asked.includes(id));
}

function countErrors(problems: Problem[]): number {
  return problems.filter((problem) => problem.severity === 'error').length;
}

/** Plans of the matrices that were asked for. Tells the problems of the notebook and of `gamut.config.yaml` on stderr, and
 * throws {@link UsageError} where one of the notebook's is an error, unless `lenient`. */
export async function planMatrices(
  context: Context,
  { workbench, name, shown }: OpenNotebook,
  { matrix = [], only = [] }: Selection,
  { lenient = false } = {},
): Promise<Plan[]> {
  const { terminal } = context;
  const file = path.resolve(terminal.cwd, shown);
  tellProblems(context, workbench.project.configFile, workbench.configProblems);

  const { notebook } = await workbench.read(name);
  const refuse = (problems: Problem[]): void => {
    const errors = countErrors(problems);
    if (lenient || errors === 0) return;
    throw new UsageError(toInvalid(shown, errors));
  };
  const ids = cellsOf(notebook, 'matrix').map((cell) => cell.id);
  if (countErrors(notebook.problems) > 0) tellProblems(context, file, notebook.problems);
  refuse(notebook.problems);
  const plans: Plan[] = [];
  for (const id of selectMatrices(ids, matrix, shown)) plans.push(await workbench.plan(name, id, { only }));
  const problems = plans.flatMap((plan) => plan.problems);
  tellProblems(context, file, problems);
  refuse(problems);
  return plans;
}

function toInvalid(shown: string, errors: number): Text {
  return {
    en: `${shown} has ${errors} ${errors === 1 ? 'error' : 'errors'}: mend ${errors === 1 ? 'it' : 'them'}, then try again. Nothing was sent.`,
    ko: `${shown}에 오류가 ${errors}개 있습니다. 고친 뒤 다시 시도하세요. 아무것도 보내지 않았습니다.`,
  };
}
