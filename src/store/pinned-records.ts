import type { Annotation } from '../core/annotation.ts';

import type { PinnedAnswer } from '../core/pin-line.ts';
import type { RecordMark } from '../core/standing.ts';
import type { RecordSummary, TokenLogprob } from '../core/trial.ts';
import type { MeasuredRow } from './row-reader.ts';

/** Notebooks whose pinned answers are kept at hand. */
const KEPT = 30;

/** The pinned answers of a notebook. */
export interface PinnedNotebook {
  /** Of which version of the file. */
  version: string;
  answers: readonly PinnedAnswer[];
  /** By request hash and repeat; of several of one the newest. */
  byKey: ReadonlyMap<string, PinnedAnswer>;
  /** By matrix and trial. */
  byTrial: ReadonlyMap<string, PinnedAnswer>;
}

function keyOf({ requestHash, repeat }: { requestHash: string; repeat: number }): string {
  return `${requestHash}:${repeat}`;
}

function placeOf(cellId: string, trialId: string): string {
  return `${cellId} ${trialId}`;
}

/** The answers that stand in files beside notebooks, as read. They are in no database: where the store has an answer, that
 * one counts. Each has a number below 0, by which it is asked for as others are. */
export class PinnedRecords {
  readonly #notebooks = new Map<string, PinnedNotebook>();
  readonly #byId = new Map<number, PinnedAnswer>();
  /** By request hash and repeat. */
  readonly #said = new Map<string, Annotation>();
  #next = -1;

  /** Which version of a notebook's file is at hand; null for none. */
  versionOf(notebook: string): string | null {
    return this.#notebooks.get(notebook)?.version ?? null;
  }

  /** Takes the answers of a notebook in place of those that were there. */
  put(notebook: string, version: string, answers: readonly (PinnedAnswer & { line: string })[]): void {
    const known = new Map(
      (this.#notebooks.get(notebook)?.answers ?? []).map((answer) => [
        'line' in answer ? String(answer.line) : '',
        answer.record.recordId,
      ]),
    );
    this.drop(notebook);
    const byKey = new Map<string, PinnedAnswer>();
    const byTrial = new Map<string, PinnedAnswer>();
    const numbered = answers.map((answer) => {
      const recordId = known.get(answer.line) ?? this.#next--;
      return { ...answer, record: { ...answer.record, notebook, recordId } };
    });
    const newest = (map: Map<string, PinnedAnswer>, key: string, answer: PinnedAnswer) => {
      const other = map.get(key);
      if (!other || other.record.startedAt <= answer.record.startedAt) map.set(key, answer);
    };
    for (const answer of numbered) {
      if (answer.annotation) this.#said.set(keyOf(answer.record.trial), answer.annotation);
      const { trial, recordId } = answer.record;
      this.#byId.set(recordId, answer);
      newest(byKey, keyOf(trial), answer);
      newest(byTrial, placeOf(trial.cellId, trial.id), answer);
    }
    const [oldest] = this.#notebooks.keys();
    if (this.#notebooks.size >= KEPT && oldest !== undefined) this.drop(oldest);
    this.#notebooks.set(notebook, { version, answers: numbered, byKey, byTrial });
  }

  /** Lets the answers of a notebook go. */
  drop(notebook: string): void {
    const before = this.#notebooks.get(notebook)?.answers ?? [];
    this.#notebooks.delete(notebook);
    for (const { record } of before) this.#byId.delete(record.recordId);
    if (!before.some(({ annotation }) => annotation)) return;
    // A copy of the notebook has the same results, of which the same is said.
    this.#said.clear();
    for (const { answers } of this.#notebooks.values()) {
      for (const { record, annotation } of answers)
        if (annotation) this.#said.set(keyOf(record.trial), annotation);
    }
  }

  /** The answers of a matrix. */
  answersOf(notebook: string, cellId: string): PinnedAnswer[] {
    return (this.#notebooks.get(notebook)?.answers ?? []).filter(
      ({ record }) => record.trial.cellId === cellId,
    );
  }

  /** How many answers of a notebook are pinned, by matrix. */
  counts(notebook: string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { record } of this.#notebooks.get(notebook)?.answers ?? [])
      counts.set(record.trial.cellId, (counts.get(record.trial.cellId) ?? 0) + 1);
    return counts;
  }

  /** The mark of the answer to a request, in the pinned results of a notebook. */
  current(notebook: string, key: { requestHash: string; repeat: number }): RecordMark | null {
    return toMark(this.#notebooks.get(notebook)?.byKey.get(keyOf(key)));
  }

  /** The mark of the answer of a trial, whatever was asked then. */
  previous(notebook: string, cellId: string, trialId: string): RecordMark | null {
    return toMark(this.#notebooks.get(notebook)?.byTrial.get(placeOf(cellId, trialId)));
  }

  /** The record of a number; null where there is none. */
  record(recordId: number): RecordSummary | null {
    return this.#byId.get(recordId)?.record ?? null;
  }

  /** The pinned ones among records, as far as they are measured and checked. */
  measured(recordIds: readonly number[]): MeasuredRow[] {
    return recordIds.flatMap((recordId) => {
      const answer = this.#byId.get(recordId);
      if (!answer) return [];
      const { outcome, attempts, queuedMs, ttftMs, totalMs, hasTokens } = answer.record;
      return [
        {
          recordId,
          outcome,
          attempts,
          queuedMs,
          ttftMs,
          totalMs,
          hasTokens,
          meanLogprob: answer.meanLogprob,
          unsureShare: answer.unsureShare,
        },
      ];
    });
  }

  /** The texts of the pinned ones among records. */
  texts(recordIds: readonly number[]): { recordId: number; text: string }[] {
    return recordIds.flatMap((recordId) => {
      const outcome = this.#byId.get(recordId)?.record.outcome;
      return outcome?.status === 'done' ? [{ recordId, text: outcome.completion.text }] : [];
    });
  }

  tokens(recordId: number): TokenLogprob[] | null {
    return this.#byId.get(recordId)?.tokens ?? null;
  }

  /** Whether anything was said of any of them. */
  get hasAnnotations(): boolean {
    return this.#said.size > 0;
  }

  /** What was said of a result when it was pinned, by its key; null for nothing. */
  annotationOf(key: string): Annotation | null {
    return this.#said.get(key) ?? null;
  }
}

function toMark(answer: PinnedAnswer | undefined): RecordMark | null {
  return answer ? { recordId: answer.record.recordId, status: 'done' } : null;
}
