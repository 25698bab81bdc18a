import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { RequestCode } from '../../core/result-api.ts';
import { toRequestCode } from '../../core/request-code.ts';
import type { CompletionRequest } from '../../core/trial.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { ApiFault } from '../api-fault.ts';
import { createRouter } from '../create-router.ts';
import { said } from '../said.ts';
import { codeSchema } from '../schema/code.ts';
import { refusals } from '../schema/error.ts';
import { matrixParam } from '../schema/matrix.ts';
import { recordParam } from '../schema/record.ts';

const responses = {
  200: { description: 'The programs.', content: { 'application/json': { schema: codeSchema } } },
  ...refusals,
};

const ofRecord = createRoute({
  method: 'get',
  path: '/api/records/{recordId}/code',
  tags: ['records'],
  ...said({
    en: 'The exact request of a record as curl, TypeScript and Python. Keys are read from the environment there.',
    ko: '기록의 요청을 curl, TypeScript, Python 코드로 돌려줍니다. 키는 환경 변수에서 읽도록 씁니다.',
  }),
  request: { params: recordParam },
  responses,
});

const ofTrial = createRoute({
  method: 'get',
  path: '/api/notebooks/{name}/matrices/{matrix}/code',
  tags: ['matrices'],
  ...said({
    en: 'The request that a trial sends as the notebook has it now, as curl, TypeScript and Python. Calls nobody.',
    ko: '지금 노트북대로 시행이 보낼 요청을 curl, TypeScript, Python 코드로 돌려줍니다. 모델을 호출하지 않습니다.',
  }),
  request: { params: matrixParam, query: z.object({ trial: z.string().min(1) }) },
  responses,
});

/** Requests as programs. */
export function codeRoutes(workbench: Workbench): OpenAPIHono {
  const toCode = async (request: CompletionRequest): Promise<RequestCode> => {
    const { registry } = workbench;
    const wire = await registry.wireOf(request);
    if (wire === null) {
      throw new ApiFault(404, 'not_found', {
        en: `There is no provider ${request.provider} any more.`,
        ko: `${request.provider} 공급자가 더는 없습니다.`,
      });
    }
    return {
      curl: registry.redact(toRequestCode(wire, 'curl')),
      typescript: registry.redact(toRequestCode(wire, 'typescript')),
      python: registry.redact(toRequestCode(wire, 'python')),
    };
  };
  return createRouter()
    .openapi(ofRecord, async (c) => {
      const { recordId } = c.req.valid('param');
      const [record] = workbench.results.byIds([recordId]);
      if (!record) {
        throw new ApiFault(404, 'not_found', {
          en: `There is no record ${recordId}.`,
          ko: `${recordId}번 기록이 없습니다.`,
        });
      }
      return c.json(await toCode(record.trial.request), 200);
    })
    .openapi(ofTrial, async (c) => {
      const { name, matrix } = c.req.valid('param');
      const { trial: id } = c.req.valid('query');
      const { trials } = await workbench.plan(name, matrix);
      const planned = trials.find(({ trial }) => trial.id === id);
      if (!planned) {
        throw new ApiFault(404, 'not_found', {
          en: `The matrix ${matrix} has no trial ${id}.`,
          ko: `매트릭스 ${matrix}에 ${id} 시행이 없습니다.`,
        });
      }
      return c.json(await toCode(planned.trial.request), 200);
    });
}
