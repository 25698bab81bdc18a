import { msg } from '@lit/localize';
import type { ImportedFile } from '../../core/api.ts';

/** The most that one import may hold, bytes: larger ones are copied into the folder by hand. */
const MOST_BYTES = 15_000_000;
const MOST_NOTEBOOK = 10_000_000;

/** Files as they can be sent, and those that cannot with the reason, for a person. */
export interface ReadFiles {
  files: ImportedFile[];
  refused: { file: string; reason: string }[];
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the files that a person has dropped or chosen. */
export async function readFiles(dropped: readonly File[]): Promise<ReadFiles> {
  const read: ReadFiles = { files: [], refused: [] };
  let bytes = 0;
  for (const file of dropped) {
    const refuse = (reason: string) => read.refused.push({ file: file.name, reason });
    const isNotebook = file.name.endsWith('.gamut.md');
    if (isNotebook && file.size > MOST_NOTEBOOK) {
      refuse(msg('A notebook has at most 10 MB.'));
      continue;
    }
    if (bytes + file.size > MOST_BYTES) {
      refuse(msg('That is more than 15 MB together. Copy the file into the notebooks folder yourself.'));
      continue;
    }
    try {
      const text = utf8.decode(await file.arrayBuffer());
      bytes += file.size;
      read.files.push({ name: file.name.normalize('NFC'), text });
    } catch {
      refuse(msg('It is not UTF-8 text, or it is a folder.'));
    }
  }
  return read;
}
