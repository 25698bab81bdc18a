import { fromDraftRecord, toDraftRecord, type Draft, type DraftRecord, type Ground } from './draft.ts';

/** Where drafts are kept until they are on the disk. */
export interface DraftShelf {
  /** Keeps the newest draft of a notebook; null lets it go. */
  put(name: string, draft: Draft | null): void;
  /** Drafts of a notebook that is being opened: this tab's own, and what tabs that are gone have left; newest first. */
  take(name: string): Promise<Draft[]>;
}

const STORE = 'drafts';
/** A tab that is closed is gone so soon, milliseconds; one that is still there then is open. */
const ENDING_MS = 600;

/** A draft is kept by the notebook's name and its tab's; beside it, where it is large, the ground that it differs from. */
type DraftKey = [name: string, tab: string];
type GroundKey = [...DraftKey, 'ground'];
const groundKey = ([name, tab]: DraftKey): GroundKey => [name, tab, 'ground'];
const isDraftKey = (key: DraftKey | GroundKey): key is DraftKey => key.length === 2;

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

/** Resolves when a tab has ended; where it has not within `ms`, then. */
export async function tabEnd(tab: string, ms?: number): Promise<void> {
  const signal = ms === undefined ? {} : { signal: AbortSignal.timeout(ms) };
  const isEnded = navigator.locks.request(`gamut.tab ${tab}`, { mode: 'shared', ...signal }, () => {});
  await isEnded.catch(() => {});
}

async function liveTabs(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => (name?.startsWith('gamut.tab ') ? name.slice(10) : [])));
}

/** The keys of one notebook. */
function rangeOf(name: string): IDBKeyRange {
  return IDBKeyRange.bound([name], [name, '\uffff']);
}

async function keysIn(store: IDBObjectStore, range?: IDBKeyRange): Promise<(DraftKey | GroundKey)[]> {
  return (await asPromise(store.getAllKeys(range))) as (DraftKey | GroundKey)[];
}

/** What of notebooks is kept that no open tab has; and what open tabs have. */
async function leftKeys(
  range?: IDBKeyRange,
): Promise<{ store: IDBObjectStore; keys: (DraftKey | GroundKey)[]; held: DraftKey[] }> {
  const [db, live] = await Promise.all([openDatabase(), liveTabs()]);
  const store = db.transaction(STORE, 'readwrite').objectStore(STORE);
  const [held = [], keys = []] = partition(await keysIn(store, range), ([, owner]) => live.has(owner));
  return { store, keys, held: held.filter(isDraftKey) };
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

async function readDraft(store: IDBObjectStore, key: DraftKey): Promise<Draft | null> {
  const [record, ground] = await Promise.all([
    asPromise(store.get(key) as IDBRequest<DraftRecord>),
    asPromise(store.get(groundKey(key)) as IDBRequest<Ground | undefined>),
  ]);
  return fromDraftRecord(record, ground ?? null);
}

/**
 * Notebooks of which tabs that are gone have left a draft, but for those with these names; with the newest of each. And the
 * tabs that still have one: a tab that was closed just now may be among them for a moment.
 */
export async function draftsOfOthers(
  names: readonly string[],
): Promise<{ drafts: { name: string; draft: Draft }[]; tabs: string[] }> {
  try {
    const { store, keys, held } = await leftKeys();
    const drafts = keys.filter(isDraftKey);
    // Of a tab that saved all it had, the ground alone is left.
    const owners = new Set(drafts.map(String));
    for (const key of keys) if (!isDraftKey(key) && !owners.has(String(key.slice(0, 2)))) store.delete(key);
    const found = new Map<string, Draft>();
    for (const key of drafts.filter(([name]) => !names.includes(name))) {
      const draft = await readDraft(store, key);
      if (draft && draft.at > (found.get(key[0])?.at ?? -1)) found.set(key[0], draft);
    }
    const tabs = held.filter(([name]) => !names.includes(name)).map(([, owner]) => owner);
    return { drafts: [...found].map(([name, draft]) => ({ name, draft })), tabs: [...new Set(tabs)] };
  } catch {
    return { drafts: [], tabs: [] };
  }
}

/** Lets the drafts of a notebook go that no open tab has. */
export async function dropDrafts(name: string): Promise<void> {
  try {
    const { store, keys } = await leftKeys(rangeOf(name));
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
  /** The newest of those that wait until the database is open. */
  const waiting = new Map<string, Draft | null>();
  /** The grounds that are kept, by the names of their notebooks. */
  const grounds = new Map<string, Ground>();

  const write = (name: string, draft: Draft | null): void => {
    if (!ready) {
      waiting.set(name, draft);
      return;
    }
    const [db, tab] = ready;
    const transaction = db.transaction(STORE, 'readwrite');
    const store = transaction.objectStore(STORE);
    if (draft) {
      const { record, ground } = toDraftRecord(draft, grounds.get(name) ?? null);
      if (ground !== null) {
        store.put(ground, groundKey([name, tab]));
        grounds.set(name, ground);
        // Where there is no room for it, what differs from it is worth nothing.
        transaction.addEventListener('abort', () => grounds.delete(name));
      }
      store.put(record, [name, tab]);
    } else store.delete([name, tab]);
    // Handed over whole, at once: the page may end before the next key.
    transaction.commit();
  };
  opened.then(
    (found) => {
      ready = found;
      for (const [name, draft] of waiting) write(name, draft);
      waiting.clear();
    },
    () => {},
  );

  return {
    put: write,
    async take(name) {
      try {
        const [db, tab] = await opened;
        // Of a tab that crashed or was closed just now: it is known a moment later.
        const { held } = await leftKeys(rangeOf(name));
        const owners = new Set(held.map(([, owner]) => owner).filter((owner) => owner !== tab));
        await Promise.all([...owners].map((owner) => tabEnd(owner, ENDING_MS)));
        const live = await liveTabs();
        const store = db.transaction(STORE, 'readwrite').objectStore(STORE);
        const keys = await keysIn(store, rangeOf(name));
        const left = keys.filter(([, owner]) => owner === tab || !live.has(owner));
        const found = await Promise.all(left.filter(isDraftKey).map((key) => readDraft(store, key)));
        const drafts = found.filter((draft) => draft !== null);
        drafts.sort((a, b) => b.at - a.at);
        for (const key of left) store.delete(key);
        grounds.delete(name);
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
