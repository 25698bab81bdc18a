import { toCsvChunks } from '../core/csv.ts';
import { partName } from '../core/part-name.ts';
import { toVoteTable, type JudgedMatrix } from '../core/vote-table.ts';
import type { Results } from '../store/results.ts';
import { answerKeysOf, type Plan } from './plan.ts';

function toJudged(plan: Plan, results: Results): JudgedMatrix {
  const { notebook, identity, matrix, trials } = plan;
  const keys = answerKeysOf(plan, results);
  return {
    notebook: identity,
    matrix: matrix.id,
    votes: results.votes.of({ notebook: identity, cellId: matrix.id }),
    trials: trials.map(({ trial }, at) => {
      const requestHash = keys[at]?.requestHash ?? trial.requestHash;
      return { ...trial, requestHash, isStale: requestHash !== trial.requestHash };
    }),
    personaName: (id) => partName(notebook, 'persona', id),
  };
}

/** The blind votes on the matrices of plans as one CSV, in chunks: one row a vote. */
export function toVoteCsv(
  plans: readonly Plan[],
  results: Results,
  { bom = true, excel = false }: { bom?: boolean; excel?: boolean } = {},
): Generator<string> {
  return toCsvChunks(toVoteTable(plans.map((plan) => toJudged(plan, results))), { bom, excel });
}
