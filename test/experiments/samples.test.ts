import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../src/core/notebook.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { runCheck } from '../../src/core/check.ts';
import { openWorkbench } from '../../src/workbench/workbench.ts';
import { collectEvents } from '../workbench/collect-events.ts';
import { createProject } from '../workbench/sample-project.ts';

const FOLDER = join(import.meta.dirname, '../../experiments');
const NAMES = readdirSync(FOLDER).filter((name) => name.endsWith('.gamut.md'));
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

describe('the samples', () => {
  test.each(NAMES)('%s has no problems, and every check and chart is of a matrix', (name) => {
    const notebook = parseNotebook(read(name));
    expect(notebook.problems).toEqual([]);
    expect(notebook.title).not.toBe('');
    expect(cellsOf(notebook, 'matrix').length).toBeGreaterThan(0);
  });
});

test('the pirate who teaches: a penalty shows where answers repeat, as the note says', { timeout: 60_000 }, async () => {
  const name = '05-pirate-coder.gamut.md';
  const root = createProject({ [`notebooks/${name}`]: read(name) });
  const workbench = await openWorkbench({ notebooksDir: join(root, 'notebooks'), env: {} });
  try {
    const only = ['row=loop,lunch,variable'];
    const { signal } = new AbortController();
    const started = await workbench.start(await workbench.plan(name, 'main', { only }), { mode: 'missing', signal });
    await collectEvents(started.events);
    const plan = await workbench.plan(name, 'main', { only });
    const records = new Map(Array.from(workbench.records(plan), (record) => [record.trial.id, record]));
    const answersOf = (persona: string, row: string) =>
      plan.trials
        .filter(({ trial: { variant } }) => variant['persona'] === persona && variant['row'] === row)
        .map(({ trial }) => {
          const outcome = records.get(trial.id)?.outcome;
          return outcome?.status === 'done' ? outcome.completion : null;
        });
    const texts = (persona: string, row: string) => answersOf(persona, row).map((answer) => answer?.text);
    expect(new Set(texts('pirate', 'loop')).size).toBe(2);
    expect(new Set(texts('none', 'lunch')).size).toBe(3);
    expect(new Set(texts('teacher', 'variable')).size).toBe(1);
    const checks = cellsOf(plan.notebook, 'assert').flatMap(({ checks: all }) => all);
    const passes = answersOf('pirate', 'loop').map((answer) =>
      checks.map((check) => answer && runCheck(check, answer, {}).pass),
    );
    expect(passes).toEqual([[false, false, true], ...Array.from({ length: 3 }, () => [true, true, true])]);
  } finally {
    await workbench.close();
  }
});

describe('a sample opened for the first time', () => {
  const open = async (name: string) => {
    const files = [name, name.replace('.gamut.md', '.results.jsonl')].filter((file) => existsSync(join(FOLDER, file)));
    const root = createProject(Object.fromEntries(files.map((file) => [`notebooks/${file}`, read(file)])));
    return openWorkbench({ notebooksDir: join(root, 'notebooks'), env: {} });
  };
  const firsts = ['ko', 'en'].map((lang) => NAMES.find((name) => parseNotebook(read(name)).lang === lang) ?? '');

  test.each(firsts)('%s, the first in its language, waits to be run', async (name) => {
    const workbench = await open(name);
    const { counts } = await workbench.plan(name, 'main');
    expect(counts.never).toBeGreaterThan(0);
    expect(counts.done).toBe(0);
    await workbench.close();
  });

  test.each(NAMES.filter((name) => !firsts.includes(name)))(
    '%s shows its pinned results; where this fails, the sample was edited: run it, then gamut pin it',
    async (name) => {
      const workbench = await open(name);
      const matrices = cellsOf(parseNotebook(read(name)), 'matrix');
      for (const { id, models } of matrices) {
        if (!models.every((model) => model.startsWith('sandbox'))) continue;
        const { trials, counts, problems } = await workbench.plan(name, id);
        expect(problems).toEqual([]);
        expect(counts).toMatchObject({ never: 0, stale: 0, done: trials.length - counts.skipped });
      }
      await workbench.close();
    },
  );

  test('is small enough to be cloned by everyone', () => {
    const pins = readdirSync(FOLDER).filter((name) => name.endsWith('.results.jsonl'));
    const bytes = pins.reduce((sum, name) => sum + readFileSync(join(FOLDER, name)).length, 0);
    expect(bytes).toBeLessThan(250_000);
  });
});
