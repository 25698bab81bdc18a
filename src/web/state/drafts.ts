/** A text as it is on the disk. */
export interface SavedText {
  text: string;
  version: string;
}

/** A text that is not on the disk yet. */
export interface Draft {
  text: string;
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

/**
 * Drafts in the browser's own database: they outlive a tab, the browser and the server. A draft belongs to its tab while
 * that is open, so that two tabs do not take each other's. Where the browser keeps nothing, nothing is kept.
 */
export function openDraftShelf(): DraftShelf {
  const opened = Promise.all([openDatabase(), holdTabName()]);
  opened.catch(() => {});
  const waiting = new Map<string, Draft | null>();
  let isWriting = false;

  const write = async (): Promise<void> => {
    if (isWriting) return;
    isWriting = true;
    try {
      const [db, tab] = await opened;
      // Typing goes on while one is written: the newest is what counts.
      while (waiting.size > 0) {
        const batch = [...waiting];
        waiting.clear();
        const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' });
        const store = transaction.objectStore(STORE);
        for (const [name, draft] of batch) {
          if (draft) store.put(draft, [name, tab]);
          else store.delete([name, tab]);
        }
        await new Promise((resolve) => {
          for (const end of ['complete', 'abort', 'error']) transaction.addEventListener(end, resolve);
        });
      }
    } catch {
      waiting.clear();
    } finally {
      isWriting = false;
    }
  };

  return {
    put(name, draft) {
      waiting.set(name, draft);
      void write();
    },
    async take(name) {
      try {
        const [db, tab] = await opened;
        const live = await liveTabs();
        const store = db.transaction(STORE, 'readwrite').objectStore(STORE);
        const range = IDBKeyRange.bound([name], [name, '\uffff']);
        const keys = (await asPromise(store.getAllKeys(range))) as [string, string][];
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
