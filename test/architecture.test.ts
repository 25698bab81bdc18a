import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// What ARCHITECTURE.md says of the rooms of src, kept.

const SRC = path.join(import.meta.dirname, '..', 'src');
const MAX_LINES = 400;

/** Which rooms a room may import, besides itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  providers: ['core'],
  engine: ['core'],
  store: ['core'],
  sandbox: ['core'],
  workbench: ['core', 'providers', 'engine', 'store', 'sandbox'],
  server: ['core', 'providers', 'engine', 'store', 'sandbox', 'workbench'],
  cli: ['core', 'providers', 'engine', 'store', 'sandbox', 'workbench'],
  web: ['core'],
};

/** The one import between server and cli: `gamut serve` starts the server. */
const SERVE = ['cli/serve.ts', 'server/main.ts'];

/** Packages that only some rooms may import. */
const ROOMS_OF: [RegExp, readonly string[]][] = [
  [/^(openai|@anthropic-ai\/sdk)(\/|$)/, ['providers']],
  [/^(hono|@hono\/.*)(\/|$)/, ['server', 'sandbox']],
  [
    /^(lit|@lit\/.*|@lit-labs\/.*|chart\.js|dompurify|lucide-static|pretendard|es-hangul|@leeoniya\/ufuzzy)(\/|$)/,
    ['web'],
  ],
  [/^marked$/, ['core', 'web']],
  [
    /^(diff|liquidjs|papaparse|re2js|@cfworker\/json-schema|simple-statistics|@noble\/hashes)(\/|$)/,
    ['core'],
  ],
  [/^(commander|cli-progress|string-width)(\/|$)/, ['cli']],
  [/^node:/, ['providers', 'engine', 'store', 'sandbox', 'workbench', 'server', 'cli']],
];

interface Source {
  /** Path from src, with `/`. */
  file: string;
  room: string;
  text: string;
  /** Without comments. */
  code: string;
  imports: string[];
}

const sources: Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(path.sep).join('/'))
  .filter(
    (file) => /\.(ts|js)$/.test(file) && !file.startsWith('web/locales/') && !file.includes('node_modules/'),
  )
  .map((file) => {
    const text = readFileSync(path.join(SRC, file), 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
    const imports = [
      ...code.matchAll(/^\s*(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'/gm),
      ...code.matchAll(/^\s*import\s*'([^']+)'/gm),
      ...code.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g),
    ].map((match) => match[1] ?? '');
    return { file, room: file.split('/')[0] ?? '', text, code, imports };
  });

/** The file of src that an import names; null for packages and for what is not of src. */
function toFile(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const file = path.posix.join(path.posix.dirname(from), specifier);
  return file.startsWith('..') ? null : file;
}

/** What breaks a rule, one line each. */
function breaches(find: (source: Source) => string[]): string[] {
  return sources.flatMap((source) => find(source).map((what) => `${source.file}: ${what}`));
}

test('every file stands in a room', () => {
  expect([...new Set(sources.map((source) => source.room))].filter((room) => !(room in MAY_IMPORT))).toEqual(
    [],
  );
});

test('rooms import only the rooms that they may', () => {
  expect(
    breaches(({ file, room, imports }) =>
      imports.filter((specifier) => {
        const target = toFile(file, specifier);
        const other = target?.split('/')[0];
        if (target === null || other === undefined || other === room) return false;
        if (file === SERVE[0] && target === SERVE[1]) return false;
        return !MAY_IMPORT[room]?.includes(other);
      }),
    ),
  ).toEqual([]);
});

test('packages stay in their rooms', () => {
  expect(
    breaches(({ room, imports }) =>
      imports.filter((specifier) =>
        ROOMS_OF.some(([pattern, rooms]) => pattern.test(specifier) && !rooms.includes(room)),
      ),
    ),
  ).toEqual([]);
});

/** In the texts that it makes these words stand. */
const WRITES_PROGRAMS = 'core/request-code.ts';

test('core has no clock, no chance and no page of its own', () => {
  const impure =
    /\bDate\.now\(|\bnew Date\(\)|\bperformance\.|\bMath\.random\(|\bcrypto\.|\bdocument\.(?:body|createElement|documentElement|getElementById|querySelector)|\bwindow\.|\bprocess\.|\bfetch\(|\bsetTimeout\(/;
  expect(
    breaches(({ file, room, code }) =>
      room === 'core' && file !== WRITES_PROGRAMS ? [impure.exec(code)?.[0] ?? []].flat() : [],
    ),
  ).toEqual([]);
});

test('no file passes on what another one exports', () => {
  expect(
    breaches(({ code }) =>
      [...code.matchAll(/^export\b[^'";=]*\bfrom\s*'[^']+'/gm)].map((match) => match[0]),
    ),
  ).toEqual([]);
});

test('imports name the file', () => {
  expect(
    breaches(({ imports }) =>
      imports.filter(
        (specifier) => specifier.startsWith('.') && !/\.(ts|js|json|css|svg|html)(\?\w+)?$/.test(specifier),
      ),
    ),
  ).toEqual([]);
});

test('imports make no circles', () => {
  const importsOf = new Map(
    sources.map(({ file, imports }) => [
      file,
      imports.flatMap((specifier) => toFile(file, specifier.replace(/\?.*$/, '')) ?? []),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: string[]): void => {
    const before = trail.indexOf(file);
    if (before !== -1) circles.push([...trail.slice(before), file].join(' > '));
    if (before !== -1 || done.has(file)) return;
    for (const next of importsOf.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of importsOf.keys()) visit(file, []);
  expect(circles).toEqual([]);
});

test(`no file is longer than ${MAX_LINES} lines`, () => {
  expect(
    breaches(({ text }) => {
      const lines = text.replace(/\n$/, '').split('\n').length;
      return lines > MAX_LINES ? [`${lines} lines`] : [];
    }),
  ).toEqual([]);
});
