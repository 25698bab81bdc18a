import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { UnsettledView } from '../../core/api.ts';
import type { Unsettled } from '../../store/ledger.ts';
import { toName } from '../../workbench/project.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { createRouter } from '../create-router.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import { unsettledListSchema, writeOffSchema, writtenOffSchema } from '../schema/setting.ts';

const list = createRoute({
  method: 'get',
  path: '/api/spend/unsettled',
  tags: ['settings'],
  ...said({
    en: 'What may have been billed for requests whose end nobody saw, by run: it counts against budgets until it is written off.',
    ko: '끝을 확인하지 못한 요청에 청구되었을 수 있는 금액을 실행별로 돌려줍니다. 지울 때까지 예산에 포함됩니다.',
  }),
  responses: {
    200: {
      description: 'By run, newest first.',
      content: { 'application/json': { schema: unsettledListSchema } },
    },
    ...refusals,
  },
});

const writeOff = createRoute({
  method: 'post',
  path: '/api/spend/write-off',
  tags: ['settings'],
  ...said({
    en: 'Takes what is unsettled out of the budgets: of a run, or all. Runs that wait for money go on.',
    ko: '확인되지 않은 금액을 예산에서 뺍니다(한 실행 또는 전체). 예산 때문에 멈춘 실행은 이어집니다.',
  }),
  request: { body: { required: true, content: { 'application/json': { schema: writeOffSchema } } } },
  responses: {
    200: { description: 'What it was.', content: { 'application/json': { schema: writtenOffSchema } } },
    ...refusals,
  },
});

/** What may have been billed, and how a person settles it. */
export function spendRoutes(workbench: Workbench): OpenAPIHono {
  const toView = (line: Unsettled): UnsettledView => ({
    ...line,
    notebook: toName(workbench.project, line.notebook) ?? line.notebook,
  });
  return createRouter()
    .openapi(list, (c) => c.json({ unsettled: workbench.results.book.unsettled().map(toView) }, 200))
    .openapi(writeOff, (c) => {
      const { runId } = c.req.valid('json');
      const lines = workbench.writeOff({ runId });
      return c.json({ writtenOff: lines.map(toView) }, 200);
    });
}
