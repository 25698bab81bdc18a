import type { DatasetCell } from './notebook.ts';

/** What a dataset's rows are called, by their ids; ids that are not in it are called what they are. */
type Names = ReadonlyMap<string, string>;

const known = new WeakMap<DatasetCell, Names>();

/**
 * The name of a row for people: its value in the column that the dataset names its rows by, on one line, with the id where others
 * have the same value; its id where there is no such column, or the value is empty. For showing alone: a trial is known by the id.
 */
export function rowName(dataset: DatasetCell, id: string): string {
  if (dataset.label === null) return id;
  let names = known.get(dataset);
  if (!names) known.set(dataset, (names = toNames(dataset, dataset.label)));
  return names.get(id) ?? id;
}

function toNames({ rows }: DatasetCell, label: string): Names {
  const written = rows.map(({ id, vars }): [string, string] => [
    id,
    (vars[label] ?? '').trim().replace(/\s+/g, ' '),
  ]);
  const counts = new Map<string, number>();
  for (const [, name] of written) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    written.map(([id, name]) => {
      if (name === '') return [id, id];
      return [id, (counts.get(name) ?? 0) > 1 && name !== id ? `${name} (${id})` : name];
    }),
  );
}
