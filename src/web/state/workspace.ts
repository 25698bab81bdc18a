import type { NotebookItem, ProviderInfo, Settings, Spend } from '../../core/api.ts';
import type { Annotation } from '../../core/annotation.ts';
import { isolate } from '../../core/isolate.ts';
import type { RunState } from '../../core/run-state.ts';
import { toLocale } from '../../core/text.ts';
import { readAddress, toHash } from './address.ts';
import { endAhead } from './ahead.ts';
import { api, ApiFault } from './api.ts';
import { AwaitedNotebook } from './awaited-notebook.ts';
import { openEventStream } from './event-stream.ts';
import { leaveField } from '../look/leave-field.ts';
import { currentLocale } from '../look/locale.ts';
import { followMatrices, moveNotebookKept } from './kept-names.ts';
import { firstMatrix, keepLastOpen, lastOpen } from './last-open.ts';
import { LiveRuns, type FinishedTrial } from './live-runs.ts';
import { MatrixResults } from './matrix-results.ts';
import { openDraftShelf } from './drafts.ts';
import { knowProse } from '../cells/note-prose.ts';
import type { NotebookDeps } from './notebook-deps.ts';
import { versionOf } from './text-version.ts';
import { newest } from './newest.ts';
import { NotebookStore } from './notebook-store.ts';
import { Shelf } from './shelf.ts';
import { RunBudgets } from './run-budgets.ts';
import { RunDesk } from './run-desk.ts';
import { Subject } from './subject.ts';

/** Names that are tried for a new notebook before it is refused. */
const MOST_TRIES = 100;
/** While answers come in, what today has cost is read anew this often at most. */
const SPEND_EVERY_MS = 1000;

/**
 * All that the page knows: the folder, the providers, the open notebook with its results, the runs. It hears of what happens
 * elsewhere. Invariant: `results` are of the open notebook; a refusal of the server ends as its `fault`, never as an exception.
 */
