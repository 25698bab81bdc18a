import { describe, expect, test } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import type { Notebook } from '../../../src/core/notebook.ts';
import { toHeading } from '../../../src/core/heading.ts';
import { countFigures, entryAt, headingsOf, Outliner } from '../../../src/web/side/outline-model.ts';

const FENCE = '```';
const TEXT = `# Tone

Words.

${FENCE}persona id=chef
You are a chef.
${FENCE}

## What to look at

### Closely

A note.

${FENCE}matrix id=main
prompt: ask
persona: cheff
model: sandbox/tiny
${FENCE}

A note without a heading.

# End
`;

const toOutline = (notebook: Notebook) => new Outliner().of(notebook);
const shape = (text: string) =>
  toOutline(parseNotebook(text)).map(({ cell, title, depth, problem }) => [cell.kind, title, depth, problem]);

describe('the outline', () => {
  test('nests headings as they are written, and cells under them; a note without one is left out', () => {
    expect(shape(TEXT)).toEqual([
      ['note', 'Tone', 0, null],
      ['persona', '', 1, null],
      ['note', 'What to look at', 1, null],
      ['note', 'Closely', 2, null],
      ['matrix', '', 3, 'error'],
      ['note', 'End', 0, null],
    ]);
  });

  test('does not sink deeper where levels are left out', () => {
    expect(shape('### Deep\n\n###### Deeper\n\n## Back\n').map(([, title, depth]) => [title, depth])).toEqual(
      [
        ['Deep', 0],
        ['Deeper', 1],
        ['Back', 0],
      ],
    );
  });

  test('is after each edit what it would be if it were made anew', () => {
    const outliner = new Outliner();
    const texts = [
      TEXT,
      TEXT.replace('### Closely', '## Closely'),
      `# New\n\n${TEXT}`,
      TEXT.replace('# End', ''),
    ];
    for (const notebook of texts.map((text) => parseNotebook(text))) {
      expect(outliner.of(notebook)).toEqual(toOutline(notebook));
      expect(outliner.of(notebook)).toBe(outliner.of(notebook));
    }
  });

  test('knows at which line a reader is who has come to a cell', () => {
    const entries = toOutline(parseNotebook(TEXT));
    expect(entryAt(entries, 1)?.cell.kind).toBe('persona');
    expect(entryAt(entries, 2)?.title).toBe('What to look at');
    expect(entryAt(entries, 3)?.cell.kind).toBe('matrix');
    expect(entryAt([], 3)).toBeNull();
  });
});

test('headings are those that Markdown has', () => {
  expect(
    headingsOf(
      '# One #\n#no heading\n<!-- # comment -->\n\nTwo\n===\n\n- item\n---\n\n#### **Bold** [link](x) `code`\n#\n',
    ),
  ).toEqual([
    { level: 1, title: 'One' },
    { level: 1, title: 'Two' },
    { level: 4, title: 'Bold link code' },
  ]);
  const title = '<b>*not* [a] `code`';
  expect(headingsOf(`# ${toHeading(title)}`)).toEqual([{ level: 1, title }]);
});

test('the figures of a matrix leave out what is skipped', () => {
  const trials = (['done', 'done', 'stale', 'error', 'never', 'skipped', 'aborted'] as const).map(
    (standing) => ({
      standing,
    }),
  );
  expect(countFigures(trials, 1)).toEqual({ done: 2, total: 6, failed: 1, stale: 1, running: 1 });
});
