import path from 'node:path';
import { EXIT } from './exit-code.ts';
import { NOTEBOOKS_DIR } from './open-notebook.ts';
import { tellProblems } from './problems.ts';
import { printLine, tell, UsageError, type Context } from './terminal.ts';

const DEFAULT_PORT = 4600;

/** The port to listen on: `--port`, else `PORT`, else 4600. Throws {@link UsageError} for a `PORT` that is none. */
export function findPort(port: number | undefined, env: Record<string, string | undefined>): number {
  if (port !== undefined) return port;
  if (!env.PORT) return DEFAULT_PORT;
  const number = Number(env.PORT);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new UsageError({
    en: `PORT is “${env.PORT}”, which is no port. Set it to a number from 0 to 65535, or unset it.`,
    ko: `PORT 환경 변수(“${env.PORT}”)가 올바른 포트가 아닙니다. 0부터 65535까지의 숫자로 바꾸거나 지우세요.`,
  });
}

/** `gamut serve`: serves the workbench until Ctrl+C. */
export async function serveCommand(
  context: Context,
  { dir, port, host = '127.0.0.1' }: { dir?: string; port?: number; host?: string },
): Promise<number> {
  const { terminal } = context;
  const notebooksDir = path.resolve(terminal.cwd, dir ?? NOTEBOOKS_DIR);
  const asked = findPort(port, terminal.env);
  const stopped = Promise.withResolvers<void>();
  const off = terminal.onInterrupt(() => stopped.resolve());
  try {
    // Loaded here alone: the other commands have no use for a server.
    const { serve } = await import('../server/main.ts');
    const server = await serve({
      notebooksDir,
      port: asked,
      host,
      token: terminal.env.GAMUT_TOKEN,
      env: terminal.env,
      tell: (text) => tell(context, text),
    });
    printLine(context, `Gamut  ${server.url}`);
    tell(context, {
      en: `Notebooks: ${notebooksDir}. Ctrl+C stops the server.`,
      ko: `노트북 폴더: ${notebooksDir}. Ctrl+C를 누르면 서버를 종료합니다.`,
    });
    if (server.isOpen) {
      tell(context, {
        en: `Others can open it at http://<address of this machine>:${server.port}/?token=… with the value of GAMUT_TOKEN.`,
        ko: `다른 컴퓨터에서는 GAMUT_TOKEN 값을 넣어 http://<이 컴퓨터의 주소>:${server.port}/?token=… 주소로 열 수 있습니다.`,
      });
    }
    tellProblems(context, server.configFile, server.configProblems);
    // Estimates need it: it is large, and is read while nobody waits for it yet.
    const { loadTokenCounter } = await import('../workbench/token-count.ts');
    void loadTokenCounter();
    await stopped.promise;
    tell(context, { en: 'Stopping…', ko: '종료하는 중…' });
    await server.close();
    return EXIT.ok;
  } finally {
    off();
  }
}
