import type { Command, CommandPage } from '../command.ts';

const hasNotebook = ({ workspace }: CommandPage): boolean => workspace.open !== null;

/** The list of notebooks, brought into sight where the side panel is hidden. */
function listOf(page: CommandPage) {
  page.showSide();
  return document.querySelector('gamut-app')?.shadowRoot?.querySelector('gamut-side-panel')?.list ?? null;
}

/** What is done with the open notebook as a whole, and what brings others in. */
export const notebookCommands: readonly Command[] = [
  {
    id: 'new-notebook',
    where: 'page',
    keys: [],
    icon: 'plus',
    title: { en: 'New notebook…', ko: '새 노트북…' },
    words: 'create make file 만들기',
    run: (page) => void listOf(page)?.startNaming(),
  },
  {
    id: 'rename-notebook',
    where: 'page',
    keys: [],
    icon: 'pencil',
    title: { en: 'Rename the notebook…', ko: '노트북 이름 바꾸기…' },
    words: 'move title file 이동 옮기기 제목',
    run: (page) => page.show('rename'),
  },
  {
    id: 'duplicate-notebook',
    where: 'page',
    keys: [],
    icon: 'copy',
    title: { en: 'Duplicate the notebook', ko: '노트북 복제' },
    words: 'copy 복사',
    when: hasNotebook,
    run: ({ workspace }) => void workspace.shelf.duplicate(workspace.open?.name ?? ''),
  },
  {
    id: 'delete-notebook',
    where: 'page',
    keys: [],
    icon: 'trash',
    title: { en: 'Delete the notebook (to the trash)', ko: '노트북 삭제 (휴지통으로)' },
    words: 'remove 지우기',
    when: hasNotebook,
    run: ({ workspace }) => void workspace.shelf.remove(workspace.open?.name ?? ''),
  },
  {
    id: 'open-trash',
    where: 'page',
    keys: [],
    icon: 'trash',
    title: { en: 'Trash: bring a notebook back…', ko: '휴지통: 노트북 되돌리기…' },
    words: 'deleted restore undo recover 삭제한 복원 복구',
    run: (page) => page.show('trash'),
  },
  {
    id: 'import-notebooks',
    where: 'page',
    keys: [],
    icon: 'upload',
    title: { en: 'Import notebooks…', ko: '노트북 가져오기…' },
    words: 'file drop upload add csv 파일 추가',
    run: (page) => listOf(page)?.chooseFiles(),
  },
  {
    id: 'personas',
    where: 'page',
    keys: [],
    icon: 'persona',
    title: { en: 'Insert a persona of another notebook…', ko: '다른 노트북의 페르소나 넣기…' },
    words: 'library system prompt 라이브러리 시스템 프롬프트',
    when: hasNotebook,
    run: (page) => page.show('personas'),
  },
];
