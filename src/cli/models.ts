import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ModelList, ProviderInfo, ProviderTest } from '../core/api.ts';
import { FAILURE_NAME, failureMessage } from '../core/failure.ts';
import { joinSentences } from '../core/join-sentences.ts';
import { toSuggestion } from '../core/nearest.ts';
import type { Registry } from '../providers/registry.ts';
import { startSandbox, type RunningSandbox } from '../sandbox/listen.ts';
import { findProject } from '../workbench/project.ts';
import { loadSettings } from '../workbench/settings.ts';
import { toColumns } from './columns.ts';
import { EXIT } from './exit-code.ts';
import { formatDuration } from './figures.ts';
import { NOTEBOOKS_DIR } from './open-notebook.ts';
import { tellProblems } from './problems.ts';
import { printLine, style, tell, UsageError, type Context } from './terminal.ts';

/** How many models of a provider are listed before the rest is only counted. */
const SHOWN_MODELS = 12;

const WORDS = {
  en: {
    ready: 'ready',
    notReady: 'not set up',
    more: (n: number) => `… and ${n} more (--json lists all)`,
    noModels: 'its server names no models',
    knownOnly: (why: string) => joinSentences(why, 'These are the ones known without asking:'),
  },
  ko: {
    ready: '사용 가능',
    notReady: '설정 필요',
    more: (n: number) => `… 외 ${n}개 (--json으로 모두 보기)`,
    noModels: '서버가 알려 준 모델이 없습니다',
    knownOnly: (why: string) => joinSentences(why, '아래는 물어보지 않고 아는 모델입니다.'),
  },
};

/** `gamut models`: the providers, which of them are ready, and what models their servers list. `--test` tries one. */
export async function modelsCommand(
  context: Context,
  { dir, test, json = false }: { dir?: string; test?: string; json?: boolean },
): Promise<number> {
  const { terminal } = context;
  const usual = existsSync(path.join(terminal.cwd, NOTEBOOKS_DIR)) ? NOTEBOOKS_DIR : '.';
  const project = findProject(path.resolve(terminal.cwd, dir ?? usual));
  const started: { sandbox: Promise<RunningSandbox> | null } = { sandbox: null };
  const { registry, problems } = loadSettings(project, {
    env: terminal.env,
    sandboxOrigin: async () => (await (started.sandbox ??= startSandbox())).origin,
    now: Date.now,
  });
  tellProblems(context, project.configFile, problems);
  const stop = new AbortController();
  const off = terminal.onInterrupt(() => stop.abort());
  try {
    return test === undefined
      ? await listModels(context, registry, json, stop.signal)
      : await testProvider(context, registry, test, json, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return EXIT.stopped;
    throw error;
  } finally {
    off();
    await (await started.sandbox)?.close();
  }
}

async function listModels(
  context: Context,
  registry: Registry,
  json: boolean,
  signal: AbortSignal,
): Promise<number> {
  const infos = registry.list();
  // Only who is ready is asked: the others would fail, and the person knows why from the list.
  const lists = await Promise.all(
    infos.map(async (info): Promise<ModelList> =>
      info.ready
        ? registry.models(info.id, { signal })
        : { provider: info.id, models: info.models, failure: null },
    ),
  );
  if (json) {
    const all = infos.map((info, index) => ({
      ...info,
      reason: info.reason?.[context.locale] ?? null,
      note: info.note?.[context.locale] ?? null,
      models: lists[index]?.models ?? info.models,
      failure: lists[index]?.failure ?? null,
    }));
    printLine(context, JSON.stringify({ providers: all }, null, 2));
    return EXIT.ok;
  }
  for (const [index, info] of infos.entries())
    if (info.ready) printReady(context, info, lists[index] ?? null);
  printUnready(
    context,
    infos.filter((info) => !info.ready),
  );
  return EXIT.ok;
}

function printUnready(context: Context, infos: ProviderInfo[]): void {
  const { locale } = context;
  const [, ...lines] = toColumns(
    [{ title: '' }, { title: '' }, { title: '' }],
    infos.map((info) => [info.id, WORDS[locale].notReady, info.reason?.[locale] ?? '']),
  );
  for (const line of lines) printLine(context, line);
}

function printReady(context: Context, info: ProviderInfo, list: ModelList | null): void {
  const words = WORDS[context.locale];
  const paint = (kind: 'bold' | 'dim' | 'green' | 'yellow', text: string) =>
    style(context, 'stdout', kind, text);
  printLine(
    context,
    `${paint('bold', info.id)}  ${paint('green', words.ready)}  ${paint('dim', info.baseUrl)}`,
  );
  if (info.note) printLine(context, `  ${info.note[context.locale]}`);
  if (!list) return;
  if (list.failure) {
    const why = `${FAILURE_NAME[list.failure.kind][context.locale]}: ${failureMessage(list.failure, context.locale)}`;
    printLine(context, `  ${paint('yellow', list.models.length > 0 ? words.knownOnly(why) : why)}`);
  } else if (list.models.length === 0) {
    printLine(context, `  ${words.noModels}`);
  }
  for (const model of list.models.slice(0, SHOWN_MODELS)) printLine(context, `  ${info.id}/${model}`);
  const rest = list.models.length - SHOWN_MODELS;
  if (rest > 0) printLine(context, `  ${words.more(rest)}`);
  printLine(context);
}

async function testProvider(
  context: Context,
  registry: Registry,
  name: string,
  json: boolean,
  signal: AbortSignal,
): Promise<number> {
  // `openai/gpt-4.1-nano` tries that model; `openai` one that the provider has.
  const slash = name.indexOf('/');
  const [id, model] = slash < 0 ? [name, null] : [name.slice(0, slash), name.slice(slash + 1)];
  const ids = registry.list().map((info) => info.id);
  if (!ids.includes(id)) {
    const near = toSuggestion(id, ids);
    throw new UsageError({
      en: `There is no provider '${id}'${near.en || '.'}`,
      ko: `'${id}' 공급자가 없습니다.${near.ko}`,
    });
  }
  const result = await registry.test(id, model, { signal });
  if (json) printLine(context, JSON.stringify({ provider: id, ...result }, null, 2));
  else printTest(context, id, result);
  return result.ok ? EXIT.ok : EXIT.failed;
}

function printTest(context: Context, id: string, result: ProviderTest): void {
  const { locale } = context;
  if (result.ok) {
    const times = { en: 'first token', ko: '첫 토큰' }[locale];
    const took = `${formatDuration(result.totalMs, locale)}, ${times} ${formatDuration(result.ttftMs, locale)}`;
    printLine(context, `${id}/${result.model}: ${JSON.stringify(result.text)} (${took})`);
    return;
  }
  const { kind, hint } = result.failure;
  const message = failureMessage(result.failure, locale);
  const model = result.model === null ? '' : `/${result.model}`;
  printLine(context, `${id}${model}: ${FAILURE_NAME[kind][locale]}: ${message}`);
  tell(context, hint);
}
