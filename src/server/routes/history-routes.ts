import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { seenFrom } from '../../core/seen-from.ts';
import { staleReason } from '../../core/standing.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { ApiFault } from '../api-fault.ts';
import { createRouter } from '../create-router.ts';
import type { EventHub } from '../event-hub.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import { currentSchema, historySchema, trialParam } from '../schema/history.ts';
import { recordParam } from '../schema/record.ts';
import { toLean } from '../to-lean.ts';

const history = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/trials/{trialId}/history',
  tags: ['records'],
  ...said({
    en: 'A trial as the notebook has it now, and every result that was ever made of it.',
    ko: '노트북에 있는 지금의 시행과, 그동안 만들어진 모든 결과를 돌려줍니다.',
  }),
  request: { params: trialParam },
  responses: {
    200: { description: 'The history.', content: { 'application/json': { schema: historySchema } } },
    ...refusals,
  },
});

const makeCurrent = createRoute({
  method: 'post',
  path: '/api/records/{recordId}/current',
  tags: ['records'],
  ...said({
    en: 'Makes an earlier answer the current one of its request, everywhere, until the trial is run anew; tells every tab.',
    ko: '이전 답변을 그 요청의 현재 결과로 삼고(시행을 다시 실행할 때까지) 열린 모든 탭에 알립니다.',
  }),
  request: { params: recordParam },
  responses: {
    200: { description: 'It is current.', content: { 'application/json': { schema: currentSchema } } },
    ...refusals,
  },
});

/** What was made of a trial before, and which of it stands. */
export function historyRoutes(workbench: Workbench, { hub }: { hub: EventHub }): OpenAPIHono {
  const { results } = workbench;
  return createRouter()
    .openapi(history, async (c) => {
      const { name, matrix, trialId } = c.req.valid('param');
      const { trials, identity, notebook, matrix: cell } = await workbench.plan(name, matrix);
      const planned = trials.find(({ trial }) => trial.id === trialId);
      if (!planned) {
        throw new ApiFault(404, 'no_trial', {
          en: `The matrix ${matrix} has no trial ${trialId} now.`,
          ko: `매트릭스 ${matrix}에 지금은 ${trialId} 시행이 없습니다.`,
        });
      }
      const { trial, standing, recordId } = planned;
      const { requestHash, repeat, request } = trial;
      const stored = results.historyOfTrial(trial, identity);
      // One that is pinned in a file beside the notebook is none of the store's.
      const isElsewhere = recordId !== null && !stored.some((record) => record.recordId === recordId);
      const all = isElsewhere ? [...results.byIds([recordId]), ...stored] : stored;
      const records = all.map((record) => {
        const isSameRequest = record.trial.requestHash === requestHash;
        const changed = isSameRequest ? null : staleReason(record.trial, trial, seenFrom(notebook, cell));
        return { record: toLean(record, name), isSameRequest, changed };
      });
      const isChosen = results.choices.of([trial]).some((choice) => choice.recordId === recordId);
      return c.json({ trialId, repeat, requestHash, request, standing, recordId, isChosen, records }, 200);
    })
    .openapi(makeCurrent, (c) => {
      const { recordId } = c.req.valid('param');
      const [record] = results.byIds([recordId]);
      if (!record) {
        throw new ApiFault(404, 'not_found', {
          en: `There is no record ${recordId}.`,
          ko: `${recordId}번 기록이 없습니다.`,
        });
      }
      if (!results.choices.choose(recordId)) {
        throw new ApiFault(422, 'no_answer', {
          en: `Record ${recordId} is no answer, so that it cannot stand for its trial.`,
          ko: `${recordId}번 기록은 완성된 답변이 아니므로 현재 결과로 삼을 수 없습니다.`,
        });
      }
      const { requestHash, repeat } = record.trial;
      hub.publish('current-changed', { recordId, requestHash, repeat });
      return c.json({ recordId, requestHash, repeat }, 200);
    });
}
