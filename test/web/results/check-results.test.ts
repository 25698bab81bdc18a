import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { findCell } from '../../../src/core/notebook.ts';
import { createChecks } from '../../../src/web/results/check-results.ts';
import { toResult } from '../results.ts';

const notebook = parseNotebook(`---
gamut: 1
---

\`\`\`prompt id=ask
{{question}}
\`\`\`

\`\`\`dataset id=people format=csv
id,question,expected
a,one,1
b,two,2
\`\`\`

\`\`\`matrix id=main
prompt: ask
model: sandbox/tiny
data: people
\`\`\`

\`\`\`assert for=main
- { id: right, type: contains, value: '{{expected}}' }
\`\`\`

\`\`\`assert for=main
- { id: short, type: max-graphemes, value: 3 }
\`\`\`
`);
const matrix = findCell(notebook, 'matrix', 'main');

describe('createChecks', () => {
  if (!matrix) throw new Error(JSON.stringify(notebook.problems));
  const checksOf = createChecks(notebook, matrix);

  it('runs the checks of every assert cell of the matrix, with the variables of the row', () => {
    const outcomes = ['a', 'b'].map((row) => checksOf(toResult({ row }, { text: '2' })));
    expect(outcomes.map((checks) => checks.map(({ id, pass }) => [id, pass]))).toEqual([
      [
        ['right', false],
        ['short', true],
      ],
      [
        ['right', true],
        ['short', true],
      ],
    ]);
  });

  it('checks an answer once', () => {
    const result = toResult({ row: 'a' }, { text: '1' });
    expect(checksOf(result)).toBe(checksOf({ ...result }));
  });

  it('has nothing to say of what was not answered', () => {
    expect(checksOf(toResult({ row: 'a' }, null))).toEqual([]);
    expect(checksOf(toResult({ row: 'a' }, { failed: true }))).toEqual([]);
  });
});
