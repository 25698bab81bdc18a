import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ProviderInfo } from '../../core/api.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { ApiFault } from '../api-fault.ts';
import { createRouter } from '../create-router.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import {
  modelListSchema,
  providerListSchema,
  providerParam,
  providerTestSchema,
  testPlanSchema,
  testQuery,
  testRequestSchema,
} from '../schema/provider.ts';

const list = createRoute({
  method: 'get',
  path: '/api/providers',
  tags: ['providers'],
  ...said({
    en: 'The providers, and which can be used.',
    ko: '공급자와 사용 가능 여부를 돌려줍니다.',
  }),
  responses: {
    200: { description: 'The providers.', content: { 'application/json': { schema: providerListSchema } } },
    ...refusals,
  },
});

const models = createRoute({
  method: 'get',
  path: '/api/providers/{provider}/models',
  tags: ['providers'],
  ...said({
    en: 'The models that a provider’s server lists; where it cannot be asked, the known ones and why.',
    ko: '공급자 서버가 알려 주는 모델 목록입니다. 물어볼 수 없으면 알려진 모델과 그 이유를 돌려줍니다.',
  }),
  request: { params: providerParam },
  responses: {
    200: { description: 'The models.', content: { 'application/json': { schema: modelListSchema } } },
    ...refusals,
  },
});

const testPlan = createRoute({
  method: 'get',
  path: '/api/providers/{provider}/test',
  tags: ['providers'],
  ...said({
    en: 'What a try of a model would send, and cost at most. Sends nothing.',
    ko: '연결 확인이 보낼 내용과 최대 비용입니다. 아무것도 보내지 않습니다.',
  }),
  request: { params: providerParam, query: testQuery },
  responses: {
    200: { description: 'What it would be.', content: { 'application/json': { schema: testPlanSchema } } },
    ...refusals,
  },
});

const test = createRoute({
  method: 'post',
  path: '/api/providers/{provider}/test',
  tags: ['providers'],
  ...said({
    en: 'Tries a provider with one very small request. It may cost a fraction of a cent.',
    ko: '아주 작은 요청 하나로 공급자 연결을 확인합니다. 아주 적은 비용이 들 수 있습니다.',
  }),
  request: {
    params: providerParam,
    body: { content: { 'application/json': { schema: testRequestSchema } } },
  },
  responses: {
    200: {
      description: 'What came of it: a failure is an answer too.',
      content: { 'application/json': { schema: providerTestSchema } },
    },
    ...refusals,
  },
});

/** Providers: which there are, their models, a try. */
export function providerRoutes(workbench: Workbench): OpenAPIHono {
  const find = (id: string): ProviderInfo => {
    const info = workbench.registry.list().find((one) => one.id === id);
    if (info) return info;
    throw new ApiFault(
      404,
      'not_found',
      { en: `There is no provider ${id}.`, ko: `${id} 공급자가 없습니다.` },
      { hint: { en: 'Add it to gamut.config.yaml.', ko: 'gamut.config.yaml에 추가하세요.' } },
    );
  };
  return createRouter()
    .openapi(list, (c) => c.json({ providers: workbench.registry.list() }, 200))
    .openapi(models, async (c) => {
      const info = find(c.req.valid('param').provider);
      return c.json(await workbench.registry.models(info.id, { signal: c.req.raw.signal }), 200);
    })
    .openapi(testPlan, (c) => {
      const info = find(c.req.valid('param').provider);
      return c.json(workbench.testPlan(info.id, c.req.valid('query').model), 200);
    })
    .openapi(test, async (c) => {
      const info = find(c.req.valid('param').provider);
      const model = c.req.valid('json').model ?? null;
      return c.json(await workbench.registry.test(info.id, model, { signal: c.req.raw.signal }), 200);
    });
}
