import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { cellsOf } from '../../core/notebook.ts';
import { toReport } from '../../workbench/report.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { toAttachment } from '../attachment.ts';
import { toChunkedStream } from '../chunked-stream.ts';
import { createRouter } from '../create-router.ts';
import { localeOf } from '../error-response.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import { notebookParam } from '../schema/notebook.ts';
import { reportSchema } from '../schema/report.ts';

const report = createRoute({
  method: 'post',
  path: '/api/notebooks/{name}/report',
  tags: ['notebooks'],
  ...said({
    en: 'A notebook with all its results as one HTML file that opens offline. Runs no script, holds no key. Calls nobody.',
    ko: '노트북과 모든 결과를 오프라인에서 열리는 HTML 파일 하나로 만듭니다. 스크립트도 키도 들어 있지 않습니다.',
  }),
  request: {
    params: notebookParam,
    body: { required: true, content: { 'application/json': { schema: reportSchema } } },
  },
  responses: {
    200: { description: 'A file.', content: { 'text/html': { schema: z.string() } } },
    ...refusals,
  },
});

/** Notebooks as reports. */
export function reportRoutes(workbench: Workbench, version: string): OpenAPIHono {
  return createRouter().openapi(report, async (c) => {
    const { name } = c.req.valid('param');
    const { notebook } = await workbench.read(name);
    const plans = [];
    for (const { id } of cellsOf(notebook, 'matrix')) plans.push(await workbench.plan(name, id));
    const chunks = toReport(
      { name, notebook, plans },
      {
        results: workbench.results,
        rows: workbench.rows,
        locale: localeOf(c),
        now: workbench.now(),
        version,
        krwPerUsd: workbench.config.krwPerUsd?.rate ?? null,
        redact: (text) => workbench.registry.redact(text),
        charts: c.req.valid('json').charts,
      },
    );
    const stem = (name.split('/').at(-1) ?? name).replace(/\.gamut\.md$/, '');
    return c.body(toChunkedStream(chunks), 200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Disposition': toAttachment(`${stem}.report.html`),
    });
  });
}
