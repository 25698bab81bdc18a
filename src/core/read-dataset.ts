import { offsetInBody } from './cell-offset.ts';
import { toLf } from './line-index.ts';
import { toSuggestion } from './nearest.ts';
import type { CellSource, DatasetCell } from './notebook.ts';
import { readCsv, readJsonl, type Table } from './read-table.ts';
import type { ReadContext } from './report.ts';

/** Reads a dataset cell: its own rows, or those of the file that `src=` names. null where anything is wrong (reported). */
export function readDataset(
  id: string,
  text: string,
  source: CellSource,
  context: ReadContext,
): DatasetCell | null {
  const { report, files, fileErrors, offsetOfInfo } = context;
  const src = source.info['src'] ?? null;
  const format = source.info['format'] ?? (src?.endsWith('.jsonl') ? 'jsonl' : 'csv');
  if (format !== 'csv' && format !== 'jsonl') {
    report('error', offsetOfInfo('format'), {
      en: `a dataset is csv or jsonl, not '${format}'`,
      ko: `데이터셋 형식으로 '${format}' 대신 csv나 jsonl을 쓰세요.`,
    });
    return null;
  }
  const written =
    src === null ? source.body : readSource(src, source, { report, files, fileErrors, offsetOfInfo });
  if (written === null) return null;
  // Its own rows begin on the line below the fence's.
  const linesBefore = src === null ? source.line : 0;
  const delimiter = src?.endsWith('.tsv') ? '\t' : ',';
  const table =
    format === 'csv' ? readCsv(written, { delimiter, linesBefore }) : readJsonl(written, { linesBefore });
  reportFaults(table, src, text, source, { report, offsetOfInfo });
  if (table.faults.length > 0) return null;
  const { columns, rows } = table;
  return {
    ...source,
    kind: 'dataset',
    id,
    format,
    src,
    label: readLabel(source, columns, context),
    columns,
    rows,
  };
}

/** The column that names the rows; one that is not there names none (reported). */
function readLabel(
  { info }: CellSource,
  columns: readonly string[],
  { report, offsetOfInfo }: Pick<ReadContext, 'report' | 'offsetOfInfo'>,
): string | null {
  const { label } = info;
  if (label === undefined || label === '') return null;
  if (columns.includes(label)) return label;
  const more = toSuggestion(label, columns);
  report('warning', offsetOfInfo('label'), {
    en: `label: there is no column '${label}'${more.en}`,
    ko: `label: '${label}' 열이 없습니다.${more.ko}`,
  });
  return null;
}

function readSource(
  src: string,
  source: CellSource,
  { report, files, fileErrors, offsetOfInfo }: Omit<ReadContext, 'defaults'>,
): string | null {
  if (/^[/\\]|^[a-z]:|(^|[/\\])\.\.([/\\]|$)/i.test(src)) {
    report('error', offsetOfInfo('src'), {
      en: `src names a file beside the notebook, not '${src}'`,
      ko: `src에는 '${src}' 대신 노트북과 같은 폴더에 있는 파일을 쓰세요.`,
    });
    return null;
  }
  const file = Object.hasOwn(files, src) ? files[src] : undefined;
  if (file === undefined) {
    const more = toSuggestion(src, Object.keys(files));
    const told = Object.hasOwn(fileErrors, src) ? fileErrors[src] : undefined;
    report('error', offsetOfInfo('src'), {
      en: `${told?.en.replace(/\.$/, '') ?? `there is no file '${src}' beside the notebook`}${more.en}`,
      ko: `${told?.ko ?? `노트북 옆에 '${src}' 파일이 없습니다.`}${more.ko}`,
    });
    return null;
  }
  if (source.body.trim() !== '') {
    report('warning', source.start, {
      en: `the rows come from ${src}; those written here are not used`,
      ko: `행은 ${src} 파일에서 읽습니다. 여기에 쓴 행은 쓰이지 않습니다.`,
    });
  }
  return toLf(file);
}

function reportFaults(
  table: Table,
  src: string | null,
  text: string,
  source: CellSource,
  { report, offsetOfInfo }: Pick<ReadContext, 'report' | 'offsetOfInfo'>,
): void {
  for (const { line, column, text: fault } of table.faults) {
    if (src === null) {
      report('error', source.body === '' ? source.start : offsetInBody(text, source, line, column), fault);
    } else {
      report('error', offsetOfInfo('src'), {
        en: `${src}, line ${line}: ${fault.en}`,
        ko: `${src} ${line}번째 줄: ${fault.ko}`,
      });
    }
  }
}
