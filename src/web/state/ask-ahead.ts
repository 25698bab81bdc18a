import { toLocale } from '../../core/text.ts';
import { readAddress } from './address.ts';
import { putAhead } from './ahead.ts';
import { call, notebookFilePath, rowsPath, type LeanFile } from './api.ts';
import { openStreamEarly } from './event-stream.ts';
import { firstMatrix, lastOpen } from './last-open.ts';

/**
 * Asks for what the first screen shows, before the page itself is loaded: the notebook of the address or the last one, its
 * results, and what the frame tells. The event stream comes first, so that nothing happens unheard between the two.
 */
export function askAhead(): void {
  openStreamEarly();
  // The page's words may still be on their way, their language is known.
  const locale = toLocale(document.documentElement.lang);
  const ask = <T>(path: string): Promise<T> => {
    const answer = call<T>(path, {}, locale);
    putAhead(path, answer);
    return answer;
  };
  const last = lastOpen();
  const name = readAddress(location.hash).name || last.name;
  if (name) {
    const file = ask<LeanFile>(notebookFilePath(name));
    const askRows = (matrix: string) => void ask(rowsPath(name, matrix, 0, true));
    // The matrix that it had last is most likely there still.
    const likely = name === last.name ? last.matrix : '';
    if (likely) askRows(likely);
    file.then(
      ({ notebook }) => {
        const first = firstMatrix(notebook);
        if (first && first !== likely) askRows(first);
      },
      () => {},
    );
  }
  for (const path of ['/notebooks', '/settings', '/providers', '/spend']) void ask(path);
}
