import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { BudgetLimits } from '../../core/budget.ts';
import { firstShown } from '../../core/first-shown.ts';
import { cellsOf } from '../../core/notebook.ts';
import type { ResultView, TrialRow } from '../../core/result-api.ts';
import { toColumns } from '../../core/trial-row.ts';
import { stateOf } from '../../core/view-state.ts';
import type { Results } from '../../store/results.ts';
import { findTrials, recordsOf, tellWhyStale } from '../../workbench/plan.ts';
import type { Plan, PlannedTrial } from '../../workbench/plan.ts';
import { toPinnedView } from '../../workbench/pins.ts';
import { checksOf } from '../../workbench/trial-rows.ts';
import { WorkbenchError } from '../../workbench/workbench-error.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { createRouter } from '../create-router.ts';
import { toAttachment } from '../attachment.ts';
import { localeOf } from '../error-response.ts';
import type { LiveRuns } from '../live-runs.ts';
import { said } from '../said.ts';
import { toChunkedStream } from '../chunked-stream.ts';
import { toLean } from '../to-lean.ts';
import { refusals } from '../schema/error.ts';
import {
  countSchema,
  csvQuery,
  idsQuery,
  matrixParam,
  onlyQuery,
  outcomesSchema,
  pageQuery,
  planSchema,
  resultsSchema,
  rowsQuery,
  rowsSchema,
} from '../schema/matrix.ts';

/** On this machine, to pack megabytes takes longer than to send them. */
const UNPACKED = { 'Cache-Control': 'no-store, no-transform' };

const plan = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/plan',
  tags: ['matrices'],
  ...said({
    en: 'What a matrix would make, what of it is there, and what running it would take. Calls nobody.',
    ko: '매트릭스가 만들 시행과 그중 있는 결과, 실행에 드는 비용을 계산합니다. 모델을 호출하지 않습니다.',
  }),
  request: { params: matrixParam, query: onlyQuery },
  responses: {
    200: { description: 'The plan.', content: { 'application/json': { schema: planSchema } } },
    ...refusals,
  },
});

const count = createRoute({
  method: 'post',
  path: '/api/notebooks/{name}/matrices/{matrix}/count',
  tags: ['matrices'],
  ...said({
    en: 'Has the vendors that can (Anthropic) count the input of a matrix, free of charge; the plan’s estimates are narrower from then on.',
    ko: '입력 토큰을 셀 수 있는 공급자(Anthropic)에게 매트릭스의 입력을 세게 합니다(무료). 이후 계획의 추정 범위가 좁아집니다.',
  }),
  request: { params: matrixParam },
  responses: {
    200: { description: 'What was counted.', content: { 'application/json': { schema: countSchema } } },
    ...refusals,
  },
});

const results = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/results',
  tags: ['matrices'],
  ...said({
    en: 'The trials of a matrix with their results, page by page.',
    ko: '매트릭스의 시행과 결과를 쪽 단위로 돌려줍니다.',
  }),
  request: { params: matrixParam, query: pageQuery },
  responses: {
    200: { description: 'A page of them.', content: { 'application/json': { schema: resultsSchema } } },
    ...refusals,
  },
});

const rows = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/rows',
  tags: ['matrices'],
  ...said({
    en: 'The trials of a matrix in numbers and without their texts, as columns, page by page: what a view of all of them needs.',
    ko: '매트릭스의 모든 시행을 텍스트 없이 수치만, 열 단위로 돌려줍니다.',
  }),
  request: { params: matrixParam, query: rowsQuery },
  responses: {
    200: { description: 'A page of them.', content: { 'application/json': { schema: rowsSchema } } },
    ...refusals,
  },
});

const checks = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/checks',
  tags: ['matrices'],
  ...said({
    en: 'What the checks of a matrix say of some of its trials, in words.',
    ko: '매트릭스의 검사가 일부 시행에 대해 찾은 내용을 설명과 함께 돌려줍니다.',
  }),
  request: { params: matrixParam, query: idsQuery },
  responses: {
    200: { description: 'The outcomes.', content: { 'application/json': { schema: outcomesSchema } } },
    ...refusals,
  },
});

const csv = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/export.csv',
  tags: ['matrices'],
  ...said({
    en: 'The results of a matrix as CSV, one row a trial.',
    ko: '매트릭스의 결과를 시행마다 한 행인 CSV로 내려받습니다.',
  }),
  request: { params: matrixParam, query: csvQuery },
  responses: {
    200: { description: 'A file.', content: { 'text/csv': { schema: z.string() } } },
    ...refusals,
  },
});

