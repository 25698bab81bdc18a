import type { NotebookEdit } from './notebook-edit.ts';

/** A text as it is on the disk. */
export interface SavedText {
  text: string;
  version: string;
}

/** A text that is not on the disk yet. */
export interface Draft {
  text: string;
  /** Edits of it that waited for what does them. */
  edits?: readonly NotebookEdit[];
  /** The file's text that it is an edit of. */
  base: SavedText;
  /** When it was last edited, milliseconds since 1970. */
  at: number;
}

/** Where drafts are kept until they are on the disk. */
export interface DraftShelf {
  /** Keeps the newest draft of a notebook; null lets it go. */
  put(name: string, draft: Draft | null): void;
  /** Drafts of a notebook that is being opened: this tab's own, and what tabs that are gone have left; newest first. */
  take(name: string): Promise<Draft[]>;
}

const STORE = 'drafts';
/** Texts of more characters than this are not written with every key. */
const LARGE = 300_000;

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
  });
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('gamut', 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  return asPromise(request);
}

/** A name of this tab that no other open one has: held by a lock, which ends with the tab, however it ends. */
function holdTabName(): Promise<string> {
  const name = crypto.randomUUID();
  return new Promise((resolve) => {
    void navigator.locks.request(`gamut.tab ${name}`, () => {
      resolve(name);
      return new Promise(() => {});
    });
  });
}

async function liveTabs(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => (name?.startsWith('gamut.tab ') ? name.slice(10) : [])));
}

/** The keys of one notebook. */
function rangeOf(name: string): IDBKeyRange {
  return IDBKeyRange.bound([name], [name, '\uffff']);
}

/** Drafts of notebooks that no open tab has. */
async function leftDrafts(range?: IDBKeyRange): Promise<{ store: IDBObjectStore; keys: [string, string][] }> {
  const [db, live] = await Promise.all([openDatabase(), liveTabs()]);
  const store = db.transaction(STORE, 'readwrite').objectStore(STORE);
  const keys = (await asPromise(store.getAllKeys(range))) as [string, string][];
  return { store, keys: keys.filter(([, owner]) => !live.has(owner)) };
}

/** Notebooks of which tabs that are gone have left a draft, but for those with these names; with the newest of each. */
export async function draftsOfOthers(names: readonly string[]): Promise<{ name: string; draft: Draft }[]> {
  try {
    const { store, keys } = await leftDrafts();
    const found = new Map<string, Draft>();
    for (const key of keys.filter(([name]) => !names.includes(name))) {
      const draft = (await asPromise(store.get(key))) as Draft;
      if (draft.at > (found.get(key[0])?.at ?? -1)) found.set(key[0], draft);
    }
    return [...found].map(([name, draft]) => ({ name, draft }));
  } catch {
    return [];
  }
}

/** Lets the drafts of a notebook go that no open tab has. */
export async function dropDrafts(name: string): Promise<void> {
  try {
    const { store, keys } = await leftDrafts(rangeOf(name));
    for (const key of keys) store.delete(key);
  } catch {
    // Then it is offered again.
  }
}

/**
 * Drafts in the browser's own database: they outlive a tab, the browser and the server. A draft belongs to its tab while
 * that is open, so that two tabs do not take each other's. Where the browser keeps nothing, nothing is kept.
 */
export function openDraftShelf(): DraftShelf {
  const opened = Promise.all([openDatabase(), holdTabName()]);
  let ready: [IDBDatabase, string] | null = null;
  /** The newest of those that wait: until the database is open, or a large one is written. */
  const waiting = new Map<string, Draft | null>();
  let underWay = 0;

  const flush = (): void => {
    const drafts = [...waiting];
    waiting.clear();
    for (const [name, draft] of drafts) write(name, draft);
  };
  const write = (name: string, draft: Draft | null): void => {
    if (!ready || (underWay > 0 && (draft?.text.length ?? 0) > LARGE)) {
      waiting.set(name, draft);
      return;
    }
    waiting.delete(name);
    const [db, tab] = ready;
    const transaction = db.transaction(STORE, 'readwrite');
    const store = transaction.objectStore(STORE);
    if (draft) store.put(draft, [name, tab]);
    else store.delete([name, tab]);
    // Handed over whole, at once: the page may end before the next key.
    transaction.commit();
    underWay += 1;
    const ended = (): void => {
      underWay -= 1;
      if (underWay === 0) flush();
    };
    transaction.addEventListener('complete', ended);
    transaction.addEventListener('abort', ended);
  };
  opened.then(
    (found) => {
      ready = found;
      flush();
    },
    () => {},
  );

  return {
    put: write,
    async take(name) {
      try {
        const [db, tab] = await opened;
        const live = await liveTabs();
        const store = db.transaction(STORE, 'readwrite').objectStore(STORE);
        const keys = (await asPromise(store.getAllKeys(rangeOf(name)))) as [string, string][];
        const left = keys.filter(([, owner]) => owner === tab || !live.has(owner));
        const drafts = (await Promise.all(left.map((key) => asPromise(store.get(key))))) as Draft[];
        drafts.sort((a, b) => b.at - a.at);
        for (const key of left) store.delete(key);
        const [newest] = drafts;
        if (newest) store.put(newest, [name, tab]);
        // The others keep a place of their own, until the newest is settled.
        for (const [index, draft] of drafts.slice(1).entries()) store.put(draft, [name, `${tab} ${index}`]);
        return drafts;
      } catch {
        return [];
      }
    },
  };
}
