import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { createRouter } from '../create-router.ts';
import type { LiveRuns } from '../live-runs.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import {
  runListSchema,
  runParam,
  startedRunSchema,
  startRunSchema,
  stoppedRunSchema,
} from '../schema/run.ts';

const start = createRoute({
  method: 'post',
  path: '/api/runs',
  tags: ['runs'],
  ...said({
    en: 'Starts a run. What happens in it is told by /api/events.',
    ko: '실행을 시작합니다. 진행 상황은 /api/events로 전해집니다.',
  }),
  request: { body: { required: true, content: { 'application/json': { schema: startRunSchema } } } },
  responses: {
    201: { description: 'It has begun.', content: { 'application/json': { schema: startedRunSchema } } },
    ...refusals,
  },
});

const stop = createRoute({
  method: 'post',
  path: '/api/runs/{runId}/stop',
  tags: ['runs'],
  ...said({
    en: 'Stops a run: open requests are aborted, what came is kept.',
    ko: '실행을 중지합니다. 진행 중인 요청은 취소하고, 받은 결과는 남깁니다.',
  }),
  request: { params: runParam },
  responses: {
    200: {
      description: '`stopped` is false where no such run goes on.',
      content: { 'application/json': { schema: stoppedRunSchema } },
    },
    ...refusals,
  },
});

const list = createRoute({
  method: 'get',
  path: '/api/runs',
  tags: ['runs'],
  ...said({
    en: 'The runs that go on, and the last ones that ended.',
    ko: '진행 중인 실행과 최근에 끝난 실행을 돌려줍니다.',
  }),
  responses: {
    200: { description: 'The runs.', content: { 'application/json': { schema: runListSchema } } },
    ...refusals,
  },
});

/** Runs: start, stop, list. */
export function runRoutes(liveRuns: LiveRuns): OpenAPIHono {
  return createRouter()
    .openapi(start, async (c) => {
      const { notebook, matrix, mode, only = [], confirmUnknownPrice = false } = c.req.valid('json');
      const order = { notebook, matrix, mode, only, allowUnpriced: confirmUnknownPrice };
      return c.json(await liveRuns.start(order), 201);
    })
    .openapi(stop, (c) => {
      const { runId } = c.req.valid('param');
      return c.json({ runId, stopped: liveRuns.stop(runId) }, 200);
    })
    .openapi(list, (c) => c.json(liveRuns.list(), 200));
}
