import { annotate, isBlank, isRating } from '../core/annotation.ts';
import type { Annotation, AnnotationEntry } from '../core/annotation.ts';
import type { AnswerKey } from '../core/vote.ts';
import { answerKey } from '../core/vote.ts';
import type { Database } from './database.ts';
import type { PinnedRecords } from './pinned-records.ts';
import type { Row } from './record-row.ts';
import { StoreError } from './store-error.ts';

const MANY_KEYS = 2000;
const SELECT = 'SELECT * FROM annotations WHERE request_hash = ? AND repeat = ?';
const PUT = `INSERT INTO annotations (request_hash, repeat, starred, rating, note, tags, changed_at)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (request_hash, repeat) DO UPDATE SET starred = excluded.starred, rating = excluded.rating,
    note = excluded.note, tags = excluded.tags, changed_at = excluded.changed_at`;
const REMOVE = 'DELETE FROM annotations WHERE request_hash = ? AND repeat = ?';

/** What people have said of results. A result of which nothing is said has no row. */
export class Annotations {
  readonly #db: Database;
  readonly #now: () => number;
  readonly #pinned: Pick<PinnedRecords, 'annotationOf' | 'hasAnnotations'> | null;

  /** `now`: milliseconds since 1970; `pinned`: what pinned results brought along, which holds until something is said here. */
  constructor(
    db: Database,
    { now, pinned }: { now: () => number; pinned?: Pick<PinnedRecords, 'annotationOf' | 'hasAnnotations'> },
  ) {
    this.#db = db;
    this.#now = now;
    this.#pinned = pinned ?? null;
  }

  #read(row: Row): AnnotationEntry {
    const { request_hash: hash, repeat, starred, rating, note } = row;
    let tags: unknown;
    try {
      tags = JSON.parse(String(row['tags']));
    } catch {
      tags = null;
    }
    const isSound =
      typeof hash === 'string' &&
      typeof repeat === 'number' &&
      typeof note === 'string' &&
      (rating === null || isRating(rating)) &&
      Array.isArray(tags);
    if (!isSound) throw new StoreError('corrupt', this.#db.file, `annotation of ${String(hash)}`);
    return { requestHash: hash, repeat, starred: starred === 1, rating, note, tags: tags as string[] };
  }

  /** What is said of each of these results, by {@link answerKey}; the others are missing. */
  of(keys: readonly AnswerKey[]): Map<string, AnnotationEntry> {
    // Of many results only few are annotated: reading all of those takes less than asking for each.
    const rows = keys.length > MANY_KEYS ? this.#db.all('SELECT * FROM annotations') : this.#rowsOf(keys);
    const found = new Map(rows.map((row) => this.#read(row)).map((entry) => [answerKey(entry), entry]));
    if (keys.length > MANY_KEYS && found.size > 0) {
      const wanted = new Set(keys.map(answerKey));
      for (const key of found.keys()) if (!wanted.has(key)) found.delete(key);
    }
    if (this.#pinned?.hasAnnotations) {
      for (const { requestHash, repeat } of keys) {
        const key = answerKey({ requestHash, repeat });
        const own = found.get(key);
        // Blank: that something is said no more.
        if (own && isBlank(own)) found.delete(key);
        const said = own ? null : this.#pinned.annotationOf(key);
        if (said) found.set(key, { requestHash, repeat, ...said });
      }
    }
    return found;
  }

  #rowsOf(keys: readonly AnswerKey[]): Row[] {
    return this.#db.all(
      `SELECT a.* FROM json_each(?) k
       CROSS JOIN annotations a ON a.request_hash = k.value ->> 0 AND a.repeat = k.value ->> 1`,
      JSON.stringify(keys.map(({ requestHash, repeat }) => [requestHash, repeat])),
    );
  }

  /** Says something of a result; what is not in `change` stays as it was said before. Gives what is said of it then. */
  put(key: AnswerKey, change: Partial<Annotation>): AnnotationEntry {
    const { requestHash, repeat } = key;
    return this.#db.transaction(() => {
      const row = this.#db.get(SELECT, requestHash, repeat);
      const pinned = this.#pinned?.annotationOf(answerKey(key)) ?? null;
      const { starred, rating, note, tags } = annotate(row ? this.#read(row) : pinned, change);
      const said = { starred, rating, note, tags };
      // That nothing is said any more must be kept where a pinned result says something.
      if (isBlank(said) && !pinned) this.#db.run(REMOVE, requestHash, repeat);
      else {
        const changedAt = new Date(this.#now()).toISOString();
        const json = JSON.stringify(tags);
        this.#db.run(PUT, requestHash, repeat, starred ? 1 : 0, rating, note, json, changedAt);
      }
      return { requestHash, repeat, ...said };
    });
  }
}
