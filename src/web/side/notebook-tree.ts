import type { NotebookItem } from '../../core/api.ts';
import { cutToBytes } from '../../core/cut-bytes.ts';

/** The notebooks of one folder; '' is the folder of them all. */
export interface NotebookGroup {
  folder: string;
  items: NotebookItem[];
}

/** So many notebooks are found by eye. */
export const LONG_LIST = 8;

/** The folder part of a notebook's name. */
export function folderOf(name: string): string {
  return name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '';
}

/** The file part of a notebook's name, without its ending. */
export function stemOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).replace(/\.gamut\.md$/, '');
}

/** Notebooks by folder: those of the outermost first, then folder by folder. */
export function toGroups(items: readonly NotebookItem[]): NotebookGroup[] {
  const groups = new Map<string, NotebookItem[]>();
  for (const item of items) {
    const folder = folderOf(item.name);
    const group = groups.get(folder);
    if (group) group.push(item);
    else groups.set(folder, [item]);
  }
  return [...groups]
    .map(([folder, found]) => ({ folder, items: found }))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** The name that the list shows of a notebook: its title, else its file's name. */
export function shownTitle({ title, name }: Pick<NotebookItem, 'title' | 'name'>): string {
  return title || stemOf(name);
}

/** The titles that more than one notebook has: those need their file's name to be told apart. */
export function sharedTitles(items: readonly NotebookItem[]): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const item of items) {
    const title = shownTitle(item).trim();
    if (seen.has(title)) shared.add(title);
    seen.add(title);
  }
  return shared;
}

/** A text as it can be part of a file's name on every system; empty where nothing of it can. */
export function toFileStem(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .replaceAll(/[\\/:*?"<>|%\s]+/g, '-')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
}

/** Bytes of the file name that a title becomes: it can be read in a list, and any disk takes it with its endings and a number. */
const MOST_BYTES = 120;

// Windows opens a device by these names.
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;
// Control characters, and those that turn the direction of a text: in a file's name they deceive.
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

// Signs that a shell takes for its own: a file's name is typed after `gamut run`.
const OF_SHELLS = /[&;$!#~^(){}[\]]/g;

/** The file name, without its ending, that a new notebook gets from its title; a long one is shortened at a word. */
export function toNewStem(title: string): string {
  const plain = title
    .toWellFormed()
    .replaceAll(UNSEEN, ' ')
    .replaceAll(OF_SHELLS, ' ')
    .replaceAll(/['`]/g, '');
  const stem = toFileStem(plain);
  if (DEVICE.test(stem)) return `notebook-${stem}`;
  const cut = cutToBytes(stem, MOST_BYTES);
  const wordEnd = cut === stem ? -1 : cut.lastIndexOf('-');
  const short = wordEnd > cut.length / 2 ? cut.slice(0, wordEnd) : cut;
  return short.replaceAll(/[.-]+$/g, '') || 'notebook';
}

/** The name that a person has typed for a notebook, folders included, with its ending; empty where it is none. */
export function toNotebookName(typed: string): string {
  const parts = typed
    .replace(/(?:\.gamut)?\.md\s*$/i, '')
    .split('/')
    .map(toFileStem);
  return parts.some((part) => part === '') ? '' : `${parts.join('/')}.gamut.md`;
}
