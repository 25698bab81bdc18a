import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Annotation } from '../../core/annotation.ts';
import { answerKeysOf } from '../../workbench/plan.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { createRouter } from '../create-router.ts';
import type { EventHub } from '../event-hub.ts';
import { said } from '../said.ts';
import { annotationListSchema, annotationSchema, putAnnotationSchema } from '../schema/annotation.ts';
import { refusals } from '../schema/error.ts';
import { matrixParam } from '../schema/matrix.ts';

const list = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/annotations',
  tags: ['annotations'],
  ...said({
    en: 'What people have said of the results of a matrix: stars, ratings, notes, tags.',
    ko: '매트릭스의 결과에 단 별표, 평점, 메모, 태그를 돌려줍니다.',
  }),
  request: { params: matrixParam },
  responses: {
    200: {
      description: 'The annotations; results of which nothing is said are left out.',
      content: { 'application/json': { schema: annotationListSchema } },
    },
    ...refusals,
  },
});

const put = createRoute({
  method: 'put',
  path: '/api/annotations',
  tags: ['annotations'],
  ...said({
    en: 'Says something of a result, and tells every tab.',
    ko: '결과에 별표, 평점, 메모, 태그를 달고 열린 모든 탭에 알립니다.',
  }),
  request: { body: { required: true, content: { 'application/json': { schema: putAnnotationSchema } } } },
  responses: {
    200: {
      description: 'All that is said of the result then.',
      content: { 'application/json': { schema: annotationSchema } },
    },
    ...refusals,
  },
});

/** What people say of results. */
export function annotationRoutes(workbench: Workbench, { hub }: { hub: EventHub }): OpenAPIHono {
  const { annotations } = workbench.results;
  return createRouter()
    .openapi(list, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const plan = await workbench.plan(name, matrix);
      const found = annotations.of(answerKeysOf(plan, workbench.results));
      return c.json({ annotations: [...found.values()] }, 200);
    })
    .openapi(put, (c) => {
      const { requestHash, repeat, starred, rating, note, tags } = c.req.valid('json');
      const change: Partial<Annotation> = {
        ...(starred === undefined ? {} : { starred }),
        ...(rating === undefined ? {} : { rating }),
        ...(note === undefined ? {} : { note }),
        ...(tags === undefined ? {} : { tags }),
      };
      const entry = annotations.put({ requestHash, repeat }, change);
      hub.publish('annotation-changed', entry);
      return c.json(entry, 200);
    });
}
