import { hash } from 'node:crypto';
import type { CountView, ProviderTestPlan } from '../core/api.ts';
import type { BudgetLimits } from '../core/budget.ts';
import type { RunMode } from '../core/event.ts';
import type { Estimate } from '../core/estimate.ts';
import { axesOf } from '../core/axes.ts';
import { expand } from '../core/expand.ts';
import { findCell } from '../core/notebook.ts';
import type { Budget, MatrixCell, Notebook, Problem } from '../core/notebook.ts';
import { parseOnly } from '../core/selection.ts';
import type { RecordSummary } from '../core/trial.ts';
import { systemClock } from '../engine/clock.ts';
import type { Clock } from '../engine/clock.ts';
import type { GamutConfig } from '../providers/config.ts';
import type { Fetch } from '../providers/provider.ts';
import type { Registry } from '../providers/registry.ts';
import { toTestRequest, TRY_MAX_TOKENS, TRY_TEXT } from '../providers/try-provider.ts';
import type { RunningSandbox } from '../sandbox/listen.ts';
import { openNotebookFolder } from '../store/notebook-folder.ts';
import type { NotebookFolder, NotebookText } from '../store/notebook-folder.ts';
import { createProjectLock } from '../store/project-lock.ts';
import { openResults } from '../store/results.ts';
import type { Results } from '../store/results.ts';
import type { Unsettled } from '../store/ledger.ts';
import type { InterruptedRun } from '../store/run-book.ts';
import type { StoredRun } from '../store/run-log.ts';
import { toAskFirst } from './ask-first.ts';
import { toCsvExport } from './csv.ts';
import type { CsvExport } from './csv.ts';
import { createUsageMemory, estimateModes } from './estimates.ts';
import type { LaunchOptions, RunOptions, StartedRun } from './launch.ts';
import type { Env } from './load-env.ts';
import { MatrixMemory } from './matrix-memory.ts';
import { countBlocked, countStandings, isWanted, toRecords } from './plan.ts';
import type { Plan } from './plan.ts';
import { ParsedNotebooks } from './parsed-notebooks.ts';
import { findProject, toIdentity, toName } from './project.ts';
import type { Project } from './project.ts';
import { createRunId } from './run-id.ts';
import { Pins, toPinProblems } from './pins.ts';
import { toLimits } from './run-limits.ts';
import { Runs } from './runs.ts';
import { loadSettings } from './settings.ts';
import type { Settings } from './settings.ts';
import { TrialRows } from './trial-rows.ts';
import { VendorCounts } from './vendor-counts.ts';
import { WorkbenchError } from './workbench-error.ts';

/** How a workbench is opened; everything but the folder is the real thing by default. */
export interface WorkbenchOptions {
  notebooksDir: string;
  env?: Env;
  /** Where the demo model listens; by default it is started when it is first used. */
  sandboxOrigin?: () => Promise<string>;
  clock?: Clock;
  fetch?: Fetch;
}

/** A notebook as read from the disk, with its parsed form. */
export type OpenedNotebook = NotebookText & { notebook: Notebook };

/**
 * A project, ready to work with: its notebooks, its results, the providers that can be used. What server and command line
 * share; it knows nothing of either.
 */
export class Workbench {
  readonly project: Project;
  readonly folder: NotebookFolder;
  readonly results: Results;
  readonly #clock: Clock;
  readonly #load: () => Settings;
  readonly #runs: Runs;
  readonly #usageMemory: ReturnType<typeof createUsageMemory>;
  readonly #parsed = new ParsedNotebooks();
  readonly #matrices: MatrixMemory;
  readonly #vendorCounts: VendorCounts;
  /** The trials of plans without their texts. */
  readonly rows: TrialRows;
  readonly #pins: Pins;
  #settings: Settings;
  #sandbox: Promise<RunningSandbox> | null = null;

