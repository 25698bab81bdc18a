import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { createRouter } from '../create-router.ts';
import { toDocsPage } from '../docs-page.ts';
import type { ApiDocument } from '../docs-page.ts';
import { DOCS_STYLE } from '../docs-style.ts';
import { localeOf } from '../error-response.ts';
import { looksOfPage } from '../page-build.ts';
import { said } from '../said.ts';
import { errorSchema } from '../schema/error.ts';

const openapi = createRoute({
  method: 'get',
  path: '/api/openapi.json',
  tags: ['documentation'],
  ...said({ en: 'This document.', ko: '이 문서입니다.' }),
  responses: {
    200: {
      description: 'An OpenAPI 3.1 document.',
      content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } },
    },
  },
});

const docs = createRoute({
  method: 'get',
  path: '/api/docs',
  tags: ['documentation'],
  ...said({ en: 'This document, to be read.', ko: '사람이 읽는 형식의 문서입니다.' }),
  responses: { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } },
});

const style = createRoute({
  method: 'get',
  path: '/api/docs.css',
  tags: ['documentation'],
  ...said({ en: 'The style sheet of that page.', ko: '문서 화면의 스타일시트입니다.' }),
  responses: { 200: { description: 'A style sheet.', content: { 'text/css': { schema: z.string() } } } },
});

/** The OpenAPI document of all of an app's routes, and a page made from it, in the style of the page in `dist`. */
export function docsRoutes(app: OpenAPIHono, version: string, dist: string | null): OpenAPIHono {
  // Made when first asked for: only then are all routes there.
  let made: ReturnType<OpenAPIHono['getOpenAPI31Document']> | null = null;
  const document = () =>
    (made ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Gamut API',
        version,
        description: 'The API of the local workbench. It answers this machine’s own page and programs only.',
      },
    }));
  const router = createRouter();
  router.openAPIRegistry.register('Error', errorSchema);
  return router
    .openapi(openapi, (c) => c.json({ ...document() }, 200))
    .openapi(docs, async (c) => {
      const looks = dist === null ? { style: null, icon: null } : await looksOfPage(dist);
      return c.html(toDocsPage(document() as unknown as ApiDocument, localeOf(c), looks), 200);
    })
    .openapi(style, (c) => c.body(DOCS_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
}
