import type { Command } from '../command.ts';

/** Keys among the answers and among an answer's tokens. The element that has the focus does what they ask for. */
export const resultCommands: readonly Command[] = [
  {
    id: 'grid-move',
    where: 'grid',
    keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'],
    isFixed: true,
    title: { en: 'Go from answer to answer', ko: '답변 사이 이동' },
  },
  { id: 'grid-inspect', where: 'grid', keys: ['Enter'], title: { en: 'Inspect', ko: '자세히 보기' } },
  { id: 'grid-heat', where: 'grid', keys: ['t'], title: { en: 'Token colours', ko: '토큰 색칠' } },
  { id: 'grid-copy', where: 'grid', keys: ['c'], title: { en: 'Copy the answer', ko: '답변 복사' } },
  {
    id: 'grid-previous-repeat',
    where: 'grid',
    keys: ['['],
    title: { en: 'Previous repeat', ko: '이전 반복' },
  },
  { id: 'grid-next-repeat', where: 'grid', keys: [']'], title: { en: 'Next repeat', ko: '다음 반복' } },
  {
    id: 'tokens-move',
    where: 'tokens',
    keys: ['ArrowLeft', 'ArrowRight', 'Home', 'End'],
    isFixed: true,
    title: { en: 'Go from token to token', ko: '토큰 사이 이동' },
  },
  {
    id: 'tokens-next-peak',
    where: 'tokens',
    keys: ['n'],
    title: { en: 'Next surprising token', ko: '다음으로 의외인 토큰' },
  },
  {
    id: 'tokens-previous-peak',
    where: 'tokens',
    keys: ['Shift+n'],
    title: { en: 'Previous surprising token', ko: '이전의 의외인 토큰' },
  },
];
