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
  { id: 'grid-focus', where: 'grid', keys: ['f'], title: { en: 'Show large', ko: '크게 보기' } },
  { id: 'grid-star', where: 'grid', keys: ['*'], title: { en: 'Star', ko: '별표' } },
  {
    id: 'grid-rate',
    where: 'grid',
    keys: ['1', '2', '3', '4', '5'],
    isFixed: true,
    title: { en: 'Rate; the same again takes it back', ko: '평점, 같은 키를 다시 누르면 취소' },
  },
  { id: 'grid-note', where: 'grid', keys: ['n'], title: { en: 'Write a note', ko: '메모 쓰기' } },
  { id: 'grid-tags', where: 'grid', keys: ['#'], title: { en: 'Tags', ko: '태그' } },
  { id: 'grid-pin-a', where: 'grid', keys: ['a'], title: { en: 'Hold as A', ko: 'A로 잡기' } },
  { id: 'grid-pin-b', where: 'grid', keys: ['b'], title: { en: 'Hold as B', ko: 'B로 잡기' } },
  {
    id: 'grid-compare',
    where: 'grid',
    keys: ['='],
    title: { en: 'What differs between A and B', ko: 'A와 B의 차이 보기' },
  },
  {
    id: 'grid-previous-difference',
    where: 'grid',
    keys: ['d'],
    title: { en: 'Shown large: against the one before', ko: '크게 볼 때 앞의 답변과 비교' },
  },
  {
    id: 'grid-retry',
    where: 'grid',
    keys: ['r'],
    title: { en: 'Try this one again', ko: '이 답변만 다시 시도' },
  },
  {
    id: 'grid-retry-failed',
    where: 'grid',
    keys: ['Shift+r'],
    title: { en: 'Try all failed again', ko: '실패한 것 모두 다시 시도' },
  },
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
    title: { en: 'Next surprising token', ko: '다음 의외의 토큰' },
  },
  {
    id: 'tokens-previous-peak',
    where: 'tokens',
    keys: ['Shift+n'],
    title: { en: 'Previous surprising token', ko: '이전 의외의 토큰' },
  },
];
