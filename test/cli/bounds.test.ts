import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCliProject, type CliProject } from './cli-project.ts';

// Nobody listens there: what is too large is refused before anything is sent.
const NOWHERE = 'http://127.0.0.1:9/v1';

function toNotebook(matrix: string, more = '', prompt = 'Hi'): string {
  return `---
gamut: 1
---
\`\`\`prompt id=ask
${prompt}
\`\`\`

${more}

\`\`\`matrix id=main
prompt: ask
model: vendor/small
${matrix}
\`\`\`
`;
}

const SWEEP = 'temperature: 0 to 0.999 step 0.001\nseed: 1 to 1000 step 1';
const ALIASES = ['a: &a [x,x,x,x,x,x,x,x,x]']
  .concat(Array.from('bcdefgh', (name, index) => `${name}: &${name} [${`*${'abcdefg'[index]},`.repeat(9)}]`))
  .join('\n');

const BOUNDS: [string, string, RegExp][] = [
  ['a million trials', toNotebook(SWEEP), /1,?000,?000/],
  ['a million repeats', toNotebook('repeats: 1000000'), /1,?000,?000|repeats/],
  ['a range of a thousand million levels', toNotebook('seed: 1 to 1000000000 step 1'), /at most 1000/],
  [
    'a list of a hundred thousand levels',
    toNotebook(`seed: [${Array.from({ length: 100_000 }, (_, n) => n).join(',')}]`),
    /^/,
  ],
  ['aliases of aliases', toNotebook(ALIASES), /aliases \(\*name\) stand for too much/],
  ['lists in lists', toNotebook(`note: ${'['.repeat(50_000)}${']'.repeat(50_000)}`), /nested too deep/],
  ['an open list in the front matter', `---\ngamut: 1\na: ${'['.repeat(50_000)}\n---\n`, /nested too deep/],
  [
    'a template that never ends',
    toNotebook('', '', '{% for a in (1..100000000) %}{% for b in (1..100000000) %}x{% endfor %}{% endfor %}'),
    /template/,
  ],
  ['a template full of openings', toNotebook('', '', '{{'.repeat(100_000)), /never closed/],
  ['a notebook of 12 MB', `# Long\n\n${'가나다\n\n'.repeat(1_100_000)}`, /too large \(12\.1 MB > 10\.0 MB\)/],
];

async function refusals(project: CliProject): Promise<string[]> {
  const told: string[] = [];
  for (const command of ['check', 'estimate', 'run']) {
    const { code, out, err } = await project.gamut([
      command,
      'tone',
      ...(command === 'run' ? ['--yes'] : []),
    ]);
    expect([command, code, out + err]).toEqual([command, 2, expect.any(String)]);
    told.push(out + err);
  }
  return told;
}

describe('what is too large is refused, with a sentence', () => {
  test.each(BOUNDS.filter(([name]) => !name.startsWith('a list')))(
    '%s',
    { timeout: 60_000 },
    async (_name, notebook, words) => {
      for (const text of await refusals(createCliProject(NOWHERE, { notebook }))) expect(text).toMatch(words);
    },
  );

  test('a dataset of 100 MB, which is not even read', async () => {
    const notebook = toNotebook('data: big', '```dataset id=big src=big.csv\n```', '{{question}}');
    const project = createCliProject(NOWHERE, { notebook });
    const file = path.join(project.root, 'experiments/big.csv');
    writeFileSync(file, 'id,question\n');
    truncateSync(file, 100_000_000);
    for (const text of await refusals(project))
      expect(text).toMatch(/big\.csv.*too large \(100\.0 MB > 20\.0 MB\)/);
    const korean = await project.gamut(['check', 'tone', '--lang', 'ko']);
    expect(korean.out).toMatch(/big\.csv.*너무 큽니다/);
  });
});

describe('what is large is handled', () => {
  test('a line of JSONL of nine megabytes', { timeout: 60_000 }, async () => {
    const notebook = toNotebook('data: big', '```dataset id=big src=big.jsonl\n```', '{{question}}');
    const project = createCliProject(NOWHERE, { notebook });
    project.write(
      'experiments/big.jsonl',
      `${JSON.stringify({ id: 'a', question: '가'.repeat(3_000_000) })}\n`,
    );
    expect((await project.gamut(['check', 'tone'])).code).toBe(0);
    const { code, out } = await project.gamut(['estimate', 'tone', '--json']);
    expect(code).toBe(0);
    expect(out).toContain('"calls": 1');
  });

  test('a list of a hundred thousand levels', { timeout: 60_000 }, async () => {
    const [, notebook = ''] = BOUNDS.find(([name]) => name.startsWith('a list')) ?? [];
    const { code, out, err } = await createCliProject(NOWHERE, { notebook }).gamut(['check', 'tone']);
    expect([code, out + err]).toEqual([expect.any(Number), expect.stringMatching(/notebook/)]);
  });
});

test('a NOTEBOOK argument that is no notebook is refused, wherever it leads', async () => {
  const project = createCliProject(NOWHERE);
  for (const argument of [
    '../../etc/passwd',
    '/etc/passwd',
    '/dev/zero',
    '/dev/stdin',
    '.env',
    '..',
    '',
    '%2e%2e/tone',
  ]) {
    for (const command of ['check', 'run', 'estimate']) {
      const { code, err } = await project.gamut([command, argument]);
      expect([command, argument, code]).toEqual([command, argument, 2]);
      expect(err).toMatch(/no notebook|There is no notebook/);
    }
  }
});
