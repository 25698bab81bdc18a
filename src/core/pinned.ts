/** Whether a record is a pinned one, by its number: those of the store count upwards from 1, these downwards from -1. */
export function isPinned(recordId: number | null | undefined): boolean {
  return recordId != null && recordId < 0;
}

/** What stands in the place of a run's id in pinned records. */
export const PINNED_RUN = 'pinned';
