import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { splitWords } from './vite-words.ts';

const test = (name: string, include: string[], extra: object = {}) => ({
  test: { name, include, root: import.meta.dirname, ...extra },
});

/** Has the browser fetch the page itself while it still reads what starts it. */
const preloadPage: Plugin = {
  name: 'gamut-preload-page',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.values(bundle)
        .filter((file) => file.type === 'chunk' && file.name === 'page')
        .map(({ fileName }) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `/${fileName}` },
          injectTo: 'head',
        })),
  },
};

const web = `${import.meta.dirname}/src/web`;

export default defineConfig({
  root: 'src/web',
  plugins: [preloadPage, splitWords(web, 'ko')],
  cacheDir: '../../node_modules/.vite',
  build: {
    outDir: '../../dist',
    emptyOutDir: true,
    target: 'es2023',
    // Those that know light-dark(): a token is then of the theme of whoever uses it, not of the page's root.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What the first screen needs is two files, not fifty: to fetch and link each takes the browser time.
        codeSplitting: {
          groups: [
            // With it what the words of a language are made of: they are there before the page is begun.
            { name: 'start', test: /src\/web\/main\.ts$|node_modules\/(lit|lit-html)\//, priority: 2 },
            { name: 'page', test: /src\/web\/page\/app\.ts$/, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    projects: [
      test('unit', ['test/**/*.test.ts'], {
        exclude: ['test/e2e/**'],
        pool: 'threads',
        setupFiles: [`${import.meta.dirname}/test/fixed-seed.ts`],
        // Processes, sockets and files on a machine that others use too. At a desk nothing is tried twice.
        retry: process.env.CI ? 1 : 0,
        // Not how long anything may take, but when it hangs: a machine may give a tenth of a processor.
        testTimeout: 60_000,
        hookTimeout: 120_000,
        expect: { poll: { timeout: 20_000 } },
      }),
      test('browser', ['test/e2e/**/*.test.ts'], {
        globalSetup: [`${import.meta.dirname}/test/e2e/prepare.ts`],
        // Each file has a server and a browser of its own, and mostly waits.
        maxWorkers: 2,
        // A person's steps on a machine that may be busy: a second try is made, where others use it a third, and told of in the report.
        retry: process.env.CI ? 2 : 1,
        testTimeout: 300_000,
        hookTimeout: 180_000,
        expect: { poll: { timeout: 60_000 } },
      }),
    ],
  },
});
