import type { ImportedFile, ImportResult } from '../core/api.ts';
import { replaceSource } from '../core/replace-source.ts';
import type { Text } from '../core/text.ts';
import { FolderError } from '../store/folder-error.ts';
import { NOTEBOOK_SUFFIX, pinsNameOf, PINS_SUFFIX } from '../store/notebook-name.ts';
import { NO_NOTEBOOK, isData, wantedData } from './notebook-shelf.ts';
import type { Workbench } from './workbench.ts';

function toReason(error: unknown): Text {
  if (error instanceof FolderError) return error.text;
  throw error;
}

/**
 * Puts notebooks into the folder, with the dataset files that they name and their pinned results where those came along. A
 * name that is taken gets a number; a dataset file of the same text is used as it is, and one of another text gets a number,
 * which the notebook then names. What cannot be taken is told with the reason, and the rest is taken all the same.
 */
export async function importNotebooks(
  { folder }: Workbench,
  files: readonly ImportedFile[],
): Promise<ImportResult> {
  const added: ImportResult['added'] = [];
  const refused: ImportResult['refused'] = [];
  const named = new Map(files.map((file) => [file.name.normalize('NFC'), file]));
  const used = new Set<string>();
  for (const [name, { name: file, text }] of named) {
    if (!name.endsWith(NOTEBOOK_SUFFIX)) continue;
    used.add(name);
    try {
      if (text.includes('\0')) throw new FolderError('not_text', file);
      const free = await folder.freeName(name);
      let body = text;
      for (const [last, src] of wantedData(text)) {
        const data = named.get(last);
        if (!data || !isData(last)) continue;
        used.add(last);
        try {
          const stored = await folder.addData(src, data.text);
          if (stored !== src) body = replaceSource(body, src, stored);
          if (!added.some((one) => one.file === data.name)) added.push({ file: data.name, name: stored });
        } catch (error) {
          refused.push({ file: data.name, reason: toReason(error) });
        }
      }
      await folder.create(free, body);
      added.push({ file, name: free });
      const pins = named.get(pinsNameOf(name));
      if (pins) {
        used.add(pinsNameOf(name));
        try {
          await folder.pins.change(free, () => pins.text);
          added.push({ file: pins.name, name: pinsNameOf(free) });
        } catch (error) {
          refused.push({ file: pins.name, reason: toReason(error) });
        }
      }
    } catch (error) {
      refused.push({ file, reason: toReason(error) });
    }
  }
  for (const [name, { name: file }] of named) {
    if (used.has(name)) continue;
    refused.push({ file, reason: name.endsWith(PINS_SUFFIX) ? ALONE : NO_NOTEBOOK });
  }
  return { added, refused };
}

const ALONE: Text = {
  en: 'These are pinned results. Drop them together with the notebook that they are of.',
  ko: '고정된 결과 파일입니다. 이 결과의 노트북과 함께 놓으세요.',
};
