import { CELL_KINDS } from './cell-kind.ts';
import { parseNotebook } from './format.ts';
import { parseInfo, toInfoRecord } from './info-string.ts';
import { renameId } from './rename-id.ts';
import { scanBlocks } from './scan.ts';

/** What has an id in a text, in order: of which kind, and which. */
function idsOf(text: string): { index: number; kind: string; id: string }[] {
  return scanBlocks(text).blocks.flatMap(({ info }, index) => {
    const parsed = parseInfo(info);
    const { id } = toInfoRecord(parsed);
    const isCell = CELL_KINDS.some((kind) => kind === parsed.language);
    return id !== undefined && isCell ? [{ index, kind: parsed.language, id }] : [];
  });
}

/**
 * A Markdown text of cells that come into a notebook's text together, with ids that are free there: `chef-2` where `chef` is taken. What
 * names one of them in it takes its new id over, so that they go on pointing to each other; what they name besides stays.
 */
export function withFreeIds(text: string, markdown: string): string {
  const taken = new Map<string, Set<string>>();
  const take = (kind: string, id: string): void => {
    const ids = taken.get(kind) ?? new Set();
    taken.set(kind, ids.add(id));
  };
  for (const { kind, id } of idsOf(text)) take(kind, id);
  let named = markdown;
  // Ids change, cells do not: each keeps its index.
  for (const { index, kind, id } of idsOf(markdown)) {
    if (taken.get(kind)?.has(id)) {
      const own = idsOf(named).flatMap((one) => (one.kind === kind ? [one.id] : []));
      const free = freeId(id, new Set([...(taken.get(kind) ?? []), ...own]));
      const notebook = parseNotebook(named);
      const cell = notebook.cells[index];
      if (cell) named = renameId(named, notebook, cell, free);
      take(kind, free);
    } else take(kind, id);
  }
  return named;
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  const [, stem = id, number] = /^(.*)-(\d+)$/.exec(id) ?? [];
  let next = Number(number ?? 1) + 1;
  while (taken.has(`${stem}-${next}`)) next += 1;
  return `${stem}-${next}`;
}
