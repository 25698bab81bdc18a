import { CELL_KINDS, INFO_KEYS, KIND_NAME, isId, namingKey, type CellKind } from './cell-kind.ts';
import type { Block, Scan } from './fence.ts';
import { parseInfo, toInfoRecord, type Info } from './info-string.ts';
import type { Place } from './line-index.ts';
import { letterDistance, toSuggestion } from './nearest.ts';
import type { Cell, CellSource, Notebook, OtherCell, Problem } from './notebook.ts';
import { readCell } from './read-cell.ts';
import { readFrontMatter } from './read-front-matter.ts';
import { checkReferences } from './references.ts';
import { createReport, type Report } from './report.ts';
import { createReuse, frontOf, frontTextOf, remember, type ReadCell, type ReadFront } from './reuse.ts';
import { createPlaces, scanBlocks } from './scan.ts';
import type { Text } from './text.ts';
import { warnOfTurning } from './warn-of-turning.ts';

/** What a notebook needs besides its own text. */
export interface ParseOptions {
  /** Texts of the dataset files by the name that `src=` has. */
  files?: Record<string, string>;
  /** Why the others could not be read, where it is known. */
  fileErrors?: Record<string, Text>;
  /** The notebook as it was before an edit: its cells that are as they were are not read again, and stay the same objects
   * where they stand at the same place. */
  previous?: Notebook | null;
}

/** Reads a `*.gamut.md`. Never throws: what is wrong becomes problems with their places, a cell that cannot be read becomes
 * an `other` cell that is `broken`, and the rest is read all the same. */
export function parseNotebook(text: string, options: ParseOptions = {}): Notebook {
  const reading = readNotebook(text, options);
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}

/** Reads as {@link parseNotebook} does, cell by cell, so that whoever reads a large one can do something else in between. */
export function* readNotebook(
  text: string,
  { files = {}, fileErrors = {}, previous = null }: ParseOptions = {},
): Generator<void, Notebook> {
  const scan = scanBlocks(text);
  const toPlace = createPlaces(text, scan);
  const front = frontOf(previous, text, scan.frontMatter) ?? readFront(text, scan, toPlace);
  const problems = [...front.problems];
  reportOpenComment(scan, createReport(problems, null, toPlace));
  const { defaults, ...head } = front.front;
  const ground = { files, fileErrors, defaults };
  const reuse = createReuse(previous, ground, scan.blocks.length);
  const read: ReadCell[] = [];
  for (const [index, block] of scan.blocks.entries()) {
    const known = reuse(block, index);
    if (!known) yield;
    read.push(known ?? readBlock(text, block, index, { ...ground, toPlace }));
  }
  const cells = read.map(({ cell }) => cell);
  for (const cell of read) problems.push(...cell.problems);
  checkReferences(text, cells, (index) => createReport(problems, index, toPlace));
  const heading = head.title === null ? findHeading(cells) : null;
  if (heading) warnOfTurning(heading.text, heading.offset, createReport(problems, heading.cell, toPlace));
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  const title = head.title ?? heading?.text ?? '';
  const notebook = { ...head, title, defaults, cells, problems };
  remember(notebook, { ground, front, blocks: scan.blocks, read });
  return notebook;
}

function readFront(text: string, scan: Scan, toPlace: (offset: number) => Place): ReadFront {
  const problems: Problem[] = [];
  const front = readFrontMatter(text, scan.frontMatter, createReport(problems, null, toPlace));
  return { text: frontTextOf(text, scan.frontMatter), front, problems };
}

interface BlockContext extends Omit<CellContext, 'report'> {
  toPlace: (offset: number) => Place;
}

function readBlock(
  text: string,
  block: Block,
  index: number,
  { toPlace, ...ground }: BlockContext,
): ReadCell {
  const problems: Problem[] = [];
  const source = toCellSource(block, index);
  if (block.kind === 'note') return { cell: { ...source, kind: 'note' }, problems };
  const report = createReport(problems, index, toPlace);
  return { cell: readFence(text, block, source, { ...ground, report }), problems };
}

/** A notebook's title, as {@link parseNotebook} reads it, without reading the rest. */
export function titleOf(text: string): string {
  const scan = scanBlocks(text);
  const front = readFrontMatter(text, scan.frontMatter, () => undefined);
  return front.title ?? findHeading(scan.blocks)?.text ?? '';
}

/** The files that a notebook's datasets name by `src=`, in order, each once. */
export function sourceFiles(text: string): string[] {
  const names = scanBlocks(text)
    .blocks.map((block) => parseInfo(block.info))
    .filter((info) => info.language === 'dataset')
    .flatMap((info) => toInfoRecord(info)['src'] ?? []);
  return [...new Set(names)];
}

interface CellContext {
  files: Record<string, string>;
  fileErrors: Record<string, Text>;
  defaults: Notebook['defaults'];
  report: Report;
}

function toCellSource(block: Block, index: number): CellSource {
  return {
    index,
    line: block.line,
    start: block.start,
    end: block.end,
    body: block.body,
    bodyStart: block.bodyStart,
    bodyEnd: block.bodyEnd,
    info: toInfoRecord(parseInfo(block.info)),
  };
}

function readFence(text: string, block: Block, source: CellSource, context: CellContext): Cell {
  const { report } = context;
  const info = parseInfo(block.info);
  const kind = CELL_KINDS.find((name) => name === info.language);
  if (!block.closed) {
    report(kind ? 'error' : 'warning', block.start, {
      en: 'this fence is never closed; end it with a line of as many marks as it begins with',
      ko: '닫히지 않은 펜스입니다. 시작할 때와 같은 개수의 기호로 된 줄로 닫으세요.',
    });
  }
  if (!kind) {
    warnOfTypo(info, block, report);
    return toOther(source, info, false);
  }
  const soundInfo = checkInfo(kind, info, block, report);
  warnOfSwallowedCell(block, report);
  if (!block.closed || !soundInfo) return toOther(source, info, true);
  const offsetOfInfo = (key: string): number => {
    const pair = info.pairs.find((one) => one.key === key);
    return pair ? block.infoStart + pair.valueStart : block.start;
  };
  return readCell(kind, text, source, { ...context, offsetOfInfo }) ?? toOther(source, info, true);
}

