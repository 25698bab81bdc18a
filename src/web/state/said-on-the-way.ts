import {
  annotate,
  isBlank,
  NO_ANNOTATION,
  type Annotation,
  type AnnotationEntry,
} from '../../core/annotation.ts';
import type { TrialRow } from '../../core/result-api.ts';
import type { AnswerKey } from '../../core/vote.ts';
import { InOrder } from './in-order.ts';

/** What is said of one answer: what the server has, and what is still to come to it, in its order. */
interface Saying {
  kept: Annotation;
  readonly changes: Set<Partial<Annotation>>;
  readonly order: InOrder;
}

/** What is said of answers while it is on its way to the server: one thing after the other, and whatever is told meanwhile, all of
 * it counts. */
export class SaidOnTheWay {
  readonly #of = new Map<string, Saying>();

  /** Says something more of an answer, after all that was said of it before. `tell` is told what the server has, first as it was. */
  async say(
    key: AnswerKey,
    { before, change }: { before: Annotation | null; change: Partial<Annotation> },
    { send, tell }: { send(): Promise<Annotation>; tell(entry: AnnotationEntry): void },
  ): Promise<void> {
    const id = idOf(key);
    const saying = this.#of.get(id) ?? {
      kept: before ?? NO_ANNOTATION,
      changes: new Set(),
      order: new InOrder(),
    };
    this.#of.set(id, saying);
    saying.changes.add(change);
    tell({ ...saying.kept, ...key });
    try {
      saying.kept = await saying.order.send(send);
    } finally {
      saying.changes.delete(change);
      if (saying.changes.size === 0) this.#of.delete(id);
      tell({ ...saying.kept, ...key });
    }
  }

  /** The page is going: sends what waits for its turn. */
  flush(): void {
    for (const { order } of this.#of.values()) order.flush();
  }

  /** What is said of an answer of which the server has this. */
  with(entry: AnnotationEntry): Annotation | null {
    const saying = this.#of.get(idOf(entry));
    const { requestHash: _, repeat: __, ...kept } = entry;
    if (saying) saying.kept = kept;
    const said = [...(saying?.changes ?? [])].reduce(annotate, kept);
    return isBlank(said) ? null : said;
  }

  /** Rows that were read while something was on its way. */
  within(rows: TrialRow[]): TrialRow[] {
    if (this.#of.size === 0) return rows;
    return rows.map((row) => {
      const { answerHash: requestHash, repeat } = row;
      if (!this.#of.has(idOf({ requestHash, repeat }))) return row;
      return { ...row, annotation: this.with({ ...(row.annotation ?? NO_ANNOTATION), requestHash, repeat }) };
    });
  }
}

function idOf({ requestHash, repeat }: AnswerKey): string {
  return `${requestHash} ${repeat}`;
}
