import type { CompletionRequest, FinishReason } from '../core/trial.ts';
import type { Database } from './database.ts';

/** What one stored answer took, with what was asked. */
export interface StoredUsage {
  notebook: string;
  cellId: string;
  requestHash: string;
  /** Answers to the same request share one object. */
  request: CompletionRequest;
  finishReason: FinishReason;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  outputTokens: number | null;
}

const ANSWERS = `WHERE provider = ? AND model = ? AND status = 'done'`;

/** Number of a model's newest answer; null where it has none. */
export function newestAnswer(db: Database, provider: string, model: string): number | null {
  const row = db.get(`SELECT max(record_id) AS newest FROM records ${ANSWERS}`, provider, model);
  return typeof row?.['newest'] === 'number' ? row['newest'] : null;
}

/** What a model's newest answers took, the newest first; without those whose usage is unknown. */
export function selectUsage(db: Database, provider: string, model: string, limit: number): StoredUsage[] {
  const rows = db.all(
    `SELECT r.notebook, r.cell_id, r.request_hash, r.finish_reason, r.input_tokens, r.cached_input_tokens,
       r.output_tokens, q.request
     FROM (SELECT * FROM records ${ANSWERS} ORDER BY record_id DESC LIMIT ?) r JOIN requests q USING (request_hash)
     WHERE r.input_tokens IS NOT NULL OR r.output_tokens IS NOT NULL ORDER BY r.record_id DESC`,
    provider,
    model,
    limit,
  );
  const requests = new Map<string, CompletionRequest>();
  const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return rows.map((row) => {
    const requestHash = String(row['request_hash']);
    let request = requests.get(requestHash);
    if (!request) {
      request = JSON.parse(String(row['request'])) as CompletionRequest;
      requests.set(requestHash, request);
    }
    return {
      notebook: String(row['notebook']),
      cellId: String(row['cell_id']),
      requestHash,
      request,
      finishReason: row['finish_reason'] as FinishReason,
      inputTokens: numberOf(row['input_tokens']),
      cachedInputTokens: numberOf(row['cached_input_tokens']),
      outputTokens: numberOf(row['output_tokens']),
    };
  });
}
