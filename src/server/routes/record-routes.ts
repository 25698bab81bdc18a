import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { RecordTokens } from '../../core/result-api.ts';
import type { RecordSummary } from '../../core/trial.ts';
import { toName } from '../../workbench/project.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { ApiFault } from '../api-fault.ts';
import { createRouter } from '../create-router.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import {
  packedTokensListSchema,
  recordParam,
  recordSchema,
  recordTokensSchema,
  tokensListSchema,
  tokensRequestSchema,
} from '../schema/record.ts';

const getRecord = createRoute({
  method: 'get',
  path: '/api/records/{recordId}',
  tags: ['records'],
  ...said({
    en: 'One record with its exact request.',
    ko: '기록 하나를, 보낸 요청 그대로와 함께 돌려줍니다.',
  }),
  request: { params: recordParam },
  responses: {
    200: { description: 'The record.', content: { 'application/json': { schema: recordSchema } } },
    ...refusals,
  },
});

const getTokens = createRoute({
  method: 'get',
  path: '/api/records/{recordId}/tokens',
  tags: ['records'],
  ...said({
    en: 'The tokens of one record with their log probabilities.',
    ko: '기록 하나의 토큰과 로그 확률을 돌려줍니다.',
  }),
  request: { params: recordParam },
  responses: {
    200: { description: 'The tokens.', content: { 'application/json': { schema: recordTokensSchema } } },
    ...refusals,
  },
});

const listTokens = createRoute({
  method: 'post',
  path: '/api/records/tokens',
  tags: ['records'],
  ...said({
    en: 'The tokens of up to 200 records; unknown ones are left out.',
    ko: '기록 최대 200개의 토큰을 돌려줍니다. 없는 기록은 빠집니다.',
  }),
  request: { body: { required: true, content: { 'application/json': { schema: tokensRequestSchema } } } },
  responses: {
    200: { description: 'The tokens.', content: { 'application/json': { schema: tokensListSchema } } },
    ...refusals,
  },
});

const listPackedTokens = createRoute({
  method: 'post',
  path: '/api/records/tokens/packed',
  tags: ['records'],
  ...said({
    en: 'The same, about a sixth as long: texts and log probabilities laid out flat.',
    ko: '같은 내용을 6분의 1쯤의 길이로 돌려줍니다. 텍스트와 로그 확률을 각각 한 줄로 폅니다.',
  }),
  request: { body: { required: true, content: { 'application/json': { schema: tokensRequestSchema } } } },
  responses: {
    200: { description: 'The tokens.', content: { 'application/json': { schema: packedTokensListSchema } } },
    ...refusals,
  },
});

/** Records and their tokens. */
export function recordRoutes(workbench: Workbench): OpenAPIHono {
  const find = (recordId: number): RecordSummary => {
    const [record] = workbench.results.byIds([recordId]);
    if (record) return record;
    throw new ApiFault(404, 'not_found', {
      en: `There is no record ${recordId}.`,
      ko: `${recordId}번 기록이 없습니다.`,
    });
  };
  const tokensOf = ({ recordId, outcome }: RecordSummary): RecordTokens => ({
    recordId,
    logprobsKind: outcome.status === 'done' ? outcome.completion.logprobsKind : null,
    tokens: workbench.results.tokens(recordId),
  });
  return createRouter()
    .openapi(getRecord, (c) => {
      const record = find(c.req.valid('param').recordId);
      const notebook = toName(workbench.project, record.notebook) ?? record.notebook;
      return c.json({ ...record, notebook, cacheSavingUsd: workbench.savingUsd(record) }, 200);
    })
    .openapi(getTokens, (c) => c.json(tokensOf(find(c.req.valid('param').recordId)), 200))
    .openapi(listTokens, (c) => {
      const records = workbench.results.byIds(c.req.valid('json').ids).map(tokensOf);
      return c.json({ records }, 200);
    })
    .openapi(listPackedTokens, (c) => {
      const records = workbench.results.byIds(c.req.valid('json').ids).map(({ recordId }) => ({
        recordId,
        tokens: workbench.results.packedTokens(recordId),
      }));
      return c.json({ records }, 200);
    });
}
