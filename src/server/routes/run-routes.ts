import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { createRouter } from '../create-router.ts';
import type { LiveRuns, RunWishes } from '../live-runs.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import {
  forgottenRunSchema,
  resumeRunSchema,
  runBudgetSchema,
  runListSchema,
  runParam,
  startedRunSchema,
  startRunSchema,
  stoppedRunSchema,
  touchedRunSchema,
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

const resume = createRoute({
  method: 'post',
  path: '/api/runs/{runId}/resume',
  tags: ['runs'],
  ...said({
    en: 'Goes on with an interrupted run: with exactly the trials that have no answer.',
    ko: '중단된 실행을 이어서 합니다. 결과가 없는 시행만 실행합니다.',
  }),
  request: { params: runParam, body: { content: { 'application/json': { schema: resumeRunSchema } } } },
  responses: {
    201: { description: 'It goes on.', content: { 'application/json': { schema: startedRunSchema } } },
    ...refusals,
  },
});

const touched = {
  200: {
    description: '`isLive` is false where no such run goes on.',
    content: { 'application/json': { schema: touchedRunSchema } },
  },
  ...refusals,
};

const retry = createRoute({
  method: 'post',
  path: '/api/runs/{runId}/retry-provider',
  tags: ['runs'],
  ...said({
    en: 'Tries again what a run keeps back, because a provider refused or a limit was reached.',
    ko: '공급자가 거부했거나 예산에 도달해 대기 중인 시행을 다시 시도합니다.',
  }),
  request: { params: runParam },
  responses: touched,
});

const forget = createRoute({
  method: 'post',
  path: '/api/runs/{runId}/forget',
  tags: ['runs'],
  ...said({
    en: 'Lets an interrupted run be: it is told of no more. Its answers are kept.',
    ko: '중단된 실행을 더 이상 알리지 않습니다. 받은 결과는 남습니다.',
  }),
  request: { params: runParam },
  responses: {
    200: {
      description: 'It is not told of.',
      content: { 'application/json': { schema: forgottenRunSchema } },
    },
    ...refusals,
  },
});

const budget = createRoute({
  method: 'post',
  path: '/api/runs/{runId}/budget',
  tags: ['runs'],
  ...said({
    en: 'Sets the limit of a run that goes on; one that is paused at it goes on where it is raised.',
    ko: '진행 중인 실행의 예산을 정합니다. 예산 때문에 멈춘 실행은 올리면 이어서 실행됩니다.',
  }),
  request: {
    params: runParam,
    body: { required: true, content: { 'application/json': { schema: runBudgetSchema } } },
  },
  responses: touched,
});

const list = createRoute({
  method: 'get',
  path: '/api/runs',
  tags: ['runs'],
  ...said({
    en: 'The runs that go on, the last ones that ended, and those that can be resumed.',
    ko: '진행 중인 실행, 최근에 끝난 실행, 이어서 할 수 있는 실행을 돌려줍니다.',
  }),
  responses: {
    200: { description: 'The runs.', content: { 'application/json': { schema: runListSchema } } },
    ...refusals,
  },
});

function toWishes(asked: { confirmUnknownPrice?: boolean; budgetUsd?: number }): RunWishes {
  const { confirmUnknownPrice: allowUnpriced = false, budgetUsd } = asked;
  return budgetUsd === undefined ? { allowUnpriced } : { allowUnpriced, budgetUsd };
}

/** Runs: start, resume, stop, try again, limit, list. */
export function runRoutes(liveRuns: LiveRuns): OpenAPIHono {
  return createRouter()
    .openapi(start, async (c) => {
      const { notebook, matrix, mode, only = [], confirmCost = false, ...wishes } = c.req.valid('json');
      const asked = { notebook, matrix, mode, only, asksFirst: !confirmCost };
      return c.json(await liveRuns.start({ ...asked, ...toWishes(wishes) }), 201);
    })
    .openapi(stop, (c) => {
      const { runId } = c.req.valid('param');
      return c.json({ runId, stopped: liveRuns.stop(runId) }, 200);
    })
    .openapi(resume, async (c) => {
      const { runId } = c.req.valid('param');
      return c.json(await liveRuns.resume(runId, toWishes(c.req.valid('json'))), 201);
    })
    .openapi(retry, (c) => {
      const { runId } = c.req.valid('param');
      return c.json({ runId, isLive: liveRuns.retry(runId) }, 200);
    })
    .openapi(budget, (c) => {
      const { runId } = c.req.valid('param');
      return c.json({ runId, isLive: liveRuns.setBudget(runId, c.req.valid('json').budgetUsd) }, 200);
    })
    .openapi(forget, (c) => {
      const { runId } = c.req.valid('param');
      liveRuns.forget(runId);
      return c.json({ runId }, 200);
    })
    .openapi(list, (c) => c.json(liveRuns.list(), 200));
}