  constructor({
    notebooksDir,
    env = process.env,
    sandboxOrigin,
    clock = systemClock,
    fetch,
  }: WorkbenchOptions) {
    this.project = findProject(notebooksDir);
    this.#clock = clock;
    const origin = sandboxOrigin ?? (() => this.#startSandbox());
    this.#load = () =>
      loadSettings(this.project, { env, sandboxOrigin: origin, now: () => this.now(), fetch });
    this.#settings = this.#load();
    this.folder = openNotebookFolder(this.project.notebooksDir, {
      alone: createProjectLock(this.project.lockFile),
    });
    this.results = openResults(this.project.storeFile, {
      now: () => this.now(),
      ratesOfPaid: (paid) => this.#settings.ratesOfPaid(paid),
    });
    this.#runs = new Runs({
      results: this.results,
      clock,
      settings: () => this.#settings,
      budgetOf: (identity) => this.#budgetOf(identity),
    });
    this.#usageMemory = createUsageMemory(this.results);
    this.#vendorCounts = new VendorCounts(this.results.counts);
    this.rows = new TrialRows(this.results);
    this.#matrices = new MatrixMemory(this.results);
    this.#pins = new Pins(this.folder, this.results);
  }

  async #startSandbox(): Promise<string> {
    this.#sandbox ??= import('../sandbox/listen.ts').then(({ startSandbox }) => startSandbox());
    return (await this.#sandbox).origin;
  }

  /** Milliseconds since 1970, by the workbench's clock. */
  now(): number {
    return this.#clock.now();
  }

  get registry(): Registry {
    return this.#settings.registry;
  }

  /** What a try of a provider's model would send, and cost at most. Sends nothing. */
  testPlan(provider: string, model: string): ProviderTestPlan {
    const usd = this.#settings.worstCaseOf(toTestRequest(provider, model));
    return { model, text: TRY_TEXT, maxTokens: TRY_MAX_TOKENS, usd };
  }

  get config(): GamutConfig {
    return this.#settings.config;
  }

  /** What is wrong in `gamut.config.yaml`. */
  get configProblems(): Problem[] {
    return this.#settings.problems;
  }

  /** Reads `gamut.config.yaml` and `.env` again. Runs that go on take it up, and try again what a provider refused. */
  reload(): void {
    this.#settings = this.#load();
    this.#runs.settingsChanged();
  }

  /** What a notebook sets for itself; null where it is gone. */
  async #budgetOf(identity: string): Promise<Budget | null> {
    const name = toName(this.project, identity);
    if (name === null) return null;
    try {
      return (await this.read(name)).notebook.budget;
    } catch {
      return null;
    }
  }

  /** A notebook with the dataset files that it names. Throws what the folder throws. */
  async read(name: string): Promise<OpenedNotebook> {
    const file = await this.folder.read(name);
    return { ...file, notebook: await this.#parsed.of(file) };
  }

  /** What a matrix of a notebook would make, and what of it is stored. `only` as {@link parseOnly} reads it. */
  async plan(
    name: string,
    matrixId: string,
    { only = [] }: { only?: readonly string[] } = {},
  ): Promise<Plan> {
    const { notebook } = await this.read(name);
    const settings = this.#settings;
    const { registry } = settings;
    const identity = toIdentity(this.project, name);
    const matrix = findCell(notebook, 'matrix', matrixId);
    const multiply = () =>
      expand(notebook, matrixId, {
        kindOf: (id) => registry.kindOf(id),
        providerIds: registry.list().map(({ id }) => id),
        modelsOf: (id) => registry.allModelsOf(id),
        hash: (text) => hash('sha256', text, 'hex'),
        ...(matrix && only.length > 0 ? { isSelected: toSelected(only, notebook, matrix) } : {}),
      });
    if (!matrix) {
      const message = multiply().problems[0]?.message ?? { en: matrixId, ko: matrixId };
      throw new WorkbenchError('no-matrix', { en: `${name}: ${message.en}`, ko: `${name}: ${message.ko}` });
    }
    const faults = await this.#pins.load(name, identity);
    const source = { identity, matrixId, notebook, settings };
    const { expansion, join } =
      only.length > 0 ? this.#matrices.once(source, multiply) : this.#matrices.of(source, multiply);
    const { axes, problems } = expansion;
    const planned = join.planned();
    return {
      name,
      identity,
      notebook,
      matrix,
      axes,
      trials: planned,
      placeOf: (trialId) => join.placeOf(trialId),
      counts: countStandings(planned),
      blocked: countBlocked(planned, (id) => registry.obstacleOf(id)),
      problems: [
        ...notebook.problems,
        ...problems.filter((problem) => !notebook.problems.includes(problem)),
        ...toPinProblems(name, faults, { notebook, matrix, counts: this.results.pinned.counts(identity) }),
      ],
    };
  }

  /** What a run of each mode would take. */
  estimates(plan: Plan): Promise<Record<RunMode, Estimate>> {
    return estimateModes(plan, {
      costOf: this.#settings.costOf,
      usageMemory: this.#usageMemory,
      countedByVendor: (request) => this.#vendorCounts.of(request),
    });
  }

  /** Has the vendors that have an endpoint for it count the input of a plan's requests, for the estimates from then on. */
  countExactly(plan: Plan, { signal }: { signal: AbortSignal }): Promise<CountView> {
    const requests = plan.trials.flatMap(({ trial }) => (trial.skip ? [] : [trial.request]));
    return this.#vendorCounts.ask(requests, this.registry, { signal });
  }

  /** Starts a run of a plan's trials. Throws {@link WorkbenchError} where there is nothing to run or it cannot be. */
  async start(plan: Plan, { mode, asksFirst = false, ...options }: LaunchOptions): Promise<StartedRun> {
    const trials = plan.trials.filter((planned) => isWanted(planned, mode)).map(({ trial }) => trial);
    if (trials.length === 0) throw toNothingToRun(plan, mode);
    const estimate = (await this.estimates(plan))[mode];
    if (asksFirst) await this.#askFirst(plan, mode, estimate, options.budgetUsd ?? null);
    const order = {
      runId: createRunId(this.now()),
      notebook: plan.identity,
      cellId: plan.matrix.id,
      mode,
      estimateUsd: estimate.costUsd,
      trials,
    };
    return this.#runs.start(order, options);
  }

  /** Throws {@link WorkbenchError} where a run may cost so much that a person is asked first. */
  async #askFirst(plan: Plan, mode: RunMode, estimate: Estimate, runUsd: number | null): Promise<void> {
    const notebook = await this.#budgetOf(plan.identity);
    const limits = toLimits({ runUsd, notebook, config: this.config });
    const set = [limits.run, limits.notebook, limits.day].filter((limit) => limit !== null);
    const { budget, krwPerUsd } = this.config;
    const { askAboveUsd } = budget;
    const budgetUsd = set.length === 0 ? null : Math.min(...set);
    const asked = { mode, estimate, budgetUsd, askAboveUsd, krwPerUsd: krwPerUsd?.rate ?? null };
    const why = toAskFirst(asked);
    if (why) throw why;
  }

  /** Runs that were cut off or stopped, and can go on, newest first. `name`: of one notebook. */
  interrupted(name: string | null = null): InterruptedRun[] {
    return this.results.book.interrupted(name === null ? null : toIdentity(this.project, name));
  }

  /** Runs of a notebook that are being made now, here or by another process, newest first. */
  underWay(name: string): StoredRun[] {
    return this.results.book.underWay(toIdentity(this.project, name));
  }

  /**
   * Goes on with a run: with exactly the trials that have no answer, as they were when it began, whatever the notebook says
   * now. Throws {@link WorkbenchError} where there is no such run, where nothing of it is missing, or where it goes on.
   */
  async resume(runId: string, options: RunOptions): Promise<StartedRun> {
    const resumption = this.results.book.resume(runId);
    if (resumption.kind !== 'resumed') throw toCannotResume(runId, resumption.kind);
    const { run, trials } = resumption;
    const { notebook, cellId, mode, budgetUsd, paidTwice, total, takenOver } = run;
    const resumed = { done: total - trials.length - takenOver, paidTwice };
    const order = { runId, notebook, cellId, mode, estimateUsd: null, resumed, trials };
    try {
      const started = await this.#runs.start(order, { budgetUsd, ...options });
      // The next one who goes on with it is not held up by the limit that was raised.
      if (options.budgetUsd != null) this.results.book.setBudget(runId, options.budgetUsd);
      return started;
    } catch (error) {
      this.results.book.letGo(run);
      throw error;
    }
  }

  /** The limits that hold now, US dollars: the run's by the configuration, a notebook's where one is named, the day's. */
  async limitsOf(name: string | null): Promise<BudgetLimits> {
    const notebook = name === null ? null : await this.#budgetOf(toIdentity(this.project, name));
    return toLimits({ runUsd: null, notebook, config: this.config });
  }

  /** Writes off what may have been billed for requests whose end nobody saw: of a notebook (by its name), of a run, or all.
   * Runs that wait for money go on. Gives what was written off. */
  writeOff({ name = null, runId = null }: { name?: string | null; runId?: string | null } = {}): Unsettled[] {
    const notebook = name === null ? null : toIdentity(this.project, name);
    const lines = this.results.book.writeOff({ notebook, runId });
    this.#runs.settingsChanged();
    return lines;
  }

  /** What the vendor's cache has saved on a record, US dollars; null where it was not used or the price is unknown. */
  savingUsd(record: RecordSummary): number | null {
    return this.#settings.savingOf(record);
  }

  /** The records of a plan's trials as they stand, skipped ones included; what has no result is left out, and stale ones are
   * unless `withStale`. */
  records(plan: Plan, options: { withStale?: boolean } = {}): Iterable<RecordSummary> {
    return toRecords(plan, this.results, options);
  }

  /** The results of plans as one CSV with FORMAT.md's columns, in chunks. */
  csv(plans: readonly Plan[], options: CsvExport = {}): Generator<string> {
    const krwPerUsd = this.config.krwPerUsd?.rate ?? null;
    return toCsvExport(plans, { results: this.results, krwPerUsd }, options);
  }

  /** Lets go of the store and the demo model. Runs must have ended. */
  async close(): Promise<void> {
    this.results.close();
    if (this.#sandbox) await (await this.#sandbox).close();
  }
}

