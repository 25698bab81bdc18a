import type { Command } from '../command.ts';

/** Presenting: how it begins, and the keys while it lasts. The presentation's element does what those ask for. */
export const presentCommands: readonly Command[] = [
  {
    id: 'present',
    where: 'page',
    keys: ['Mod+Alt+p'],
    icon: 'present',
    title: { en: 'Present: notes, results and charts, large', ko: '발표 모드: 메모, 결과, 차트를 크게' },
    words: 'presentation slides fullscreen 프레젠테이션 슬라이드',
    when: ({ workspace }) => workspace.open !== null,
    run: (page) => page.present(),
  },
  {
    id: 'present-next',
    where: 'present',
    keys: ['ArrowRight', 'PageDown', 'Space', 'ArrowDown', 'j'],
    title: { en: 'On: further down, then the next screen', ko: '다음: 아래로 넘긴 뒤 다음 화면' },
  },
  {
    id: 'present-previous',
    where: 'present',
    keys: ['ArrowLeft', 'PageUp', 'Shift+Space', 'ArrowUp', 'k'],
    title: { en: 'Back: further up, then the screen before', ko: '이전: 위로 넘긴 뒤 이전 화면' },
  },
  { id: 'present-first', where: 'present', keys: ['Home'], title: { en: 'First screen', ko: '처음 화면' } },
  { id: 'present-last', where: 'present', keys: ['End'], title: { en: 'Last screen', ko: '마지막 화면' } },
  {
    id: 'present-leave',
    where: 'present',
    keys: ['Escape'],
    isFixed: true,
    title: { en: 'Leave the presentation', ko: '발표 끝내기' },
  },
];
