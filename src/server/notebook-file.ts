import { toLeanCell } from '../core/lean-notebook.ts';
import type { OpenedNotebook } from '../workbench/workbench.ts';
import type { NoteProse } from './note-prose.ts';

/** So many characters of JSON are sent at once. */
const CHUNK = 200_000;

/** A notebook as the JSON of a {@link NotebookFile}, part by part: others are answered between the parts of a large one. */
export function* toFileParts(
  { name, text, version, files, fileErrors, notebook }: OpenedNotebook,
  { prose, isLean }: { prose: NoteProse; isLean: boolean },
): Generator<string> {
  const { cells, ...head } = notebook;
  yield open({ name, text, version, files, fileErrors });
  let part = `,"notebook":${open(head)},"cells":[`;
  for (const [index, cell] of cells.entries()) {
    part += (index > 0 ? ',' : '') + JSON.stringify(isLean ? toLeanCell(text, cell) : cell);
    if (part.length < CHUNK) continue;
    yield part;
    part = '';
  }
  yield `${part}]},"prose":${JSON.stringify(prose.of(notebook))}}`;
}

/** An object as JSON that can be gone on with. */
function open(value: object): string {
  return JSON.stringify(value).slice(0, -1);
}
