import type { LeanRecord } from './result-api.ts';
import type { Standing } from './standing.ts';
import type { Text } from './text.ts';
import type { CompletionRequest } from './trial.ts';

/** A record of a trial, from whenever. */
export interface HistoryRecord {
  record: LeanRecord;
  /** Whether it is of the very request that the notebook has now; only such a one can be made current. */
  isSameRequest: boolean;
  /** What has changed in the request since; null where nothing has. */
  changed: Text | null;
}

/** A trial as the notebook has it now, and all that was ever made of it. */
export interface TrialHistory {
  trialId: string;
  repeat: number;
  requestHash: string;
  /** What would be sent now. */
  request: CompletionRequest;
  standing: Standing;
  /** The record that stands for it; for a stale trial the last one of the earlier request. null where there is none. */
  recordId: number | null;
  /** Whether that record stands because a person has made it current. */
  isChosen: boolean;
  /** Newest first. */
  records: HistoryRecord[];
}

/** What came of making a record the current one. */
export interface CurrentRecord {
  recordId: number;
  requestHash: string;
  repeat: number;
}
