import { msg, str } from '@lit/localize';
import { cellsOf, type MatrixCell } from '../../../core/notebook.ts';
import type { Text } from '../../../core/text.ts';
import { OFFERED } from '../../cells/offered-parameters.ts';
import type { IconName } from '../../look/icons.ts';
import type { NotebookStore } from '../../state/notebook-store.ts';
import type { CommandPage } from '../command.ts';
import { focusInCell, pressInResults } from './go-to.ts';
import { bothOf, type PaletteItem } from './palette-item.ts';

/** What parameters are called besides their names. */
const PARAMETER_WORDS: Record<string, string> = {
  temperature: '온도 randomness creativity 무작위 창의성',
  top_p: 'nucleus sampling 누적 확률 샘플링',
  max_tokens: 'length limit output 최대 토큰 길이 제한 출력',
  frequency_penalty: 'repetition 빈도 페널티 벌점 반복',
  presence_penalty: 'repetition 존재 페널티 벌점 반복',
  seed: 'reproducible random 시드 재현',
  stop: 'sequence 중지 문자열',
  top_logprobs: 'logprobs probability tokens 로그 확률 토큰',
  reasoning_effort: 'thinking think 추론 생각',
  response_format: 'json schema structured 응답 형식 구조',
  cache_control: 'prompt cache 캐시',
};

/** What can be done with the results of a matrix, by what is pressed there. */
const RESULTS: { text: Text; icon: IconName; words: string; press: readonly string[] }[] = [
  {
    text: { en: 'Take the results as CSV…', ko: '결과를 CSV로 가져가기…' },
    icon: 'download',
    words:
      'export excel xlsx spreadsheet sheet pandas save download table 엑셀 스프레드시트 내보내기 내려받기 다운로드 저장 표',
    press: ['gamut-csv-menu', 'button'],
  },
  {
    text: { en: 'Pin the answers beside the notebook…', ko: '답변을 노트북 옆에 고정하기…' },
    icon: 'pin',
    words: 'keep commit git jsonl results share 고정 보관 저장 공유 커밋',
    press: ['gamut-pin-menu', 'button'],
  },
  {
    text: { en: 'Filter the results…', ko: '결과 골라 보기…' },
    icon: 'filter',
    words: 'narrow show tag rating 필터 거르기 태그 평점',
    press: ['gamut-filter-bar', 'gamut-filter-menu', '[data-filters]'],
  },
  {
    text: { en: 'Token colours', ko: '토큰 색칠' },
    icon: 'heat',
    words: 'heatmap heat map logprobs probability surprisal 히트맵 확률 놀라움 열지도',
    press: ['[data-heat]'],
  },
  ...(
    [
      ['pivot', 'pivot', 'Pivot', '피벗', 'table rows columns 표 행 열'],
      ['grid', 'grid', 'Grid', '그리드', 'cards side by side 격자 카드 나란히'],
      ['list', 'list', 'List', '목록', 'sort rows 정렬 리스트'],
      ['diff', 'difference', 'Diff', '차이', 'difference compare words 비교 낱말 디프'],
      ['blind', 'eyeOff', 'Blind', '블라인드', 'vote compare which is better 투표 비교 눈가림'],
    ] as const
  ).map(([layout, icon, en, ko, words]) => ({
    text: { en: `Results as: ${en}`, ko: `결과 보기: ${ko}` },
    icon,
    words: `layout view 보기 배치 ${words}`,
    press: ['gamut-layout-switch', `[data-layout="${layout}"]`],
  })),
];

/** What people look for by its own words: what of a matrix can be set, and what can be done with its results. */
export function matrixItems(open: NotebookStore, matrix: MatrixCell): PaletteItem[] {
  const detail = cellsOf(open.notebook, 'matrix').length > 1 ? matrix.id : '';
  const toItem = (text: Text, icon: IconName, words: string, choose: PaletteItem['choose']): PaletteItem => {
    const both = bothOf(text);
    return {
      kind: 'command',
      icon,
      title: both.title,
      detail,
      words: `${both.words} ${words}`,
      keys: [],
      choose,
    };
  };
  const inMatrix = (way: readonly string[]) => (page: CommandPage) =>
    void focusInCell(page, matrix.index, ['gamut-matrix-cell', ...way]);
  return [
    ...RESULTS.map(({ text, icon, words, press }) =>
      toItem(text, icon, words, (page) => void pressInResults(page, matrix.id, press)),
    ),
    ...parameters(matrix).map((name) =>
      toItem(
        { en: `Set ${name}`, ko: `${name} 정하기` },
        'pencil',
        `${PARAMETER_WORDS[name] ?? ''} parameter 매개변수 파라미터`,
        (page) => setParameter(page, open, matrix, name),
      ),
    ),
    toItem(
      { en: 'Budget of a run', ko: '실행 한 번의 예산' },
      'pencil',
      'limit cost money price spend estimate 한도 비용 금액 돈 요금 추정',
      inMatrix(['gamut-estimate', 'input, summary']),
    ),
    toItem(
      { en: 'How often each is asked', ko: '반복 횟수' },
      'refresh',
      'repeats times samples n 반복 횟수 표본',
      inMatrix(['#repeats']),
    ),
    toItem(
      { en: 'Leave combinations out', ko: '조합 제외하기' },
      'matrix',
      'exclude skip 제외 빼기 건너뛰기',
      inMatrix(['gamut-exclude-grid', '.choose']),
    ),
  ];
}

/** Those that a matrix has, and those that are offered. */
function parameters(matrix: MatrixCell): string[] {
  const own = [...matrix.axes.map(({ name }) => name), ...Object.keys(matrix.params)];
  return [...new Set([...own, ...Object.keys(OFFERED)])];
}

/** Goes to the field of a parameter, which is put in with its first value where it is not there. */
function setParameter(page: CommandPage, open: NotebookStore, matrix: MatrixCell, name: string): void {
  const isThere = matrix.axes.some((axis) => axis.name === name) || name in matrix.params;
  const { index } = matrix;
  const way = ['gamut-matrix-cell', 'gamut-parameter-fields', `#${CSS.escape(name)}`];
  if (!isThere) {
    const value = OFFERED[name];
    open.change({ do: 'key', index, key: name, value, part: '', isByLine: false });
    page.say(msg(str`${name} was added`));
  }
  void focusInCell(page, index, way);
}
