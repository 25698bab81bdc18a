import { readdirSync, readFileSync } from 'node:fs';
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
