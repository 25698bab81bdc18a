import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { Workbench } from '../workbench/workbench.ts';
import { ApiFault } from './api-fault.ts';
import { createRouter } from './create-router.ts';
import { toErrorResponse } from './error-response.ts';
import type { EventHub } from './event-hub.ts';
import { guard } from './guard.ts';
import type { LiveRuns } from './live-runs.ts';
import type { Log } from './log.ts';
import type { NotebookNews } from './notebook-news.ts';
import { pageFiles } from './page-files.ts';
import { diversityRoutes } from './routes/diversity-routes.ts';
import { annotationRoutes } from './routes/annotation-routes.ts';
import { docsRoutes } from './routes/docs-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { historyRoutes } from './routes/history-routes.ts';
import { matrixRoutes } from './routes/matrix-routes.ts';
import { notebookRoutes } from './routes/notebook-routes.ts';
import { pinRoutes } from './routes/pin-routes.ts';
import { providerRoutes } from './routes/provider-routes.ts';
import { codeRoutes } from './routes/code-routes.ts';
import { recordRoutes } from './routes/record-routes.ts';
import { reportRoutes } from './routes/report-routes.ts';
import { runRoutes } from './routes/run-routes.ts';
import { shelfRoutes } from './routes/shelf-routes.ts';
import { searchRoutes } from './routes/search-routes.ts';
import { spendRoutes } from './routes/spend-routes.ts';
import { settingRoutes } from './routes/setting-routes.ts';
import { voteRoutes } from './routes/vote-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { tokenAccess } from './token-access.ts';

/** What the routes work with. */
export interface AppDeps {
  workbench: Workbench;
  liveRuns: LiveRuns;
  hub: EventHub;
  news: NotebookNews;
  log: Log;
  /** The port that is listened on. */
  port: () => number;
  /** What requests must bring where others than this machine can make them. */
  token?: string | null;
  /** Gamut's own version. */
  version: string;
  /** The folder of the built page; null serves none. */
  dist: string | null;
  /** The demo model's routes; null serves none. */
  sandbox: Hono | null;
}

/** The largest body: a notebook of 10 MB with its JSON around it. */
const MOST_BYTES = 16 * 1024 * 1024;

function limitBody(): MiddlewareHandler {
  const limit = bodyLimit({
    maxSize: MOST_BYTES,
    onError: () => {
      throw new ApiFault(
        413,
        'too_large',
        { en: 'The request is larger than 16 MB.', ko: '요청이 16MB를 넘습니다.' },
        {
          hint: {
            en: 'Move large data into a dataset file beside the notebook (dataset src=...).',
            ko: '큰 데이터는 노트북 옆의 데이터셋 파일(dataset src=...)로 옮기세요.',
          },
        },
      );
    },
  });
  return async (c, next) => {
    const says = (name: string) => c.req.header(name) !== undefined;
    // A DELETE has no body, though its request seems to have an empty one.
    if (c.req.method === 'DELETE' && !says('content-length') && !says('transfer-encoding')) return next();
    if (!says('transfer-encoding')) return limit(c, next);
    throw new ApiFault(411, 'length_required', {
      en: 'The request does not say how long it is (Content-Length).',
      ko: '요청에 길이(Content-Length)가 없습니다.',
    });
  };
}

/** The whole HTTP side: the guard before everything, then the API, the demo model and the page. */
export function createApp(deps: AppDeps): OpenAPIHono {
  const { workbench, liveRuns, hub, news, log, port, version, dist, sandbox, token = null } = deps;
  const app = createRouter();
  app.onError((error, c) => toErrorResponse(error, c, log));
  app.notFound((c) =>
    toErrorResponse(
      new ApiFault(404, 'not_found', {
        en: `There is nothing at ${c.req.method} ${c.req.path}.`,
        ko: `${c.req.method} ${c.req.path}에는 아무것도 없습니다.`,
      }),
      c,
      log,
    ),
  );
  app.use(securityHeaders());
  app.use(guard(port, { isOpen: token !== null }));
  if (token !== null) app.use(tokenAccess(token));
  if (sandbox) app.route('/sandbox', sandbox);
  app.use(limitBody());
  app.use(compress({ encoding: 'gzip' }));
  app.route('/', notebookRoutes(workbench, { news }));
  app.route('/', shelfRoutes(workbench, { news, liveRuns }));
  app.route('/', matrixRoutes(workbench, { liveRuns }));
  app.route('/', historyRoutes(workbench, { hub }));
  app.route('/', diversityRoutes(workbench));
  app.route('/', annotationRoutes(workbench, { hub }));
  app.route('/', voteRoutes(workbench, { hub }));
  app.route('/', searchRoutes(workbench));
  app.route('/', pinRoutes(workbench, { news }));
  app.route('/', recordRoutes(workbench));
  app.route('/', codeRoutes(workbench));
  app.route('/', reportRoutes(workbench, version));
  app.route('/', runRoutes(liveRuns));
  app.route('/', eventRoutes(hub));
  app.route('/', providerRoutes(workbench));
  app.route('/', settingRoutes(workbench, version));
  app.route('/', spendRoutes(workbench));
  app.route('/', docsRoutes(app, version, dist));
  if (dist !== null) app.get('*', pageFiles(dist));
  return app;
}
