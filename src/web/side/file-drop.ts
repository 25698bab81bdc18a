import type { Workspace } from '../state/workspace.ts';
import { readFiles } from './read-files.ts';

/** Lets notebooks be dropped anywhere on an element. A drop that something inside takes up itself (a dataset) is left to it. */
export function hearDrops(host: HTMLElement, workspace: () => Workspace): void {
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
  host.addEventListener('dragover', (event) => {
    if (!hasFiles(event)) return;
    // Somebody inside wants it; the drop is theirs then.
    workspace().shelf.setOver(!event.defaultPrevented);
    event.preventDefault();
  });
  host.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) workspace().shelf.setOver(false);
  });
  host.addEventListener('drop', (event) => {
    workspace().shelf.setOver(false);
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    // Only now: after the event the list is empty.
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) void readFiles(files).then((read) => workspace().shelf.add(read));
  });
}
