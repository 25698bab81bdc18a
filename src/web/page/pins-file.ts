import { cellsOf } from '../../core/notebook.ts';
import type { Workspace } from '../state/workspace.ts';

/** The file beside the open notebook that has its pinned answers, as its name in the folder; null where none are pinned. */
export function pinsFile(workspace: Workspace): string | null {
  const { open } = workspace;
  if (!open) return null;
  for (const { id } of cellsOf(open.notebook, 'matrix')) {
    const pinned = workspace.results(id)?.plan?.pinned;
    if (pinned) return pinned.file;
  }
  return null;
}
