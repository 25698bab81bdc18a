import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { findText } from '../../workbench/find-text.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { createRouter } from '../create-router.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import { matrixParam } from '../schema/matrix.ts';

const search = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/search',
  tags: ['matrices'],
  ...said({
    en: 'The trials of a matrix whose answer, or the note on it, holds a text.',
    ko: '답변이나 답변에 단 메모에 어떤 텍스트가 들어 있는 시행을 찾습니다.',
  }),
  request: { params: matrixParam, query: z.object({ text: z.string().min(1).max(1000) }) },
  responses: {
    200: {
      description: 'Their ids, in the order of the matrix. Large and small letters are the same.',
      content: { 'application/json': { schema: z.object({ trialIds: z.array(z.string()) }) } },
    },
    ...refusals,
  },
});

/** Finding a text in the answers of a matrix, of which the page holds those alone that are in sight. */
export function searchRoutes(workbench: Workbench): OpenAPIHono {
  return createRouter().openapi(search, async (c) => {
    const { name, matrix } = c.req.valid('param');
    const plan = await workbench.plan(name, matrix);
    const trialIds = await findText(plan, c.req.valid('query').text, workbench.results);
    return c.json({ trialIds }, 200);
  });
}
