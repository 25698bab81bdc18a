import type { LeanRecord } from '../core/result-api.ts';
import type { RecordSummary } from '../core/trial.ts';

/** A record without its messages. `notebook`: its name from the notebooks folder. */
export function toLean(record: RecordSummary, notebook: string): LeanRecord {
  const { request, vars: _vars, ...trial } = record.trial;
  const { messages: _messages, ...sent } = request;
  return { ...record, notebook, trial: { ...trial, request: sent } };
}
