import type { Cell } from '../../../core/notebook.ts';
import { NEW_CELL_KINDS, type NewCellKind } from '../../cells/new-cell.ts';
import type { NotebookStore } from '../../state/notebook-store.ts';
import { bothOf, CELL_KIND, type PaletteItem } from './palette-item.ts';

/** What else somebody calls what they want to add. */
const WORDS: Partial<Record<NewCellKind, string>> = {
  note: 'markdown text heading 마크다운 글 제목',
  persona: 'system prompt role 시스템 프롬프트 역할',
  prompt: 'question user message template 질문 템플릿',
  dataset: 'rows variables table import 데이터 변수 표',
  matrix: 'experiment compare combinations 실험 비교 조합',
  assert: 'assert test judge regex evaluation 평가 채점 검증 정규식',
  view: 'results pivot list grid compare 피벗 목록 격자 비교',
  chart: 'graph plot figure 그래프 도표',
};

/** New cells of every kind, put below the one that is current. */
export function newCellItems(open: NotebookStore, current: Cell | null): PaletteItem[] {
  return NEW_CELL_KINDS.map((kind): PaletteItem => {
    const { en, ko, icon } = CELL_KIND[kind];
    const both = bothOf({ en: `New cell: ${en}`, ko: `새 셀: ${ko}` });
    return {
      kind: 'command',
      icon,
      title: both.title,
      detail: '',
      words: `${both.words} ${WORDS[kind] ?? ''} add insert 추가 새로 만들기 넣기`,
      keys: [],
      choose: ({ view }) => {
        const index = current === null ? open.notebook.cells.length : current.index + 1;
        open.change({ do: 'new', index, kind }, (focus) => view?.focusCell(focus ?? index));
      },
    };
  });
}
