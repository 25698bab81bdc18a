import { cellCommand, type Command } from '../command.ts';

/** Command mode: what is done with the cell that has the focus, as a whole. */
export const cellCommands: readonly Command[] = [
  cellCommand('edit', ['Enter'], {
    en: 'Edit the cell; Esc goes back to it',
    ko: '셀 편집, Esc로 셀로 돌아가기',
  }),
  cellCommand('next', ['j', 'ArrowDown'], { en: 'Next cell', ko: '다음 셀' }),
  cellCommand('previous', ['k', 'ArrowUp'], { en: 'Previous cell', ko: '이전 셀' }),
  cellCommand('insert-above', ['a'], { en: 'Insert a cell above', ko: '위에 셀 넣기' }, { icon: 'plus' }),
  cellCommand('insert-below', ['b'], { en: 'Insert a cell below', ko: '아래에 셀 넣기' }, { icon: 'plus' }),
  cellCommand('delete', ['d d'], { en: 'Delete the cell', ko: '셀 삭제' }, { icon: 'trash' }),
  cellCommand('cut', ['x'], { en: 'Cut the cell', ko: '셀 잘라내기' }),
  cellCommand(
    'copy',
    ['c'],
    { en: 'Copy the cell, as Markdown', ko: '셀을 마크다운으로 복사' },
    { icon: 'copy' },
  ),
  cellCommand('paste', ['v'], { en: 'Paste cells below', ko: '아래에 셀 붙여넣기' }),
  {
    id: 'undo',
    where: 'cell',
    keys: ['z', 'Mod+z'],
    title: { en: 'Undo, over all cells', ko: '되돌리기 (모든 셀)' },
    words: '실행 취소',
    when: ({ workspace }) => workspace.open !== null,
    run: ({ workspace, view }) => workspace.open?.undo((index) => view?.showChanged(index)),
  },
  {
    id: 'redo',
    where: 'cell',
    keys: ['Shift+z', 'Mod+Shift+z', 'Mod+y'],
    title: { en: 'Redo, over all cells', ko: '다시 하기 (모든 셀)' },
    words: '되돌리기 취소',
    when: ({ workspace }) => workspace.open !== null,
    run: ({ workspace, view }) => workspace.open?.redo((index) => view?.showChanged(index)),
  },
  cellCommand(
    'duplicate',
    ['Shift+d'],
    { en: 'Duplicate the cell', ko: '셀 복제' },
    { icon: 'copy', words: 'copy 복사' },
  ),
  cellCommand('up', ['Mod+Shift+ArrowUp'], { en: 'Move the cell up', ko: '셀을 위로 이동' }),
  cellCommand('down', ['Mod+Shift+ArrowDown'], { en: 'Move the cell down', ko: '셀을 아래로 이동' }),
  cellCommand('fold', ['o'], { en: 'Fold or unfold the cell', ko: '셀 접기·펼치기' }),
  cellCommand(
    'source',
    ['s'],
    { en: 'The cell as text, or as a form', ko: '셀을 텍스트로, 또는 양식으로 보기' },
    { icon: 'code', words: 'source 원본 소스' },
  ),
];

/** What a field keeps for itself. */
export const fieldKeys: readonly Command[] = [
  {
    id: 'field-newline',
    where: 'edit',
    keys: ['Enter'],
    isFixed: true,
    title: { en: 'A new line, always', ko: '언제나 줄바꿈' },
  },
  {
    id: 'field-leave',
    where: 'edit',
    keys: ['Escape'],
    isFixed: true,
    title: { en: 'Back to the cell as a whole', ko: '셀로 돌아가기' },
  },
];
