import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AnnotationEntry } from '../../src/core/annotation.ts';
import type * as Api from '../../src/core/api.ts';
import type * as Results from '../../src/core/result-api.ts';
import type { Vote } from '../../src/core/vote.ts';
import { createApp } from '../../src/server/app.ts';
import type { AppDeps } from '../../src/server/app.ts';
import { EventHub } from '../../src/server/event-hub.ts';
import { LiveRuns } from '../../src/server/live-runs.ts';
import { createLog } from '../../src/server/log.ts';
import { NotebookNews } from '../../src/server/notebook-news.ts';
import { openWorkbench } from '../../src/workbench/workbench.ts';
import type { Workbench, WorkbenchOptions } from '../../src/workbench/workbench.ts';
import { createProject, ENV } from '../workbench/sample-project.ts';

/** The bodies that most tests look into, as if each had the fields of all: who asks knows which. */
export type Body = Api.NotebookConflict &
  Api.NotebookList &
  Api.NotebookFile &
  Omit<Api.PlanView, 'notebook' | 'runId' | 'pinned'> &
  Api.RunList &
  Api.Spend &
  Api.ImportResult &
  Api.TrashedNotebook &
  Api.PersonaLibrary &
  Api.ProviderList &
  Api.ModelList &
  Results.ResultsPage &
  Results.RowsPage &
  Results.DiversityView &
  Results.RequestCode & {
    runId: string;
    pinned: Api.PinnedView;
    records: Results.RecordTokens[];
    annotations: AnnotationEntry[];
    votes: Vote[];
    trialIds: string[];
    unsettled: Api.UnsettledView[];
    writtenOff: Api.UnsettledView[];
  };

/** An answer of the app, its body read. */
export interface Answer<T = Body> {
  status: number;
  headers: Headers;
  text: string;
  /** null where it is no JSON. */
  json: T;
}

/** The HTTP side over a project on the disk, without a listener. */
export interface SampleApp {
  root: string;
  workbench: Workbench;
  liveRuns: LiveRuns;
  hub: EventHub;
  logged: string[];
  app: ReturnType<typeof createApp>;
  /** `T` is what the body is, where it is none of {@link Body}. */
  ask<T = Body>(
    path: string,
    init?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer<T>>;
}

/** Opens the app over a project; everything is closed when the test is over. */
export async function openApp({
  root = createProject(),
  dist = null,
  sandbox = null,
  ...options
}: { root?: string } & Partial<Pick<AppDeps, 'dist' | 'sandbox'>> &
  Partial<WorkbenchOptions> = {}): Promise<SampleApp> {
  const logged: string[] = [];
  const workbench = await openWorkbench({ notebooksDir: join(root, 'notebooks'), env: ENV, ...options });
  const log = createLog(
    'warn',
    (text) => workbench.registry.redact(text),
    (line) => void logged.push(line),
  );
  const hub: EventHub = new EventHub(() => liveRuns.views());
  const liveRuns = new LiveRuns(workbench, { tell: (events) => hub.publish('run', events), log });
  onTestFinished(async () => {
    await liveRuns.close();
    hub.close();
    await workbench.close();
  });
  const news = new NotebookNews(hub);
  const app = createApp({
    workbench,
    liveRuns,
    hub,
    news,
    log,
    dist,
    sandbox,
    port: () => 4600,
    version: '0.0.0-test',
  });
  const ask: SampleApp['ask'] = async <T>(
    path: string,
    {
      method = 'GET',
      body,
      headers = {},
    }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const answer = await app.request(`http://127.0.0.1:4600${path}`, {
      method,
      headers: { host: '127.0.0.1:4600', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: (isJson ? JSON.parse(text) : null) as T,
    };
  };
  return { root, workbench, liveRuns, hub, logged, app, ask };
}
