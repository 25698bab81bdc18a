import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Text } from '../core/text.ts';
import type { Problem } from '../core/notebook.ts';
import { createRedactor } from '../providers/redact.ts';
import { SandboxPool } from '../sandbox/pool.ts';
import { createSandboxRoutes } from '../sandbox/routes.ts';
import type { Env } from '../workbench/load-env.ts';
import { openWorkbench } from '../workbench/workbench.ts';
import type { Workbench, WorkbenchOptions } from '../workbench/workbench.ts';
import { createApp } from './app.ts';
import { EventHub } from './event-hub.ts';
import { watchFolder } from './folder-watch.ts';
import { listen } from './listen.ts';
import type { Listening } from './listen.ts';
import { LiveRuns } from './live-runs.ts';
import { createLog } from './log.ts';
import type { Log, LogLevel } from './log.ts';
import { NotebookNews } from './notebook-news.ts';
import { buildPage, isPageStale } from './page-build.ts';
import { toRequiredToken } from './token-access.ts';

/** Gamut's own folder. */
const HOME = join(import.meta.dirname, '..', '..');

const BUILDING: Text = { en: 'Building the page…', ko: '화면을 빌드하는 중…' };

/** How the server is started. */
export interface ServeOptions {
  notebooksDir: string;
  /** 0 takes any free one. */
  port: number;
  /** The address to listen on: this machine's own by default. Any other one demands a `token`. */
  host?: string;
  /** What requests must bring where others than this machine can make them. */
  token?: string | undefined;
  env?: Env;
  log?: LogLevel;
  /** Where log lines go; stderr by default. */
  writeLog?: (line: string) => void;
  /** Hears what takes a while. */
  tell?: (text: Text) => void;
  /** The page's folder instead of the one that is built; null for none. */
  dist?: string | null;
  /** What talks to the vendors, instead of the real one. */
  fetch?: WorkbenchOptions['fetch'];
}

/** A server that runs. */
export interface Serving {
  url: string;
  port: number;
  /** Whether others than this machine can reach it, with the token. */
  isOpen: boolean;
  /** `gamut.config.yaml`, and what was wrong in it when serving began. */
  configFile: string;
  configProblems: Problem[];
  /** Stops all runs, keeps what came, and lets everything go. */
  close(): Promise<void>;
}

function readVersion(): string {
  return (JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string }).version;
}

async function findPage(tell: ServeOptions['tell']): Promise<string> {
  if (isPageStale(HOME)) tell?.(BUILDING);
  return buildPage(HOME);
}

/** Reads the settings again when one of their files changes, and tells every tab. Returns what ends it. */
function watchSettings(workbench: Workbench, hub: EventHub, log: Log): () => void {
  const { root, configFile, envFile } = workbench.project;
  const names = new Set([basename(configFile), basename(envFile)]);
  return watchFolder(root, {
    isDeep: false,
    isWanted: (path) => names.has(path),
    changed: (path) => {
      try {
        workbench.reload();
        hub.publish('providers-changed', {});
      } catch (error) {
        log.warn({ err: error, path }, 'the settings could not be read again');
      }
    },
    failed: (error) => log.warn({ err: error }, 'the settings cannot be watched'),
  });
}

/** The name by which this machine itself reaches an address that it listens on. */
function toUrlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** Serves the workbench of a notebooks folder on this machine. Throws WorkbenchError or StoreError where it cannot. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { notebooksDir, env = process.env, log: level = 'warn', writeLog, tell, fetch } = options;
  const { host = '127.0.0.1' } = options;
  const token = toRequiredToken(host, options.token);
  const origin = Promise.withResolvers<string>();
  const workbench = await openWorkbench({
    notebooksDir,
    env,
    // The demo model brings no token: it has a door of its own then, to this machine alone.
    ...(token === null ? { sandboxOrigin: () => origin.promise } : {}),
    ...(fetch === undefined ? {} : { fetch }),
  });
  const redactToken = createRedactor([token]);
  const log = createLog(level, (text) => redactToken(workbench.registry.redact(text)), writeLog);
  const pool = new SandboxPool();
  const hub: EventHub = new EventHub(() => liveRuns.views());
  const liveRuns = new LiveRuns(workbench, { tell: (events) => hub.publish('run', events), log });
  const news = new NotebookNews(hub);

  const start = async (): Promise<Listening> => {
    const dist = options.dist === undefined ? await findPage(tell) : options.dist;
    const sandbox = token === null ? createSandboxRoutes(pool) : null;
    const version = readVersion();
    const port = () => server?.port ?? options.port;
    const app = createApp({ workbench, liveRuns, hub, news, log, dist, port, version, sandbox, token });
    return listen(app.fetch, { port: options.port, host });
  };
  let server: Listening | null = null;
  try {
    server = await start();
  } catch (error) {
    await pool.close();
    await workbench.close();
    throw error;
  }
  const { port } = server;
  const url = `http://${toUrlHost(host)}:${port}`;
  origin.resolve(url);
  const unwatch = [news.watch(workbench, log), watchSettings(workbench, hub, log)];

  const end = async () => {
    for (const stop of unwatch) stop();
    await liveRuns.close();
    hub.close();
    await server.close();
    await pool.close();
    await workbench.close();
  };
  let closing: Promise<void> | null = null;
  const { configProblems, project } = workbench;
  const { configFile } = project;
  return { url, port, isOpen: token !== null, configFile, configProblems, close: () => (closing ??= end()) };
}
