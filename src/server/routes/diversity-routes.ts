import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { DiversityMemory } from '../../workbench/diversity.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { createRouter } from '../create-router.ts';
import { said } from '../said.ts';
import { diversitySchema } from '../schema/diversity.ts';
import { refusals } from '../schema/error.ts';
import { matrixParam, onlyQuery } from '../schema/matrix.ts';

const diversity = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/diversity',
  tags: ['matrices'],
  ...said({
    en: 'How unlike each other the answers of repeats are, by variant; unknown for fewer than three answers.',
    ko: '반복한 답변이 서로 얼마나 다른지 조합별로 돌려줍니다. 답변이 세 개보다 적으면 알 수 없습니다.',
  }),
  request: { params: matrixParam, query: onlyQuery },
  responses: {
    200: {
      description: 'One group a variant.',
      content: { 'application/json': { schema: diversitySchema } },
    },
    ...refusals,
  },
});

/** How diverse the answers of a matrix are. */
export function diversityRoutes(workbench: Workbench): OpenAPIHono {
  const memory = new DiversityMemory();
  return createRouter().openapi(diversity, async (c) => {
    const { name, matrix } = c.req.valid('param');
    const plan = await workbench.plan(name, matrix, c.req.valid('query'));
    return c.json({ groups: await memory.groups(plan, workbench.results) }, 200);
  });
}
