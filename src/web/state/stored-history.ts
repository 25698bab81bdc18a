import type { StoredHistory } from './edit-history.ts';

const stored = (name: string): string => `gamut.history ${name}`;

/** The undo steps of a notebook that this tab had before it was loaded anew; null for none. */
export function readStored(name: string): StoredHistory | null {
  try {
    return JSON.parse(sessionStorage.getItem(stored(name)) ?? 'null') as StoredHistory | null;
  } catch {
    return null;
  }
}

/** Undo is kept over a reload where the browser has room for it; where not, it is kept while the page is open. */
export function writeStored(name: string, history: StoredHistory): void {
  try {
    sessionStorage.setItem(stored(name), JSON.stringify(history));
  } catch {
    try {
      sessionStorage.removeItem(stored(name));
    } catch {
      // No room to keep anything: nothing is there.
    }
  }
}
