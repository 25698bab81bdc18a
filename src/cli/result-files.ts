import {
  accessSync,
  closeSync,
  constants,
  createWriteStream,
  existsSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { partName } from '../core/part-name.ts';
import { particle, type Text } from '../core/text.ts';
import { answerKey } from '../core/vote.ts';
import { toCsvExport } from '../workbench/csv.ts';
import { answerKeysOf, findTrials } from '../workbench/plan.ts';
import type { Plan } from '../workbench/plan.ts';
import { toVoteCsv } from '../workbench/vote-csv.ts';
import type { Workbench } from '../workbench/workbench.ts';
import { toPrintable } from './printable.ts';
import { readVersion } from './version.ts';
import { tell, UsageError, type Context } from './terminal.ts';

/** Where results are written, `-` being stdout, and how. */
export interface ResultTargets {
  csv?: string;
  jsonl?: string;
  /** What was voted for in blind comparison, as CSV. */
  votes?: string;
  /** A report that a browser opens. */
  html?: string;
  /** Byte order mark; commander makes `--no-bom` of it. */
  bom?: boolean;
  excel?: boolean;
  messages?: boolean;
  wide?: boolean;
  tokens?: boolean;
  /** Answers to earlier requests too. */
  withStale?: boolean;
}

const STDOUT = '-';

const DENIED: Text = { en: 'there is no permission to write it', ko: '쓸 권한 없음' };
const WHY_UNWRITTEN: Partial<Record<string, Text>> = {
  EACCES: DENIED,
  EPERM: DENIED,
  EROFS: { en: 'the disk takes no changes', ko: '읽기 전용 디스크' },
  ENOENT: { en: 'its folder takes no new files', ko: '새 파일을 만들 수 없는 폴더' },
  ENAMETOOLONG: { en: 'its name is too long', ko: '이름이 너무 김' },
  EPIPE: { en: 'whoever read it is gone', ko: '읽던 프로그램이 끝남' },
};

function refuse(en: string, ko: string): never {
  throw new UsageError({ en, ko });
}

/** Some folders (of /proc, of a full disk) take no new file, though nothing tells so before it is tried. */
function tryToMake(target: string, file: string): void {
  const draft = toDraft(file);
  try {
    closeSync(openSync(draft, 'w'));
    rmSync(draft, { force: true });
  } catch (error) {
    throw toWriteError(target, error);
  }
}

function toDraft(file: string): string {
  return `${file}.${process.pid}.part`;
}

/** Throws {@link UsageError} where results could not be written in the end, so that nothing is paid for before. */
export function checkTargets({ cwd }: { cwd: string }, targets: ResultTargets): void {
  const { csv, jsonl, html, votes, wide, tokens, withStale } = targets;
  if ([csv, jsonl, html, votes].filter((target) => target === STDOUT).length > 1)
    refuse(
      'Only one of --csv, --jsonl, --html and --votes can go to stdout.',
      '--csv, --jsonl, --html, --votes 중 하나만 표준 출력(-)으로 보낼 수 있습니다.',
    );
  if (wide && tokens)
    refuse('--wide and --tokens cannot be had in one CSV.', '--wide와 --tokens는 함께 쓸 수 없습니다.');
  if (wide && withStale)
    refuse(
      '--with-stale does not go with --wide: a pivot has no place to say which answers are stale.',
      '--with-stale은 --wide와 함께 쓸 수 없습니다. 피벗에는 이전 요청의 답변을 구분할 자리가 없습니다.',
    );
  for (const target of [csv, jsonl, html, votes]) {
    if (target === undefined || target === STDOUT) continue;
    const file = path.resolve(cwd, target);
    const folder = path.dirname(file);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
      refuse(
        `${target} is a folder; name a file.`,
        `${target}${particle(target, '은', '는')} 폴더입니다. 파일 이름을 쓰세요.`,
      );
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
      refuse(
        `There is no folder ${folder} to write ${target} in.`,
        `${target} 파일을 쓸 ${folder} 폴더가 없습니다.`,
      );
    try {
      accessSync(folder, constants.W_OK);
    } catch {
      refuse(`The folder ${folder} may not be written to.`, `${folder} 폴더에 쓸 권한이 없습니다.`);
    }
    if (!existsSync(file)) tryToMake(target, file);
  }
}

/** One record a line: what was asked, what came, what it cost, what was said of it, what the notebook now
 * calls its persona; with `tokens` the logprobs too, with
 * `withStale` answers to earlier requests, and how each stands. */
function* toJsonLines(
  workbench: Workbench,
  plans: Plan[],
  { tokens = false, withStale = false }: ResultTargets,
): Generator<string> {
  const { results } = workbench;
  for (const plan of plans) {
    const annotations = results.annotations.of(answerKeysOf(plan, results));
    for (const { hasTokens, ...record } of workbench.records(plan, { withStale })) {
      const { outcome, trial } = record;
      const said = annotations.get(answerKey(trial));
      const annotation = said && {
        starred: said.starred,
        rating: said.rating,
        note: said.note,
        tags: said.tags,
      };
      const [planned] = withStale ? findTrials(plan, [trial.id]) : [];
      const { persona } = trial.variant;
      const known = {
        personaName: typeof persona === 'string' ? partName(plan.notebook, 'persona', persona) : null,
        annotation: annotation ?? null,
        ...(planned && {
          standing: planned.standing,
          staleReason: planned.standing === 'stale' ? planned.reason : null,
        }),
      };
      if (outcome.status === 'done') {
        const list = tokens && hasTokens ? results.tokens(record.recordId) : null;
        const completion = { ...outcome.completion, tokens: list };
        yield `${JSON.stringify({ ...record, ...known, outcome: { ...outcome, completion } })}\n`;
      } else {
        yield `${JSON.stringify({ ...record, ...known })}\n`;
      }
    }
  }
}

/** The notebook of some plans with their results, as HTML. */
async function toReportOf(
  { locale }: Context,
  workbench: Workbench,
  plans: Plan[],
): Promise<Iterable<string>> {
  const { toReport } = await import('../workbench/report.ts');
  const [first] = plans;
  if (!first) return [];
  const { name, notebook } = first;
  return toReport(
    { name, notebook, plans },
    {
      results: workbench.results,
      rows: workbench.rows,
      locale,
      now: workbench.now(),
      version: readVersion(),
      krwPerUsd: workbench.config.krwPerUsd?.rate ?? null,
      redact: (text) => workbench.registry.redact(text),
    },
  );
}

/** What could not be written where, as a sentence. */
function toWriteError(target: string, error: unknown): Error {
  const { code = '', message } = error as NodeJS.ErrnoException;
  // Whatever else goes wrong on the way has words of its own.
  if (code === '' || (error instanceof Error && 'text' in error)) return error as Error;
  const why = WHY_UNWRITTEN[code] ?? { en: message, ko: `오류 코드 ${code}` };
  const [en, ko] =
    code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG'
      ? [
          `The disk is full: ${target} could not be written. Free some space, then export again.`,
          `디스크가 가득 차서 ${target} 파일을 쓰지 못했습니다. 공간을 비운 뒤 다시 내보내세요.`,
        ]
      : [
          `${target} could not be written: ${why.en}. The results are stored; export them elsewhere.`,
          `${target} 파일을 쓰지 못했습니다(${why.ko}). 결과는 저장되어 있으니 다른 곳으로 내보내세요.`,
        ];
  return new WriteError({ en, ko }, error);
}

/** A file of results that could not be written, in both languages. */
class WriteError extends Error {
  override name = 'WriteError';
  readonly text: Text;

  constructor(text: Text, cause: unknown) {
    super(text.en, { cause });
    this.text = text;
  }
}

/** Writes to a file that is there as a whole or not at all; to what is no plain file (a pipe, a device), straight. */
async function writeFile(named: string, chunks: Iterable<string>): Promise<void> {
  const found = await stat(named).catch(() => null);
  if (found && !found.isFile()) {
    await pipeline(Readable.from(chunks), createWriteStream(named));
    return;
  }
  // Where it is a link, what it leads to is written.
  const file = found ? await realpath(named) : named;
  const draft = toDraft(file);
  try {
    await pipeline(Readable.from(chunks), createWriteStream(draft));
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function* toPrintableChunks(chunks: Iterable<string>): Generator<string> {
  for (const chunk of chunks) yield toPrintable(chunk);
}

async function writeTo(context: Context, target: string, chunks: Iterable<string>): Promise<void> {
  const { terminal } = context;
  if (target === STDOUT) {
    const shown = terminal.stdout.isTTY ? toPrintableChunks(chunks) : chunks;
    await pipeline(Readable.from(shown), terminal.stdout, { end: false });
    return;
  }
  try {
    await writeFile(path.resolve(terminal.cwd, target), chunks);
  } catch (error) {
    throw toWriteError(target, error);
  }
  tell(context, { en: `Written: ${target}`, ko: `저장함: ${target}` });
}

/** Writes the results of plans to the files that were asked for. Resolves with whether stdout was one of them. */
export async function writeResults(
  context: Context,
  workbench: Workbench,
  plans: Plan[],
  targets: ResultTargets,
): Promise<boolean> {
  const { csv, jsonl, html, votes, bom, excel, messages, wide, tokens, withStale } = targets;
  const krwPerUsd = workbench.config.krwPerUsd?.rate ?? null;
  const options = { bom, excel, messages, wide, tokens, stale: withStale, locale: context.locale };
  if (csv !== undefined)
    await writeTo(context, csv, toCsvExport(plans, { results: workbench.results, krwPerUsd }, options));
  if (jsonl !== undefined) await writeTo(context, jsonl, toJsonLines(workbench, plans, targets));
  if (html !== undefined) await writeTo(context, html, await toReportOf(context, workbench, plans));
  if (votes !== undefined) await writeTo(context, votes, toVoteCsv(plans, workbench.results, { bom, excel }));
  return [csv, jsonl, html, votes].includes(STDOUT);
}
