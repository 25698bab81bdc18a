import type { AnswerKey, Verdict, Vote } from '../../core/vote.ts';
import { pairKey } from '../../core/vote.ts';
import { api, ApiFault } from './api.ts';
import { Subject } from './subject.ts';

/** The blind votes on the answers of one matrix. */
export class MatrixVotes extends Subject {
  readonly notebook: string;
  readonly cellId: string;
  /** In the order in which they were given. */
  votes: readonly Vote[] = [];
  isLoaded = false;
  /** Why the last vote was not kept, or the votes could not be read. */
  fault: ApiFault | null = null;
  #verdicts = new Map<string, Verdict>();

  constructor(notebook: string, cellId: string) {
    super();
    this.notebook = notebook;
    this.cellId = cellId;
  }

  /** How a pair was judged, whichever side an answer was on; null where it was not yet. The verdict is for `a` on the left. */
  verdictOf(a: AnswerKey, b: AnswerKey): Verdict | null {
    return this.#verdicts.get(`${pairKey(a, b)} ${a.requestHash}:${a.repeat}`) ?? null;
  }

  /** Reads the votes anew. */
  async load(): Promise<void> {
    await this.#take(() => api.votes(this.notebook, this.cellId));
  }

  /** Keeps a vote; null takes it back. Gives whether that was done. */
  async vote(a: AnswerKey, b: AnswerKey, verdict: Verdict | null): Promise<boolean> {
    const key = ({ requestHash, repeat }: AnswerKey): AnswerKey => ({ requestHash, repeat });
    return this.#take(() => api.vote(this.notebook, this.cellId, { a: key(a), b: key(b), verdict }));
  }

  async #take(ask: () => Promise<{ votes: Vote[] }>): Promise<boolean> {
    try {
      this.votes = (await ask()).votes;
      this.#verdicts = new Map(this.votes.flatMap(toEntries));
      this.isLoaded = true;
      this.fault = null;
      return true;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error;
      return false;
    } finally {
      this.notify();
    }
  }
}

/** A vote as seen from either side. */
function toEntries({ a, b, verdict }: Vote): [string, Verdict][] {
  const pair = pairKey(a, b);
  const turned = verdict === 'a' ? 'b' : verdict === 'b' ? 'a' : verdict;
  return [
    [`${pair} ${a.requestHash}:${a.repeat}`, verdict],
    [`${pair} ${b.requestHash}:${b.repeat}`, turned],
  ];
}
