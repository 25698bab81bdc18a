import { relative, sep } from 'node:path';
import { createRoute } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Workbench } from '../../workbench/workbench.ts';
import { createRouter } from '../create-router.ts';
import { localeOf } from '../error-response.ts';
import { said } from '../said.ts';
import { refusals } from '../schema/error.ts';
import { settingsSchema, spendSchema } from '../schema/setting.ts';

const settings = createRoute({
  method: 'get',
  path: '/api/settings',
  tags: ['settings'],
  ...said({
    en: 'What the page needs to know of this server; no keys.',
    ko: '화면에 필요한 서버 설정입니다. 키는 들어 있지 않습니다.',
  }),
  responses: {
    200: { description: 'The settings.', content: { 'application/json': { schema: settingsSchema } } },
    ...refusals,
  },
});

const spend = createRoute({
  method: 'get',
  path: '/api/spend',
  tags: ['settings'],
  ...said({ en: 'What was spent since local midnight.', ko: '오늘 자정(현지 시각)부터 쓴 금액입니다.' }),
  responses: {
    200: { description: 'The sum.', content: { 'application/json': { schema: spendSchema } } },
    ...refusals,
  },
});

/** Settings and spending. */
export function settingRoutes(workbench: Workbench, version: string): OpenAPIHono {
  const { root, notebooksDir, storeFile, configFile } = workbench.project;
  const shown = (path: string) => relative(root, path).split(sep).join('/') || '.';
  return createRouter()
    .openapi(settings, (c) =>
      c.json(
        {
          version,
          locale: localeOf(c),
          krwPerUsd: workbench.config.krwPerUsd,
          notebooksDir: shown(notebooksDir),
          storeFile: shown(storeFile),
          configFile: shown(configFile),
          configProblems: workbench.configProblems,
        },
        200,
      ),
    )
    .openapi(spend, (c) => {
      const midnight = new Date(workbench.now());
      midnight.setHours(0, 0, 0, 0);
      const { usd, unsettledUsd, unpriced } = workbench.results.book.spentToday();
      return c.json({ todayUsd: usd, unsettledUsd, unpriced, since: midnight.toISOString() }, 200);
    });
}
