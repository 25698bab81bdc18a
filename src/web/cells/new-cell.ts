import { msg } from '@lit/localize';

/** The kinds of cell that can be put into a notebook. */
export type NewCellKind = 'note' | 'persona' | 'prompt' | 'dataset' | 'matrix' | 'assert' | 'view' | 'chart';

export const NEW_CELL_KINDS: readonly NewCellKind[] = [
  'note',
  'persona',
  'prompt',
  'dataset',
  'matrix',
  'assert',
  'view',
  'chart',
];

/** The name of a cell that could not be read: of the kind that it was to be, else as its fence has it. */
export function writtenKindName(language: string): string {
  const kind = NEW_CELL_KINDS.find((one) => one === language);
  return kind ? newCellName(kind) : language || msg('text');
}

/** The name of a kind of cell, for a menu. */
export function newCellName(kind: NewCellKind): string {
  switch (kind) {
    case 'note':
      return msg('Note');
    case 'persona':
      return msg('Persona');
    case 'prompt':
      return msg('Prompt');
    case 'dataset':
      return msg('Dataset');
    case 'matrix':
      return msg('Matrix');
    case 'assert':
      return msg('Checks');
    case 'view':
      return msg('Results');
    case 'chart':
      return msg('Chart');
    default:
      kind satisfies never;
      return '';
  }
}
