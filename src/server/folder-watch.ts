import { readdirSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** How long a file must be quiet before it is told of: programs write in several steps. Milliseconds. */
const QUIET_MS = 80;

/** Folders that hold no notebooks and may be very large. */
function isPassedOver(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

function foldersIn(dir: string): string[] {
  try {
    const entries = readdirSync(dir, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !isPassedOver(entry.name))
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** What to watch for: `isDeep` takes the folders inside too; `changed` gets the path from the folder, with `/`. */
export interface FolderWatch {
  isDeep: boolean;
  isWanted: (path: string) => boolean;
  changed: (path: string) => void;
  /** Watching is not possible, or broke: changes from elsewhere will not be told. */
  failed: (error: unknown) => void;
}

/** Tells of files that change in a folder, each once a burst of writing is over. Returns what ends it. */
export function watchFolder(root: string, { isDeep, isWanted, changed, failed }: FolderWatch): () => void {
  const watchers = new Map<string, FSWatcher>();
  const timers = new Map<string, NodeJS.Timeout>();

  const notice = (path: string) => {
    clearTimeout(timers.get(path));
    const tell = () => {
      timers.delete(path);
      changed(path);
    };
    timers.set(path, setTimeout(tell, QUIET_MS));
  };
  const drop = (prefix: string) => {
    watchers.get(prefix)?.close();
    watchers.delete(prefix);
  };
  const add = (prefix: string) => {
    if (watchers.has(prefix)) return;
    try {
      const watcher = watch(join(root, prefix), { persistent: false }, (kind, file) => {
        if (file === null) return;
        if (isWanted(prefix + file)) notice(prefix + file);
        if (isDeep && kind === 'rename' && !isPassedOver(file)) look(prefix);
      });
      watcher.on('error', (error) => {
        drop(prefix);
        if (prefix === '') failed(error);
      });
      watchers.set(prefix, watcher);
    } catch (error) {
      failed(error);
      return;
    }
    if (isDeep) look(prefix);
  };
  const look = (prefix: string) => {
    const folders = new Set(foldersIn(join(root, prefix)).map((name) => `${prefix}${name}/`));
    for (const known of watchers.keys()) {
      const child = known.startsWith(prefix) ? /^[^/]*\//.exec(known.slice(prefix.length))?.[0] : undefined;
      if (child !== undefined && !folders.has(prefix + child)) drop(known);
    }
    for (const folder of folders) add(folder);
  };

  add('');
  return () => {
    for (const watcher of watchers.values()) watcher.close();
    for (const timer of timers.values()) clearTimeout(timer);
    watchers.clear();
    timers.clear();
  };
}
