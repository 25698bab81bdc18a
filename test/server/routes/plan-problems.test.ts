import { expect, test } from 'vitest';
import { createProject, NOTEBOOK } from '../../workbench/sample-project.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';

const ROUTE = '/api/notebooks/{name}/matrices/{matrix}/plan';
const PLAN = '/api/notebooks/tone.gamut.md/matrices/main/plan';

async function problemsOf(...change: [string, string]) {
  const text = NOTEBOOK.replace(...change);
  const app = await openApp({ root: createProject({ 'notebooks/tone.gamut.md': text }) });
  const { json } = await askAsDocumented(app, ROUTE, PLAN);
  const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length;
  return { json, lineOf };
}

test('a plan tells of a provider and a model that are not there, at the matrix cell and at their own place', async () => {
  const { json, lineOf } = await problemsOf('openai/gpt-4.1-nano', '[nope/model, sandbox/huge]');
  const line = lineOf('[nope/model');
  expect(json.problems).toMatchObject([
    {
      severity: 'error',
      cell: 3,
      line,
      column: 9,
      message: { en: expect.stringContaining("no provider 'nope'") },
    },
    {
      severity: 'error',
      cell: 3,
      line,
      column: 21,
      message: { en: expect.stringContaining("'sandbox/tiny'") },
    },
  ]);
  expect(json.counts.skipped).toBe(8);
});

test('a plan of too many trials says how many there are, at the matrix cell', async () => {
  const { json } = await problemsOf(
    'temperature: [0.3, 1.5]',
    'seed: 1 to 1000 step 1\ntop_p: [0.1, 0.2, 0.3, 0.4]\nrepeats: 1000',
  );
  expect(json).toMatchObject({
    total: 0,
    problems: [{ severity: 'error', cell: 3, message: { ko: expect.stringContaining('8,000,000개') } }],
  });
});

test('a plan tells which limits on money hold for a run that sets none, and that they are unknown where they cannot be read', async () => {
  const limitsOf = async (config: string, text = NOTEBOOK) => {
    const files = { 'notebooks/tone.gamut.md': text, 'gamut.config.yaml': config };
    const app = await openApp({ root: createProject(files) });
    return (await askAsDocumented(app, ROUTE, PLAN)).json.limits;
  };
  expect(await limitsOf('')).toEqual({ run: null, notebook: null, day: null });
  const limited = NOTEBOOK.replace('---\n', '---\nbudget: { max_cost_usd: 2 }\n');
  expect(await limitsOf('budget: { per_run_usd: 0.5, per_day_usd: 5 }\n', limited)).toEqual({
    run: 0.5,
    notebook: 2,
    day: 5,
  });
  expect(await limitsOf('budget: { per_day_usd: lots }\n')).toBeNull();
});
