import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildPage, isPageStale, looksOfPage } from '../../src/server/page-build.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

function createHome(script = 'document.title = "one";'): string {
  const home = createTempFolder();
  mkdirSync(join(home, 'src/web'), { recursive: true });
  mkdirSync(join(home, 'src/core'), { recursive: true });
  writeFileSync(join(home, 'src/web/index.html'), '<script type="module" src="./main.ts"></script>');
  writeFileSync(join(home, 'src/web/main.ts'), script);
  writeFileSync(
    join(home, 'vite.config.ts'),
    'export default { build: { outDir: "../../dist", emptyOutDir: true } };',
  );
  return home;
}

/** Makes a file look as if it had been written so many seconds from now. */
function touch(file: string, seconds: number): void {
  const at = new Date(Date.now() + seconds * 1000);
  utimesSync(file, at, at);
}

test('is built where it is missing, and anew only where a source is newer', { timeout: 60_000 }, async () => {
  const home = createHome();
  expect(isPageStale(home)).toBe(true);
  const dist = await buildPage(home);
  expect(dist).toBe(join(home, 'dist'));
  const first = readFileSync(join(dist, 'index.html'), 'utf8');
  expect(first).toContain('/assets/');
  expect(isPageStale(home)).toBe(false);

  writeFileSync(join(home, 'src/core/trial.ts'), 'export {};');
  touch(join(home, 'src/core/trial.ts'), 60);
  expect(isPageStale(home)).toBe(true);
  writeFileSync(join(home, 'src/web/main.ts'), 'document.title = "two";');
  await buildPage(home);
  expect(readFileSync(join(dist, 'index.html'), 'utf8')).not.toBe(first);
});

test('is the page that people get, whatever the shell is used for', { timeout: 60_000 }, async () => {
  const home = createHome('document.title = import.meta.env.PROD ? process.env.NODE_ENV : "for developers";');
  const before = process.env['NODE_ENV'];
  const dist = await buildPage(home);
  expect(process.env['NODE_ENV']).toBe(before);
  const [, script = ''] =
    /src="(\/assets\/[^"]+\.js)"/.exec(readFileSync(join(dist, 'index.html'), 'utf8')) ?? [];
  expect(readFileSync(join(dist, script), 'utf8')).toMatch(/title\s*=\s*[`"']production[`"']/);
});

test('has a style sheet and an icon that other pages can be shown with', { timeout: 60_000 }, async () => {
  const home = createHome('import "./look.css";');
  writeFileSync(join(home, 'src/web/look.css'), 'body { color: teal; }');
  const dist = await buildPage(home);
  const index = join(dist, 'index.html');
  const link = '<link rel="icon" href="/assets/icon-1a.svg" type="image/svg+xml" />';
  writeFileSync(index, `${link}\n${readFileSync(index, 'utf8')}`);
  const { style, icon } = await looksOfPage(dist);
  expect(readFileSync(join(dist, style ?? ''), 'utf8')).toContain('teal');
  expect(icon).toBe('/assets/icon-1a.svg');
  expect(await looksOfPage(join(home, 'nowhere'))).toEqual({ style: null, icon: null });
});

test('says what is wrong where it cannot be built', { timeout: 60_000 }, async () => {
  const home = createHome('import "./missing.ts";');
  await expect(buildPage(home)).rejects.toMatchObject({
    kind: 'cannot-serve',
    text: { en: expect.stringContaining('missing.ts'), ko: expect.stringContaining('빌드하지 못했습니다') },
    hint: { en: expect.stringContaining('npm ci') },
  });
});
