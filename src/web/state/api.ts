import type {
  CheckOutcomes,
  DiversityView,
  RecordPackedTokens,
  RecordView,
  RequestCode,
  ResultsPage,
  RowsPage,
} from '../../core/result-api.ts';
import type {
  CountView,
  ModelList,
  NotebookFile,
  NotebookList,
  PlanView,
  ProviderList,
  ProviderTest,
  ProviderTestPlan,
  RunList,
  Settings,
  Spend,
  UnsettledView,
} from '../../core/api.ts';
import type { Annotation, AnnotationEntry } from '../../core/annotation.ts';
import type { RunMode } from '../../core/event.ts';
import type { CurrentRecord, TrialHistory } from '../../core/history.ts';
import { fromLean, type LeanNotebook } from '../../core/lean-notebook.ts';
import { patchOf } from '../../core/text-patch.ts';
import type { ReportChart } from '../../core/html-report/report-html.ts';
import type { AnswerKey, Verdict, Vote } from '../../core/vote.ts';
import { msg } from '@lit/localize';
import type { Locale } from '../../core/text.ts';
import { currentLocale } from '../look/locale.ts';
import { endAhead, takeAhead } from './ahead.ts';

/** A refusal or fault of the server, in its words for a person. `body` is the whole answer. */
export class ApiFault extends Error {
  override name = 'ApiFault';
  readonly kind: string;
  readonly hint: string | null;
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(
    status: number,
    kind: string,
    message: string,
    hint: string | null,
    body: Record<string, unknown>,
  ) {
    super(message);
    this.status = status;
    this.kind = kind;
    this.hint = hint;
    this.body = body;
  }
}

/** Asks the server, and gives its answer unless that is a refusal. */
async function ask(path: string, init: RequestInit, locale = currentLocale()): Promise<Response> {
  // What was asked ahead is of before what this changes.
  if (init.method !== undefined) endAhead();
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      ...init,
      headers: {
        'Accept-Language': locale,
        ...(init.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
    });
  } catch {
    throw new ApiFault(0, 'offline', msg('The server is not reached.'), null, {});
  }
  if (response.ok) return response;
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const error = (body['error'] ?? {}) as { kind?: string; message?: string; hint?: string | null };
  throw new ApiFault(
    response.status,
    error.kind ?? 'internal',
    error.message ?? `HTTP ${response.status}`,
    error.hint ?? null,
    body,
  );
}

/** An answer that breaks off is a server that went away. */
function readWhole<T>(reading: Promise<T>): Promise<T> {
  return reading.catch(() => {
    throw new ApiFault(0, 'offline', msg('The server went away in the middle of its answer.'), null, {});
  });
}

/** Asks the server, in the language of the page where no other is said. Throws {@link ApiFault}. */
export async function call<T>(path: string, init: RequestInit = {}, locale?: Locale): Promise<T> {
  const response = await ask(path, init, locale);
  return readWhole(response.json() as Promise<T>);
}

/** Reads from the server, or takes the answer that was asked for ahead of the page. Throws {@link ApiFault}. */
function read<T>(path: string): Promise<T> {
  return (takeAhead(path) as Promise<T> | null) ?? call<T>(path);
}

/** Asks the server to do something. Throws {@link ApiFault}. */
export function post<T>(path: string, body: unknown = {}): Promise<T> {
  return call<T>(path, { method: 'POST', body: JSON.stringify(body) });
}

/** Sends something small that is done though the page goes before the answer comes. */
function sendForGood<T>(method: 'POST' | 'PUT', path: string, body: unknown = {}): Promise<T> {
  return call<T>(path, { method, body: JSON.stringify(body), keepalive: true });
}

