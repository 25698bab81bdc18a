import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkbenchError } from '../workbench/workbench-error.ts';

/** What the page is made of, from Gamut's own folder. */
const SOURCES = ['src/web', 'src/core', 'vite.config.ts', 'vite-words.ts', 'package-lock.json'];

function newestMs(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), 0);
}

/** Whether the built page is missing, or older than what it is built from. */
export function isPageStale(home: string): boolean {
  const built = statSync(join(home, 'dist', 'index.html'), { throwIfNoEntry: false });
  return !built || SOURCES.some((source) => newestMs(join(home, source)) > built.mtimeMs);
}

/**
 * Builds the page into `<home>/dist` where it is missing or older than its sources; `home` is Gamut's own folder.
 * Resolves to the folder of the built page. Throws {@link WorkbenchError} where it cannot be built.
 */
export async function buildPage(home: string): Promise<string> {
  const dist = join(home, 'dist');
  if (!isPageStale(home)) return dist;
  // Whatever else this shell is used for: of what is made for developers the page would be half as large again, and warn of it.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    const { build } = await import('vite');
    await build({
      root: join(home, 'src', 'web'),
      configFile: join(home, 'vite.config.ts'),
      logLevel: 'silent',
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WorkbenchError(
      'cannot-serve',
      { en: `The page could not be built: ${why}`, ko: `화면을 빌드하지 못했습니다: ${why}` },
      {
        en: 'Run `npm ci`, then `npm run build`, and read what it says.',
        ko: '`npm ci` 다음에 `npm run build`를 실행해 메시지를 확인하세요.',
      },
      error,
    );
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
  return dist;
}

/** Addresses of what the built page looks like: its style sheet, which has its faces and colours, and its icon; null where
 * there is none. */
export interface PageLooks {
  style: string | null;
  icon: string | null;
}

/** What the built page in a folder looks like. */
export async function looksOfPage(dist: string): Promise<PageLooks> {
  const page = await readFile(join(dist, 'index.html'), 'utf8').catch(() => '');
  const find = (link: RegExp) => link.exec(page)?.[1] ?? null;
  return {
    style: find(/<link rel="stylesheet"[^>]*href="(\/assets\/[\w.-]+\.css)"/),
    icon: find(/<link rel="icon"[^>]*href="(\/assets\/[\w.-]+\.svg)"/),
  };
}
