import { posix } from 'node:path';

/** Which notebooks name which dataset files, of those that were read. Paths are from the notebooks folder, with `/`. */
export class DataReaders {
  readonly #sources = new Map<string, ReadonlySet<string>>();

  /** A notebook was read, and names these files, as written. */
  know(notebook: string, sources: readonly string[]): void {
    const name = notebook.normalize('NFC');
    if (sources.length === 0) {
      this.#sources.delete(name);
      return;
    }
    const folder = posix.dirname(name);
    const paths = sources.map((source) => posix.join(folder, source.normalize('NFC')));
    this.#sources.set(name, new Set(paths));
  }

  /** The notebooks that name a file, or one in a folder of this path: with the folder its files come and go. */
  of(path: string): string[] {
    const wanted = path.normalize('NFC');
    const names = [...this.#sources].filter(
      ([, paths]) => paths.has(wanted) || [...paths].some((one) => one.startsWith(`${wanted}/`)),
    );
    return names.map(([name]) => name);
  }
}
