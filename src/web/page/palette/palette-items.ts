import { msg, str } from '@lit/localize';
import { keyMap } from '../../keys/key-map.ts';
import { NarrowIntent } from '../../state/events.ts';
import { allCommands } from '../commands/all-commands.ts';
import type { CommandPage } from '../command.ts';
import { matricesOfCell } from '../run-target.ts';
import { cellsOf, type MatrixCell, type Notebook } from '../../../core/notebook.ts';
import { partName } from '../../../core/part-name.ts';
import type { Text } from '../../../core/text.ts';
import { SHOWN, type Shown } from '../../../core/view-spec.ts';
import { countShown } from '../../results/result-filter.ts';
import { matrixItems } from './matrix-items.ts';
import { newCellItems } from './new-cell-items.ts';
import { bothOf, CELL_KIND, type PaletteItem } from './palette-item.ts';

function filterText(show: Shown): Text {
  switch (show) {
    case 'all':
      return { en: 'Show all results', ko: '모든 결과 보기' };
    case 'different':
      return { en: 'Show rows that differ', ko: '서로 다른 행만 보기' };
    case 'never':
      return { en: 'Show what has not run', ko: '실행하지 않은 결과만 보기' };
    case 'done':
      return { en: 'Show what is done', ko: '완료된 결과만 보기' };
    case 'stale':
      return { en: 'Show what is stale', ko: '오래된 결과만 보기' };
    case 'error':
      return { en: 'Show what failed', ko: '실패한 결과만 보기' };
    case 'aborted':
      return { en: 'Show what was stopped', ko: '중단된 결과만 보기' };
    case 'skipped':
      return { en: 'Show what is skipped', ko: '건너뛴 결과만 보기' };
    case 'starred':
      return { en: 'Show what has a star', ko: '별표가 있는 결과만 보기' };
    case 'low-confidence':
      return { en: 'Show answers of low confidence', ko: '확신이 낮은 답변만 보기' };
    case 'failed-checks':
      return { en: 'Show answers that fail a check', ko: '검사에 실패한 답변만 보기' };
    default:
      show satisfies never;
      return { en: '', ko: '' };
  }
}

function commands(page: CommandPage): PaletteItem[] {
  return allCommands.flatMap(({ id, title, words = '', icon = null, when, run }) => {
    if (!run || id === 'palette' || when?.(page) === false) return [];
    const both = bothOf(title);
    const found = `${both.words} ${words} ${id}`;
    return {
      kind: 'command',
      icon,
      title: both.title,
      detail: '',
      words: found,
      keys: keyMap.keysOf(id),
      choose: run,
    };
  });
}

function cells(notebook: Notebook): PaletteItem[] {
  return notebook.cells.flatMap((cell): PaletteItem[] => {
    const kind = CELL_KIND[cell.kind];
    const { title, words } = bothOf(kind);
    const id = 'id' in cell ? cell.id : 'of' in cell ? cell.of : '';
    const head = cell.kind === 'note' ? (/^\s*(?:#+ +)?(.+)$/m.exec(cell.body)?.[1] ?? '') : '';
    if (cell.kind === 'note' && !head) return [];
    const isPart = cell.kind === 'persona' || cell.kind === 'prompt';
    const name = isPart ? partName(notebook, cell.kind, id) : id || head || title;
    // Of two of one name the name has the id already.
    const detail = !id || name === id || (isPart && name !== cell.name) ? title : `${title} ${id}`;
    return [
      {
        kind: cell.kind === 'persona' ? 'persona' : 'cell',
        icon: kind.icon,
        title: name,
        detail,
        words: `${words} ${cell.kind} ${id}`,
        keys: [],
        choose: ({ view }) => view?.focusCell(cell.index),
      },
    ];
  });
}

function notebooks({ workspace }: CommandPage): PaletteItem[] {
  return workspace.notebooks
    .filter(({ name }) => name !== workspace.open?.name)
    .map(({ name, title }) => ({
      kind: 'notebook',
      icon: 'note',
      title: title || name,
      detail: name,
      words: '',
      keys: [],
      choose: () => void workspace.openNotebook(name),
    }));
}

/** The matrix that a model would be added to: that of the current cell, else the first. */
function currentMatrix({ workspace, cell }: CommandPage): MatrixCell | null {
  const open = workspace.open;
  if (!open) return null;
  const matrices = cellsOf(open.notebook, 'matrix');
  const [near] = cell ? matricesOfCell(open.notebook, cell) : [];
  return matrices.find(({ id }) => id === near) ?? matrices[0] ?? null;
}

function models(page: CommandPage): PaletteItem[] {
  const { workspace } = page;
  const matrix = currentMatrix(page);
  if (!matrix) return [];
  return workspace.providers.flatMap((provider) =>
    provider.models.map((model): PaletteItem => {
      const id = `${provider.id}/${model}`;
      const isIn = matrix.models.includes(id);
      return {
        kind: 'model',
        icon: isIn ? 'check' : 'plus',
        title: id,
        detail: isIn ? msg(str`take out of ${matrix.id}`) : msg(str`add to ${matrix.id}`),
        words: provider.ready ? '' : provider.id,
        keys: [],
        choose: () => toggleModel(page, matrix.index, id),
      };
    }),
  );
}

function toggleModel({ workspace, view }: CommandPage, index: number, model: string): void {
  workspace.open?.change({ do: 'model', index, model }, () => view?.focusCell(index));
}

/** What results can be narrowed to: where there is anything to it. */
function filters(page: CommandPage): PaletteItem[] {
  const open = page.workspace.open;
  if (!open) return [];
  const ids = cellsOf(open.notebook, 'matrix').map(({ id }) => id);
  return ids.flatMap((matrix) => {
    const trials = page.workspace.results(matrix)?.trials ?? [];
    const counts = countShown(trials);
    return SHOWN.filter((show) => counts[show] > 0).map((filter): PaletteItem => {
      const { title, words } = bothOf(filterText(filter));
      return {
        kind: 'filter',
        icon: 'list',
        title,
        detail: ids.length > 1 ? matrix : '',
        words: `${words} ${filter} filter 필터`,
        keys: [],
        choose: ({ view }) => {
          view?.dispatchEvent(new NarrowIntent(matrix, filter));
          view?.showResults(matrix);
        },
      };
    });
  });
}

/** All that the palette can offer now. */
export function paletteItems(page: CommandPage): PaletteItem[] {
  const open = page.workspace.open;
  const matrix = currentMatrix(page);
  // What is only found by its words comes last: of a list that nobody has searched it is not seen.
  return [
    ...commands(page),
    ...(open ? cells(open.notebook) : []),
    ...filters(page),
    ...notebooks(page),
    ...models(page),
    ...(open && matrix ? matrixItems(open, matrix) : []),
    ...(open ? newCellItems(open, page.cell) : []),
  ];
}
