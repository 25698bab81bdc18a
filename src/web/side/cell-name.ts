import { msg, str } from '@lit/localize';
import type { Cell, Notebook } from '../../core/notebook.ts';
import { partName } from '../../core/part-name.ts';
import { formatCount } from '../look/locale.ts';
import { writtenKindName } from '../cells/new-cell.ts';

function chartName(chart: string): string {
  const names: Record<string, string> = {
    cost: msg('Cost'),
    tokens: msg('Tokens'),
    latency: msg('Time'),
    pareto: msg('Trade-off'),
    diversity: msg('Diversity'),
    pass: msg('Checks'),
    ratings: msg('Ratings'),
  };
  return names[chart] ?? chart;
}

type Following = Extract<Cell, { of: string }>;
const numbers = new WeakMap<Notebook, Map<Cell, number>>();

/** Which of the like cells of one matrix a cell is: two views, two tables of checks, two charts of one kind. From 1. */
function numberOf(notebook: Notebook, cell: Following): number {
  let known = numbers.get(notebook);
  if (!known) {
    const counts = new Map<string, number>();
    known = new Map();
    for (const one of notebook.cells) {
      if (!('of' in one)) continue;
      const like = JSON.stringify([one.kind, one.of, one.kind === 'chart' ? one.chart : null]);
      const number = (counts.get(like) ?? 0) + 1;
      counts.set(like, number);
      known.set(one, number);
    }
    numbers.set(notebook, known);
  }
  return known.get(cell) ?? 1;
}

/** What a cell is called in a list of the cells of its notebook. Of like cells of one matrix the second and later ones have a number. */
export function cellName(notebook: Notebook, cell: Cell): string {
  const name = nameOf(notebook, cell);
  const number = 'of' in cell ? numberOf(notebook, cell) : 1;
  return number === 1 ? name : `${name} (${formatCount(number)})`;
}

function nameOf(notebook: Notebook, cell: Cell): string {
  switch (cell.kind) {
    case 'note':
      return msg('Note');
    case 'persona':
    case 'prompt':
      return partName(notebook, cell.kind, cell.id);
    case 'dataset':
    case 'matrix':
      return cell.id;
    case 'assert':
      return msg(str`Checks of ${cell.of}`);
    case 'view':
      return msg(str`Results of ${cell.of}`);
    case 'chart':
      return `${chartName(cell.chart)} · ${cell.of}`;
    case 'other':
      // One that is broken is found by the name that it has while it is mended.
      return (cell.broken ? (cell.info['name'] ?? cell.info['id']) : null) || writtenKindName(cell.language);
    default:
      cell satisfies never;
      return '';
  }
}