/** The limits that hold for a run of a notebook; null where what is said of them cannot be used. */
async function limitsFor(workbench: Workbench, name: string): Promise<BudgetLimits | null> {
  try {
    return await workbench.limitsOf(name);
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

/** Trials with the full records that stand for them. */
function toViews(plan: Plan, planned: readonly PlannedTrial[], results: Results): ResultView[] {
  tellWhyStale({ ...plan, trials: planned }, results);
  let at = 0;
  return Array.from(recordsOf(planned, results, plan.identity), (record): ResultView => {
    const { trial, standing, reason } = planned[at++] as PlannedTrial;
    const { id: trialId, variant, repeat, requestHash } = trial;
    return {
      trialId,
      variant,
      repeat,
      requestHash,
      standing,
      reason,
      record: record && toLean(record, plan.name),
    };
  });
}

/** The results that the page shows first, as far as the notebook says how they are shown. */
function toFirstViews(plan: Plan, rows: readonly TrialRow[], results: Results): ResultView[] {
  const view = cellsOf(plan.notebook, 'view').find(({ of }) => of === plan.matrix.id);
  const ids = firstShown(rows, plan.axes, view ? stateOf(view) : null);
  return toViews(plan, findTrials(plan, ids), results);
}

/** The matrices of a notebook: plan, results, CSV. */
export function matrixRoutes(workbench: Workbench, { liveRuns }: { liveRuns: LiveRuns }): OpenAPIHono {
  return createRouter()
    .openapi(plan, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const made = await workbench.plan(name, matrix, c.req.valid('query'));
      const { trials, axes, counts, blocked, problems } = made;
      const estimates = await workbench.estimates(made);
      const runId = liveRuns.runningOf(name, matrix);
      return c.json(
        {
          notebook: name,
          matrix,
          total: trials.length,
          axes,
          counts,
          estimates,
          blocked,
          problems,
          runId,
          limits: await limitsFor(workbench, name),
          pinned: toPinnedView(made, workbench.results),
        },
        200,
      );
    })
    .openapi(count, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const made = await workbench.plan(name, matrix);
      return c.json(await workbench.countExactly(made, { signal: c.req.raw.signal }), 200);
    })
    .openapi(results, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const { only, offset, limit, ids } = c.req.valid('query');
      const made = await workbench.plan(name, matrix, { only });
      const wanted = ids ? findTrials(made, ids) : made.trials.slice(offset, offset + limit);
      const trials = toViews(made, wanted, workbench.results);
      return c.json({ total: made.trials.length, offset, limit, trials }, 200, UNPACKED);
    })
    .openapi(rows, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const { offset, limit, first } = c.req.valid('query');
      const made = await workbench.plan(name, matrix);
      const { trials, axes } = made;
      const page = await workbench.rows.of(made, trials.slice(offset, offset + limit));
      const isWhole = page.length === trials.length;
      return c.json(
        {
          total: trials.length,
          offset,
          limit,
          axes,
          checks: checksOf(made).map(({ id }) => id),
          rows: toColumns(page, axes),
          first: first === '1' && isWhole ? toFirstViews(made, page, workbench.results) : [],
        },
        200,
        UNPACKED,
      );
    })
    .openapi(checks, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const made = await workbench.plan(name, matrix);
      const outcomes = workbench.rows.outcomes(made, findTrials(made, c.req.valid('query').ids));
      const trials = Array.from(outcomes, ([trialId, found]) => ({ trialId, outcomes: found }));
      return c.json({ trials }, 200);
    })
    .openapi(csv, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const { excel, bom, messages, wide, tokens, stale } = c.req.valid('query');
      const chunks = workbench.csv([await workbench.plan(name, matrix)], {
        excel: excel === '1',
        bom: bom === '1',
        messages: messages === '1',
        wide: wide === '1',
        tokens: tokens === '1',
        stale: stale === '1',
        locale: localeOf(c),
      });
      const stem = (name.split('/').at(-1) ?? name).replace(/\.gamut\.md$/, '');
      // Each kind under a name of its own, so that one does not take another's place among the downloads.
      const kinds = { tokens, wide, messages, stale, excel };
      const kind = Object.entries(kinds).flatMap(([word, is]) => (is === '1' ? `.${word}` : []));
      return c.body(toChunkedStream(chunks), 200, {
        ...UNPACKED,
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': toAttachment(`${stem}.${matrix}${kind.join('')}.csv`),
      });
    });
}