export class Workspace extends Subject {
  notebooks: NotebookItem[] = [];
  providers: ProviderInfo[] = [];
  settings: Settings | null = null;
  spend: Spend | null = null;
  lostAt: number | null = null; // when the server was lost; null while it is reached
  open: NotebookStore | null = null;
  /** What went wrong last, for the person to read and dismiss. */
  fault: ApiFault | null = null;
  /** The notebook that was asked for while none is open, and why it is not; null for none. */
  refused: { name: string; fault: ApiFault } | null = null;
  /** How often another notebook has come in the place of one; the same under another name is none. */
  visits = 0;
  /** The notebook that was asked for and has not come. */
  readonly awaited = new AwaitedNotebook();
  readonly live: LiveRuns;
  readonly budgets = new RunBudgets(
    (act) => this.#try(act),
    () => this.#readSpend(),
  );
  /** What is done with runs. */
  readonly runs: RunDesk = new RunDesk(this);
  /** What is done with notebooks as a whole. */
  readonly shelf: Shelf = new Shelf(this);
  #results = new Map<string, MatrixResults>();
  readonly #drafts = openDraftShelf();
  readonly #deps: NotebookDeps = {
    read: api.notebook,
    write: api.saveNotebook,
    versionOf,
    create: api.recreateNotebook,
    drafts: this.#drafts,
    saved: () => this.#saved(),
  };
  /** Of notebooks that were written while the page is open: their versions. */
  readonly #versions = new Map<string, string>();
  readonly #readNotebooks = newest(api.notebooks, ({ notebooks }) => this.#know({ notebooks }));
  readonly #readProviders = newest(api.providers, ({ providers }) => this.#know({ providers }));
  readonly #readSettings = newest(api.settings, (settings) => this.#know({ settings }));
  readonly #readSpend = newest(api.spend, (spend) => this.#know({ spend }));
  #opening = 0;
  #spendTimer = 0;

  constructor() {
    super();
    this.live = new LiveRuns({
      finished: (finished) => this.#finished(finished),
      runEnd: (run) => this.#runEnded(run),
    });
    this.shelf.subscribe(() => this.notify());
    this.runs.subscribe(() => this.notify());
    this.awaited.subscribe(() => this.notify());
  }

  #know(known: Partial<Pick<Workspace, 'notebooks' | 'providers' | 'settings' | 'spend'>>): void {
    Object.assign(this, known);
    this.notify();
  }

  /** Reads everything, opens the notebook of the address (else the last one, else the first), and listens. */
  async start(): Promise<void> {
    openEventStream({
      reset: (runs) => {
        this.live.reset(runs);
        void this.#try(() => this.runs.readInterrupted());
        // What was written meanwhile was told to nobody.
        void this.#try(() => this.open?.look());
        this.#loadResults();
      },
      run: (events) => this.live.apply(events),
      notebookChanged: ({ name, version }) => {
        if (version === null) this.#versions.delete(name);
        else this.#versions.set(name, version);
        if (name === this.open?.name) void this.#try(() => this.open?.changedOnDisk(version));
        void this.#try(() => this.#readNotebooks());
      },
      notebooksChanged: (change) => {
        const { from, to } = change;
        if (from !== null && to !== null) moveNotebookKept(from, to, this.budgets);
        if (from !== null && to === null && from === this.open?.name && !this.shelf.isLeaving(from))
          void this.#try(() => this.open?.changedOnDisk(null));
        if (to !== null && to === this.open?.name) void this.#try(() => this.open?.look());
        void this.shelf.told(change);
      },
      dataChanged: ({ name }) => {
        if (name === this.open?.name) void this.#try(() => this.open?.filesChanged());
      },
      pinsChanged: ({ name }) => {
        if (name === this.open?.name) this.#loadResults();
      },
      providersChanged: () => this.#settingsChanged(),
      annotationChanged: (entry) => {
        for (const results of this.#results.values()) results.annotated(entry);
      },
      votesChanged: ({ notebook, matrix }) => {
        const votes = notebook === this.open?.name ? this.#results.get(matrix)?.votes : null;
        if (votes?.isLoaded) void votes.load();
      },
      currentChanged: () => this.#loadResults(),
      connected: (isConnected) => {
        if ((this.lostAt === null) === isConnected) return;
        this.lostAt = isConnected ? null : Date.now();
        if (isConnected && this.open?.saveState === 'failed') void this.open.save();
        const { name, isAway } = this.awaited;
        if (isConnected && name !== null && isAway) void this.openNotebook(name);
        this.notify();
      },
    });
    addEventListener('hashchange', () => void this.#goToAddress());
    addEventListener('pagehide', () => {
      for (const one of [this.open, ...this.#results.values()]) one?.flush();
    });
    await this.#try(() => this.#readNotebooks());
    const names = this.notebooks.map((item) => item.name);
    // An address is held to, also where there is no such notebook: that is what is to be said then.
    const { name: asked } = readAddress(location.hash);
    const wanted = asked || [lastOpen().name].find((name) => names.includes(name));
    // A first visit begins with a sample in the reader's own language.
    const inLanguage = this.notebooks.find(
      (item) => toLocale(item.lang) === currentLocale() && item.lang !== null,
    );
    const first = wanted ?? inLanguage?.name ?? names[0];
    await Promise.all([
      this.#try(() => this.#readProviders()),
      this.#try(() => this.#readSettings()),
      this.#try(() => this.#readSpend()),
      first === undefined ? null : this.openNotebook(first),
    ]);
    this.notify();
    setTimeout(endAhead); // After the first rendering, which asks for the results.
  }

  /** Opens the notebook of the address; where that is refused, the address is again that of the one that is open. */
  async #goToAddress(): Promise<void> {
    const { name } = readAddress(location.hash);
    await this.openNotebook(name);
    const isStill = readAddress(location.hash).name === name;
    if (this.open && this.open.name !== name && isStill)
      history.replaceState(null, '', toHash({ name: this.open.name, slide: null }));
  }

  /** Opens a notebook in the place of the one that is open, which is saved first; `isSame` when only its name is another. */
  async openNotebook(name: string, isSame = false): Promise<void> {
    if (!name || name === this.open?.name) return this.stopOpening();
    const turn = ++this.#opening;
    this.awaited.ask(name);
    let isOpen = false;
    await this.#try(async () => {
      await this.open?.leave();
      const file = await api.notebook(name);
      if (turn !== this.#opening) return;
      knowProse(file.prose);
      const store = new NotebookStore(file, this.#deps);
      // What was typed and never came to the disk: in a tab that ended, or while the server was gone.
      const [draft] = await this.#drafts.take(file.name);
      if (turn !== this.#opening) return;
      if (draft) await store.restore(draft);
      // What was written while it was on its way is still of the one that was open.
      leaveField();
      const left = this.open;
      left?.close();
      if (!isSame) void this.#try(() => left?.save());
      this.#results.clear();
      [this.open, this.fault, this.refused] = [store, null, null];
      isOpen = true;
      if (!isSame) {
        this.visits += 1;
        this.shelf.visited(name);
      }
      followMatrices(store, this.budgets);
      store.subscribe(() => this.notify());
      // What was written while it was being opened was told when it was nobody's yet.
      const told = this.#versions.get(file.name);
      if (told !== undefined && told !== file.version) void this.#try(() => store.changedOnDisk(told));
      keepLastOpen({ name, matrix: firstMatrix(store.notebook) });
      document.title = `${isolate(this.open.notebook.title || name)} · Gamut`;
      if (readAddress(location.hash).name !== name)
        history.pushState(null, '', toHash({ name, slide: null }));
    });
    const { fault } = this;
    if (turn !== this.#opening) return;
    if (!isOpen && fault?.kind === 'offline') this.awaited.miss(name);
    else this.awaited.end();
    if (!isOpen && turn === this.#opening && !this.open && fault && fault.kind !== 'offline')
      [this.refused, this.fault] = [{ name, fault }, null];
    this.notify();
  }

  /** How often a notebook was asked for: what was asked for before the last time is not wanted any more. */
  get asks(): number {
    return this.#opening;
  }

  /** What is open stays: nothing else is wanted any more. */
  stopOpening(): void {
    this.#opening += 1;
    this.awaited.end();
  }

  /** Shows no notebook. */
  closeNotebook(): void {
    this.open?.close();
    this.#results.clear();
    this.open = this.refused = null;
    document.title = 'Gamut';
    this.notify();
  }

  /** Reads the list of notebooks anew. Throws {@link ApiFault}. */
  refresh(): Promise<void> {
    return this.#readNotebooks();
  }

  /** Does something that a person asked for and that may be refused; a refusal is shown until the next thing is asked for. */
  attempt(act: () => unknown): Promise<void> {
    if (this.fault) this.dismissFault();
    return this.#try(act);
  }

  /** Makes a new notebook and opens it. `stem` is its file name without the ending; a taken one gets a number. */
  async createNotebook(stem: string, text: string): Promise<void> {
    const { asks } = this;
    await this.#try(async () => {
      const created = await this.#create(stem, text);
      await this.#readNotebooks();
      if (asks === this.asks) await this.openNotebook(created.name);
    });
  }

  async #create(stem: string, text: string): Promise<{ name: string }> {
    const taken = new Set(this.notebooks.map((item) => item.name));
    for (let n = 1; ; n++) {
      const name = n === 1 ? `${stem}.gamut.md` : `${stem}-${n}.gamut.md`;
      if (taken.has(name)) continue;
      try {
        return await api.createNotebook(name, text);
      } catch (error) {
        // One that came meanwhile, or pinned results that a notebook of this name has left.
        if (!(error instanceof ApiFault) || error.kind !== 'exists' || n > MOST_TRIES) throw error;
      }
    }
  }

  /** The results of a matrix of the open notebook; read when first asked for. */
  results(cellId: string): MatrixResults | null {
    if (!this.open) return null;
    let results = this.#results.get(cellId);
    if (!results) {
      results = new MatrixResults(this.open.name, cellId);
      this.#results.set(cellId, results);
      results.subscribe(() => this.notify());
      // The server knows what is on the disk; of the rest it is asked once that is saved.
      if (this.open.hasSaved(cellId)) void results.load();
    }
    return results;
  }

  /** The results of a matrix of the open notebook; null where nobody has asked for them. */
  knownResults(cellId: string): MatrixResults | null {
    return this.#results.get(cellId) ?? null;
  }

  /** Says something of a result of the open notebook. */
  async annotate(matrix: string, trialId: string, change: Partial<Annotation>): Promise<void> {
    await this.#try(() => this.#results.get(matrix)?.annotate(trialId, change));
  }

  /** Takes the fault away. */
  dismissFault(): void {
    this.fault = null;
    this.notify();
  }

  /** Reads the providers anew. */
  async readProviders(): Promise<void> {
    await this.#try(() => this.#readProviders());
  }

  /** `gamut.config.yaml` or `.env` was written: what is ready, what it costs and what is wrong with it may be other. */
  #settingsChanged(): void {
    void this.#try(() => this.#readProviders());
    void this.#try(() => this.#readSettings());
    void this.#try(() => this.#readSpend());
    // Which of them can go on may be other.
    void this.#try(() => this.runs.readInterrupted());
    this.#loadResults();
  }

  #saved(): void {
    // What was wrong with it may be mended; what is not is told at its place.
    if (this.fault?.kind === 'broken_matrix') this.dismissFault();
    this.#loadResults();
    if (this.open) document.title = `${isolate(this.open.notebook.title || this.open.name)} · Gamut`;
    void this.#try(() => this.#readNotebooks());
  }

  /** Reads all results anew, of the matrices that the file has. */
  #loadResults(): void {
    for (const [cellId, results] of this.#results) {
      if (this.open?.hasSaved(cellId)) void results.load();
    }
  }

  /** The notebook that the open one, whose file is gone, has become: one that has come with the same text. */
  get renamedTo(): string | null {
    const { open } = this;
    if (open?.saveState !== 'gone') return null;
    const found = this.notebooks.find(
      ({ name }) => name !== open.name && this.#versions.get(name) === open.base.version,
    );
    return found?.name ?? null;
  }

  /** Writes the open notebook anew, whose file is gone. */
  async recreate(): Promise<void> {
    await this.#try(() => this.open?.recreate());
  }

  /** Goes on with the open notebook under the name that its file has got, with all that is unsaved. */
  async follow(name: string): Promise<void> {
    const { open } = this;
    if (!open) return;
    moveNotebookKept(open.name, name, this.budgets);
    await this.openNotebook(name, true);
    if (this.open?.name !== name) return;
    // With what was written until then.
    const { draft } = open;
    if (draft) await this.#try(() => this.open?.restore(draft));
    this.#drafts.put(open.name, null);
  }

  #finished(finished: FinishedTrial[]): void {
    const byCell = Map.groupBy(
      finished.filter((event) => event.notebook === this.open?.name),
      (event) => event.cellId,
    );
    for (const [cellId, events] of byCell) this.#results.get(cellId)?.finish(events);
    if (this.#spendTimer) return;
    this.#spendTimer = window.setTimeout(() => {
      this.#spendTimer = 0;
      void this.#try(() => this.#readSpend());
    }, SPEND_EVERY_MS);
  }

  #runEnded(run: RunState): void {
    // Now it can be run.
    if (this.fault?.kind === 'running') this.dismissFault();
    if (run.notebook === this.open?.name && this.open.hasSaved(run.cellId))
      void this.#results.get(run.cellId)?.load();
    void this.#try(() => this.#readSpend());
    void this.#try(() => this.runs.ended(run));
  }

  /** A refusal of the server is shown; anything else is a bug and goes on to the console. */
  async #try(act: () => unknown): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error;
      this.notify();
    }
  }
}
