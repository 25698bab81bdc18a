import { currentLocale } from '../../look/locale.ts';
import type { Workspace } from '../../state/workspace.ts';
import { FIRST_SAMPLE } from './first-sample.ts';

/** Puts the notebooks that Gamut comes with into the folder, those that are not there, and opens the reader's own. */
export function restoreSamples(workspace: Workspace): Promise<void> {
  // Pressed twice they come once.
  restoring ??= restore(workspace).finally(() => (restoring = null));
  return restoring;
}

let restoring: Promise<void> | null = null;

async function restore(workspace: Workspace): Promise<void> {
  const found = import.meta.glob<string>('../../../../experiments/*.gamut.md', {
    query: '?raw',
    import: 'default',
  });
  const there = new Set(workspace.notebooks.map(({ name }) => name));
  const mine = FIRST_SAMPLE[currentLocale()];
  const names = Object.keys(found).map((path) => ({ path, name: path.replace(/^.*\//, '') }));
  const missing = names.filter(({ name }) => !there.has(name));
  const files = await Promise.all(
    missing.map(async ({ path, name }) => ({ name, text: (await found[path]?.()) ?? '' })),
  );
  if (files.length > 0) await workspace.shelf.add({ files, refused: [] });
  await workspace.openNotebook(mine);
}
