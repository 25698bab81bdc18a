import { msg } from '@lit/localize';
import { freeCheckId } from '../../core/check-words.ts';
import { FRESH_ROW_ID } from '../../core/dataset-paste.ts';
import { checkIdsOf } from '../../core/free-checks.ts';
import { cellsOf, type Notebook } from '../../core/notebook.ts';
import type { NewCellKind } from './new-cell.ts';

function freeId(notebook: Notebook, kind: 'persona' | 'prompt' | 'dataset' | 'matrix', stem: string): string {
  const taken = new Set(cellsOf(notebook, kind).map((cell) => cell.id));
  let id = stem;
  for (let n = 2; taken.has(id); n++) id = `${stem}-${n}`;
  return id;
}

const fence = (info: string, body: string): string => `\`\`\`${info}\n${body}\n\`\`\`\n`;

/** Columns for what the prompts ask and no dataset gives, and a first row to type in. Names of variables need no quotes. */
function newRows(notebook: Notebook): string {
  const given = new Set(cellsOf(notebook, 'dataset').flatMap(({ columns }) => ['id', ...columns]));
  const asked = new Set(cellsOf(notebook, 'prompt').flatMap(({ variables }) => variables));
  const columns = [...asked].filter((name) => !given.has(name));
  if (columns.length === 0) columns.push(msg('question'));
  return `${['id', ...columns].join(',')}\n${FRESH_ROW_ID}${','.repeat(columns.length)}`;
}

/** The text of a new cell that fits into a notebook: its id is free, and what it names is there. */
export function newCellText(kind: NewCellKind, notebook: Notebook): string {
  const last = (of: 'persona' | 'prompt' | 'dataset' | 'matrix') => cellsOf(notebook, of).at(-1)?.id;
  switch (kind) {
    case 'note':
      return `${msg('A note, in Markdown.')}\n`;
    case 'persona': {
      const id = freeId(notebook, 'persona', 'persona');
      return fence(`persona id=${id} name="${msg('New persona')}"`, msg('You are a helpful assistant.'));
    }
    case 'prompt':
      return fence(`prompt id=${freeId(notebook, 'prompt', 'prompt')}`, msg('What should I eat tonight?'));
    case 'dataset':
      return fence(`dataset id=${freeId(notebook, 'dataset', 'data')} format=csv`, newRows(notebook));
    case 'matrix': {
      const personas = cellsOf(notebook, 'persona').map((cell) => cell.id);
      const persona = personas.length > 0 ? `[${personas.join(', ')}]` : 'none';
      const model = cellsOf(notebook, 'matrix').at(-1)?.models[0] ?? 'sandbox/tiny';
      return fence(
        `matrix id=${freeId(notebook, 'matrix', 'main')}`,
        `prompt: ${last('prompt') ?? 'prompt'}\npersona: ${persona}\nmodel: ${model}\ntemperature: [0.3, 0.7]`,
      );
    }
    case 'assert': {
      const matrix = last('matrix') ?? 'main';
      const id = freeCheckId(msg('short'), checkIdsOf(notebook, matrix));
      return fence(`assert for=${matrix}`, `- { id: ${id}, type: max-sentences, value: 3 }`);
    }
    case 'view':
      return fence(`view of=${last('matrix') ?? 'main'} layout=pivot`, 'rows: persona\ncols: temperature');
    case 'chart':
      return fence(`chart of=${last('matrix') ?? 'main'} kind=tokens`, 'by: persona');
    default:
      kind satisfies never;
      return '';
  }
}
