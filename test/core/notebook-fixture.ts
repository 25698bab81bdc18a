import { expect } from 'vitest';
import type { ExpandOptions } from '../../src/core/expand.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { findCell, type MatrixCell, type Notebook } from '../../src/core/notebook.ts';

/** A notebook with the personas a and b, the prompts p (`{{q}}`) and plain, three rows, and a matrix `m` of a body. */
export function notebookWith(matrix: string): Notebook {
  const notebook = parseNotebook(
    [
      ...['a', 'b'].flatMap((id) => [`\`\`\`persona id=${id}`, `You are ${id} {{q}}.`, '```']),
      '```prompt id=p\n{{q}}?\n```',
      '```prompt id=plain\nHello\n```',
      '```dataset id=d\nid,q\nr1,one\nr2,two\nr3,three\n```',
      `\`\`\`matrix id=m\n${matrix}\n\`\`\``,
    ].join('\n'),
  );
  expect(notebook.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  return notebook;
}

/** The matrix `m` of a notebook. */
export function matrixOf(notebook: Notebook): MatrixCell {
  const matrix = findCell(notebook, 'matrix', 'm');
  if (!matrix) throw new Error('no matrix m');
  return matrix;
}

/** Providers `openai`, `vllm` (both of the openai protocol) and `anthropic`. */
export const OPTIONS: ExpandOptions = {
  kindOf: (id) => (id === 'anthropic' ? 'anthropic' : ['openai', 'vllm'].includes(id) ? 'openai' : null),
  providerIds: ['openai', 'anthropic', 'vllm'],
};
