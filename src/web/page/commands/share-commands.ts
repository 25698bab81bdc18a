import { part } from '../../state/load-part.ts';
import { pinsFile } from '../pins-file.ts';
import type { Command } from '../command.ts';

const report = part(() => import('../../report/save-report.ts'));
const print = part(() => import('../../report/print-report.ts'));

/** Taking the open notebook elsewhere. */
export const shareCommands: readonly Command[] = [
  {
    id: 'report',
    where: 'page',
    keys: [],
    icon: 'download',
    title: {
      en: 'Save a report: one HTML file with results and charts',
      ko: '보고서 저장: 결과와 차트를 담은 HTML 파일 하나',
    },
    words: 'export html share pdf publish 내보내기 공유 리포트 저장',
    when: ({ workspace }) => workspace.open !== null,
    run: ({ workspace, view }) => void report.load().then(({ saveReport }) => saveReport(workspace, view)),
  },
  {
    id: 'download-notebook',
    where: 'page',
    keys: [],
    icon: 'download',
    title: { en: 'Download the notebook: its .gamut.md file', ko: '노트북 내려받기: .gamut.md 파일' },
    words: 'export notebook markdown file save backup 내보내기 다운로드 저장 백업 파일',
    when: ({ workspace }) => workspace.open !== null,
    run: ({ workspace }) => void workspace.shelf.download(workspace.open?.name ?? ''),
  },
  {
    id: 'download-pins',
    where: 'page',
    keys: [],
    icon: 'pin',
    title: {
      en: 'Download the pinned answers: its .results.jsonl file',
      ko: '고정한 답변 내려받기: .results.jsonl 파일',
    },
    words: 'export pins results jsonl file save backup 내보내기 다운로드 저장 백업 결과 고정 파일',
    when: ({ workspace }) => pinsFile(workspace) !== null,
    run: ({ workspace }) =>
      void workspace.shelf.downloadPins(workspace.open?.name ?? '', pinsFile(workspace) ?? ''),
  },
  {
    id: 'print',
    where: 'page',
    keys: ['Mod+p'],
    icon: 'print',
    title: { en: 'Print: the report, on paper or as PDF', ko: '인쇄: 보고서를 종이나 PDF로' },
    words: 'paper 종이 프린트 출력',
    run: ({ workspace, view }) => void print.load().then(({ printReport }) => printReport(workspace, view)),
  },
];