/** The path of a notebook. */
export const notebookPath = (name: string) => `/notebooks/${encodeURIComponent(name)}`;
/** The path at which the page reads a notebook: without what its text says anyway. */
export const notebookFilePath = (name: string) => `${notebookPath(name)}?lean=1`;
/** A notebook as it is read there. */
export type LeanFile = Omit<NotebookFile, 'notebook'> & { notebook: LeanNotebook };
/** Texts of so many characters are sent whole. Of a page that is going, browsers send 64 kB at most. */
const SHORT = 16_000;
/** The path of a matrix. */
export const matrixPath = (name: string, matrix: string) =>
  `${notebookPath(name)}/matrices/${encodeURIComponent(matrix)}`;

/** As many rows as the server is asked for at once. */
const ROWS_AT_ONCE = 20_000;
/** The path of the rows of a matrix, from one on; with the answers that are seen first or without. */
export const rowsPath = (name: string, matrix: string, offset: number, withFirst: boolean) =>
  `${matrixPath(name, matrix)}/rows?offset=${offset}&limit=${ROWS_AT_ONCE}&first=${withFirst ? 1 : 0}`;

/** Every call that the page makes, one function each. All throw {@link ApiFault}. */
export const api = {
  notebooks: () => read<NotebookList>('/notebooks'),
  notebook: async (name: string): Promise<NotebookFile> => {
    const file = await read<LeanFile>(notebookFilePath(name));
    return { ...file, notebook: fromLean(file.text, file.notebook) };
  },
  createNotebook: (name: string, text?: string) =>
    post<{ name: string; version: string }>('/notebooks', text === undefined ? { name } : { name, text }),
  /** Writes a notebook anew whose file is gone: what is pinned beside it is its own. */
  recreateNotebook: (name: string, text: string) =>
    post<{ name: string; version: string }>('/notebooks', { name, text, withPins: true }),
  /** Of a long text that has changed little only what is new is sent. `keepalive`: the page may go before the answer comes; then of a short
   * one too, as more than one may have to go. */
  saveNotebook: (name: string, text: string, base: { text: string; version: string }, keepalive = false) => {
    const change = keepalive || text.length > SHORT ? patchOf(base.text, text) : null;
    const isPatch = change !== null && change.put.length < text.length / 2;
    return call<{ version: string }>(notebookPath(name), {
      method: isPatch ? 'PATCH' : 'PUT',
      body: JSON.stringify({ ...(isPatch ? change : { text }), baseVersion: base.version }),
      keepalive,
    });
  },
  /** A notebook with its results as one HTML file. */
  report: async (name: string, charts: ReportChart[]): Promise<Blob> => {
    const body = JSON.stringify({ charts });
    const response = await ask(`${notebookPath(name)}/report`, { method: 'POST', body });
    return readWhole(response.blob());
  },
  /** A notebook's file, as it is on the disk. */
  notebookDownload: async (name: string): Promise<Blob> => {
    const response = await ask(`${notebookPath(name)}/file`, {});
    return readWhole(response.blob());
  },
  pinsDownload: async (name: string): Promise<Blob> => {
    const response = await ask(`${notebookPath(name)}/pins`, {});
    return readWhole(response.blob());
  },
  diversity: (name: string, matrix: string) => call<DiversityView>(`${matrixPath(name, matrix)}/diversity`),
  plan: (name: string, matrix: string) => call<PlanView>(`${matrixPath(name, matrix)}/plan`),
  rows: (name: string, matrix: string, offset: number, withFirst: boolean) =>
    read<RowsPage>(rowsPath(name, matrix, offset, withFirst)),
  resultsOf: (name: string, matrix: string, trialIds: readonly string[]) =>
    call<ResultsPage>(`${matrixPath(name, matrix)}/results?ids=${trialIds.join(',')}`),
  checks: (name: string, matrix: string, trialIds: readonly string[]) =>
    call<CheckOutcomes>(`${matrixPath(name, matrix)}/checks?ids=${trialIds.join(',')}`),
  /** Ids of the trials whose answer, or what is said of it, holds a text. */
  search: (name: string, matrix: string, text: string) =>
    call<{ trialIds: string[] }>(`${matrixPath(name, matrix)}/search?text=${encodeURIComponent(text)}`),
  annotate: (key: AnswerKey, change: Partial<Annotation>) =>
    sendForGood<AnnotationEntry>('PUT', '/annotations', { ...key, ...change }),
  votes: (name: string, matrix: string) => call<{ votes: Vote[] }>(`${matrixPath(name, matrix)}/votes`),
  vote: (name: string, matrix: string, vote: { a: AnswerKey; b: AnswerKey; verdict: Verdict | null }) =>
    sendForGood<{ votes: Vote[] }>('PUT', `${matrixPath(name, matrix)}/votes`, vote),
  count: (name: string, matrix: string) => post<CountView>(`${matrixPath(name, matrix)}/count`),
  history: (name: string, matrix: string, trialId: string) =>
    call<TrialHistory>(`${matrixPath(name, matrix)}/trials/${encodeURIComponent(trialId)}/history`),
  makeCurrent: (recordId: number) => post<CurrentRecord>(`/records/${recordId}/current`),
  record: (recordId: number) => call<RecordView>(`/records/${recordId}`),
  recordCode: (recordId: number) => call<RequestCode>(`/records/${recordId}/code`),
  trialCode: (name: string, matrix: string, trialId: string) =>
    call<RequestCode>(`${matrixPath(name, matrix)}/code?trial=${encodeURIComponent(trialId)}`),
  tokens: (recordIds: number[]) =>
    post<{ records: RecordPackedTokens[] }>('/records/tokens/packed', { ids: recordIds }),
  startRun: (
    notebook: string,
    matrix: string,
    mode: RunMode,
    options: {
      only?: string[] | undefined;
      confirmUnknownPrice?: boolean;
      confirmCost?: boolean;
      budgetUsd?: number | undefined;
    } = {},
  ) => post<{ runId: string; total: number }>('/runs', { notebook, matrix, mode, ...options }),
  stopRun: (runId: string) =>
    post<{ runId: string; stopped: boolean }>(`/runs/${encodeURIComponent(runId)}/stop`),
  resumeRun: (runId: string) =>
    post<{ runId: string; total: number }>(`/runs/${encodeURIComponent(runId)}/resume`),
  retryRun: (runId: string) =>
    post<{ runId: string; isLive: boolean }>(`/runs/${encodeURIComponent(runId)}/retry-provider`),
  setRunBudget: (runId: string, budgetUsd: number) =>
    post<{ runId: string; isLive: boolean }>(`/runs/${encodeURIComponent(runId)}/budget`, { budgetUsd }),
  runs: () => call<RunList>('/runs'),
  providers: () => read<ProviderList>('/providers'),
  models: (provider: string) => call<ModelList>(`/providers/${encodeURIComponent(provider)}/models`),
  testPlan: (provider: string, model: string) =>
    call<ProviderTestPlan>(
      `/providers/${encodeURIComponent(provider)}/test?model=${encodeURIComponent(model)}`,
    ),
  testProvider: (provider: string, model?: string) =>
    post<ProviderTest>(`/providers/${encodeURIComponent(provider)}/test`, model ? { model } : {}),
  settings: () => read<Settings>('/settings'),
  spend: () => read<Spend>('/spend'),
  writeOff: () => post<{ writtenOff: UnsettledView[] }>('/spend/write-off', { runId: null }),
  forgetRun: (runId: string) =>
    sendForGood<{ runId: string }>('POST', `/runs/${encodeURIComponent(runId)}/forget`),
};

/** Address of the blind votes on a matrix, as CSV. */
export function votesHref(name: string, matrix: string): string {
  return `/api${matrixPath(name, matrix)}/votes.csv`;
}

/** Address of a matrix's CSV. `excel` defuses formulas and writes a BOM; `tokens` is one row a token,
 * `stale` has answers to earlier requests too. */
export function csvHref(
  name: string,
  matrix: string,
  options: Partial<Record<'excel' | 'bom' | 'messages' | 'wide' | 'tokens' | 'stale', boolean>> = {},
): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(options)) query.set(key, value ? '1' : '0');
  return `/api${matrixPath(name, matrix)}/export.csv${query.size ? `?${query}` : ''}`;
}
