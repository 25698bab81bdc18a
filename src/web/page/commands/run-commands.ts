import type { Command, CommandPage } from '../command.ts';
import { matricesOfCell } from '../run-target.ts';
import { cellsOf } from '../../../core/notebook.ts';

/** Runs what the cell that has the focus is for; without one that says, all that the notebook has. */
function runHere(page: CommandPage): void {
  const open = page.workspace.open;
  if (!open || !hasMatrix(page)) return;
  const ids = page.cell ? matricesOfCell(open.notebook, page.cell) : [];
  if (ids.length === 0) page.run(null, 'missing');
  for (const id of ids) page.run(id, 'missing');
}

function isRunning({ workspace }: CommandPage): boolean {
  if (workspace.runs.isBeginning) return true;
  return workspace.live.active().some((run) => run.notebook === workspace.open?.name);
}

function hasMatrix({ workspace }: CommandPage): boolean {
  return workspace.open !== null && cellsOf(workspace.open.notebook, 'matrix').length > 0;
}

/** What costs, and what ends it. */
export const runCommands: readonly Command[] = [
  {
    id: 'run',
    where: 'page',
    keys: ['Mod+Enter'],
    icon: 'play',
    title: { en: 'Run what is missing or stale', ko: '없거나 오래된 것만 실행' },
    words: 'start execute go 시작 돌리기',
    when: hasMatrix,
    run: runHere,
  },
  {
    id: 'run-next',
    where: 'page',
    keys: ['Shift+Enter'],
    icon: 'play',
    title: { en: 'Run, and go to the next cell', ko: '실행하고 다음 셀로' },
    when: ({ workspace }) => workspace.open !== null,
    run: (page) => {
      // A note is taken as it stands: that costs nothing and runs nothing.
      if (page.cell?.kind !== 'note') runHere(page);
      page.view?.obey('next');
    },
  },
  {
    id: 'run-insert',
    where: 'page',
    keys: ['Alt+Enter'],
    icon: 'play',
    title: { en: 'Run, and insert a cell below', ko: '실행하고 아래에 셀 넣기' },
    when: ({ workspace }) => workspace.open !== null,
    run: (page) => {
      if (page.cell?.kind !== 'note') runHere(page);
      page.view?.obey('insert-below');
    },
  },
  {
    id: 'stop',
    where: 'page',
    keys: ['Mod+.'],
    icon: 'stop',
    title: { en: 'Stop', ko: '중지' },
    words: 'abort cancel 중단 취소',
    when: isRunning,
    run: ({ workspace }) => void workspace.runs.stop(null),
  },
  {
    id: 'run-all',
    where: 'page',
    keys: [],
    icon: 'refresh',
    title: {
      en: 'Re-run all: earlier results stay in the history',
      ko: '모두 다시 실행 (이전 결과는 기록에 남음)',
    },
    words: 'rerun again repeat 재실행 다시 돌리기',
    when: hasMatrix,
    run: (page) => page.run(null, 'all'),
  },
  {
    id: 'run-failed',
    where: 'page',
    keys: [],
    icon: 'refresh',
    title: { en: 'Retry what failed', ko: '실패한 것만 다시 시도' },
    words: 'errors again 재시도 오류',
    when: hasMatrix,
    run: (page) => page.run(null, 'failed'),
  },
];
