import { defineConfig } from 'vitest/config';

const test = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, root: import.meta.dirname, ...extra },
});

export default defineConfig({
  root: 'src/web',
  cacheDir: '../../node_modules/.vite',
  build: {
    outDir: '../../dist',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  test: {
    projects: [
      test('unit', ['test/**/*.test.ts'], { exclude: ['test/e2e/**'], pool: 'threads' }),
      test('browser', ['test/e2e/**/*.test.ts'], {
        globalSetup: [`${import.meta.dirname}/test/e2e/prepare.ts`],
        // Each file has a server and a browser of its own, and mostly waits.
        maxWorkers: 2,
        // A person's steps on a machine that may be busy: a second try is made, and told of in the report.
        retry: 1,
        testTimeout: 90_000,
        hookTimeout: 180_000,
        expect: { poll: { timeout: 15_000 } },
      }),
    ],
  },
});