function toOther(source: CellSource, info: Info, broken: boolean): OtherCell {
  return { ...source, kind: 'other', language: info.language, broken };
}

/** Whether the info string has what the kind needs. Keys that are not known are kept, with a warning. */
function checkInfo(kind: CellKind, info: Info, block: Block, report: Report): boolean {
  let sound = true;
  for (const stray of info.strays) {
    sound = false;
    const at = block.infoStart + stray.start;
    if (stray.openQuote) {
      report('error', at, {
        en: `the quote in ${stray.text} is never closed`,
        ko: `따옴표가 닫히지 않았습니다: ${stray.text}`,
      });
    } else {
      report('error', at, {
        en: `expected key=value, not '${stray.text}'; a value of several words goes in quotes`,
        ko: `'${stray.text}' 대신 key=value 형식으로 쓰세요. 여러 낱말인 값은 따옴표로 감쌉니다.`,
      });
    }
  }
  for (const [position, pair] of info.pairs.entries()) {
    const at = block.infoStart + pair.start;
    if (info.pairs.findIndex((one) => one.key === pair.key) < position) {
      sound = false;
      report('error', at, { en: `'${pair.key}' is there twice`, ko: `'${pair.key}' 항목이 두 번 있습니다.` });
    } else if (!INFO_KEYS[kind].includes(pair.key)) {
      const more = toSuggestion(pair.key, INFO_KEYS[kind]);
      report('warning', at, {
        en: `'${pair.key}' means nothing to a ${kind} cell${more.en}`,
        ko: `${KIND_NAME[kind].ko} 셀에서 '${pair.key}' 항목은 쓰이지 않습니다.${more.ko}`,
      });
    }
  }
  const key = namingKey(kind, toInfoRecord(info));
  const named = info.pairs.find((pair) => pair.key === key);
  if (!named && !info.strays.some((stray) => stray.openQuote)) {
    sound = false;
    report(
      'error',
      block.start,
      key === 'id'
        ? {
            en: `this ${kind} needs an id, such as ${kind} id=main`,
            ko: `이 ${KIND_NAME[kind].ko} 셀에 id를 쓰세요. 예: ${kind} id=main`,
          }
        : {
            en: `this ${kind} does not say of which matrix it is; write ${kind} ${key}=main`,
            ko: `이 ${KIND_NAME[kind].ko} 셀이 어느 매트릭스의 것인지 쓰세요. 예: ${kind} ${key}=main`,
          },
    );
  } else if (named && !isId(named.value)) {
    sound = false;
    report('error', block.infoStart + named.valueStart, {
      en: `'${named.value}' is no id; ids are letters, digits, _ and -`,
      ko: `'${named.value}' 값은 id로 쓸 수 없습니다. 글자, 숫자, _, -만 쓰세요.`,
    });
  }
  return sound;
}

function warnOfTypo(info: Info, block: Block, report: Report): void {
  if (!info.pairs.some((pair) => ['id', 'for', 'of'].includes(pair.key))) return;
  const meant = CELL_KINDS.find((kind) => letterDistance(kind, info.language) <= 2);
  if (!meant) return;
  report('warning', block.infoStart, {
    en: `'${info.language}' is no kind of cell, and this fence is shown as it is; did you mean '${meant}'?`,
    ko: `'${info.language}' 셀은 없으므로 이 펜스는 그대로 표시됩니다. '${meant}' 셀을 쓰려던 것은 아닌지 확인하세요.`,
  });
}

/** A cell's opening line inside another cell's body is nearly always a closing line that was forgotten. */
function warnOfSwallowedCell(block: Block, report: Report): void {
  const lines = block.body.split('\n');
  const swallowed = lines.findIndex((line) => {
    const language = /^ {0,3}(?:`{3,}|~{3,}) *([a-z]+)(?: |$)/.exec(line)?.[1];
    return CELL_KINDS.some((kind) => kind === language) && /\b(?:id|for|of)=/.test(line);
  });
  if (swallowed === -1) return;
  report('warning', block.start, {
    en: `this cell holds the opening line of another cell ('${lines[swallowed]?.trim()}', ${swallowed + 1} lines below); is its closing line missing?`,
    ko: `이 셀 안에 다른 셀의 시작 줄이 있습니다(${swallowed + 1}줄 아래의 '${lines[swallowed]?.trim()}'). 닫는 줄이 빠지지 않았는지 확인하세요.`,
  });
}

function reportOpenComment(scan: Scan, report: Report): void {
  if (scan.openComment === null) return;
  report('warning', scan.openComment, {
    en: 'this comment is never closed, so that every cell below is part of it; end it with -->',
    ko: '닫히지 않은 주석입니다. 아래의 모든 셀이 주석에 들어갑니다. -->로 닫으세요.',
  });
}

interface Heading {
  text: string;
  cell: number;
  offset: number;
}

function findHeading(cells: readonly { kind: string; body: string; bodyStart: number }[]): Heading | null {
  for (const [cell, { kind, body, bodyStart }] of cells.entries()) {
    const found = kind === 'note' ? /^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#*)?$/m.exec(body) : null;
    if (found?.[1]) return { text: found[1], cell, offset: bodyStart + found.index };
  }
  return null;
}
