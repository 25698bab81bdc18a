import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import type { AppDeps } from '../../src/server/app.ts';
import { EventHub } from '../../src/server/event-hub.ts';
import { LiveRuns } from '../../src/server/live-runs.ts';
import { createLog } from '../../src/server/log.ts';
import { NotebookNews } from '../../src/server/notebook-news.ts';
import { openWorkbench } from '../../src/workbench/workbench.ts';
import type { Workbench, WorkbenchOptions } from '../../src/workbench/workbench.ts';
import { createProject, ENV } from '../workbench/sample-project.ts';

/** An answer of the app, its body read. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of every shape
  json: any;
}

/** The HTTP side over a project on the disk, without a listener. */
export interface SampleApp {
  root: string;
  workbench: Workbench;
  liveRuns: LiveRuns;
  hub: EventHub;
  logged: string[];
  app: ReturnType<typeof createApp>;
  ask(
    path: string,
    init?: { method?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>;
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
  const ask: SampleApp['ask'] = async (path, { method = 'GET', body, headers = {} } = {}) => {
    const answer = await app.request(`http://127.0.0.1:4600${path}`, {
      method,
      headers: { host: '127.0.0.1:4600', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : null };
  };
  return { root, workbench, liveRuns, hub, logged, app, ask };
}
