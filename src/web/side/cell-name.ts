import { msg, str } from '@lit/localize';
import type { Cell } from '../../core/notebook.ts';
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

/** What a cell is called in a list of cells. */
export function cellName(cell: Cell): string {
  switch (cell.kind) {
    case 'note':
      return msg('Note');
    case 'persona':
    case 'prompt':
      return cell.name;
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
      return writtenKindName(cell.language);
    default:
      cell satisfies never;
      return '';
  }
}
