import { keepAsking } from './keep-asking.ts';
import { loadTools } from './tools.ts';

/** What brings two texts together, when what reads the outcome is here too. The server may go away just then. */
export async function loadMerging() {
  const [merging] = await Promise.all([
    keepAsking(() => import('../../core/merge.ts')),
    keepAsking(loadTools),
  ]);
  return merging;
}
