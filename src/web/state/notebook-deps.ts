import type { NotebookFile } from '../../core/api.ts';
import type { SavedText } from './draft.ts';
import type { DraftShelf } from './drafts.ts';

/** Whom the store talks to. */
export interface NotebookDeps {
  read(name: string): Promise<NotebookFile>;
  /** `isLast`: the page is going, and cannot wait for the answer. */
  write(name: string, text: string, base: SavedText, isLast?: boolean): Promise<{ version: string }>;
  /** The version that a text has once it is on the disk; empty where that cannot be told. */
  versionOf(text: string): Promise<string>;
  create(name: string, text: string): Promise<{ version: string }>;
  drafts: DraftShelf;
  /** Called after every write and every text that comes from the disk. */
  saved(): void;
}