function toCannotResume(runId: string, why: 'unknown' | 'running'): WorkbenchError {
  if (why === 'running')
    return new WorkbenchError('running', {
      en: `Run ${runId} goes on already, here or in another process.`,
      ko: `여기 또는 다른 프로세스에서 이미 진행 중인 실행입니다: ${runId}`,
    });
  return new WorkbenchError('no-run', {
    en: `There is no run ${runId}.`,
    ko: `${runId} 실행이 없습니다.`,
  });
}

function toSelected(only: readonly string[], notebook: Notebook, matrix: MatrixCell) {
  const { isSelected, problems } = parseOnly(only, axesOf(matrix, notebook), matrix.repeats);
  const [problem] = problems;
  if (problem) throw new WorkbenchError('bad-selection', problem);
  return isSelected;
}

function toNothingToRun({ name, matrix, trials, counts, problems }: Plan, mode: RunMode): WorkbenchError {
  const isOfMatrix = ({ severity, cell }: Problem) => severity === 'error' && cell === matrix.index;
  const error = trials.length === 0 ? problems.find(isOfMatrix) : undefined;
  const skipped = counts.skipped === trials.length ? trials[0]?.reason : null;
  const why = error?.message ?? skipped;
  if (why) {
    const line = error?.line ?? matrix.line;
    return new WorkbenchError(
      'broken-matrix',
      { en: `${name}:${line}: ${why.en}`, ko: `${name}:${line}: ${why.ko}` },
      { en: 'Mend it in the notebook, then run again.', ko: '노트북에서 고친 뒤 다시 실행하세요.' },
    );
  }
  const said = {
    missing: {
      en: `Every trial of ${matrix.id} has its result.`,
      ko: `매트릭스 ${matrix.id}의 모든 시행에 결과가 있습니다.`,
    },
    all: {
      en: `No trial of ${matrix.id} is selected.`,
      ko: `매트릭스 ${matrix.id}에서 선택된 시행이 없습니다.`,
    },
    failed: {
      en: `No trial of ${matrix.id} has failed.`,
      ko: `매트릭스 ${matrix.id}에 실패한 시행이 없습니다.`,
    },
  };
  return new WorkbenchError('nothing-to-run', said[mode]);
}

/** Opens the workbench over a folder of notebooks. Throws a WorkbenchError or a StoreError. */
export function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  return Promise.resolve().then(() => new Workbench(options));
}
