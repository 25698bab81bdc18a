import type { AnswerKey, Verdict, Vote } from '../../core/vote.ts';
import { pairKey } from '../../core/vote.ts';
import { api, ApiFault } from './api.ts';
import { InOrder } from './in-order.ts';
import { Subject } from './subject.ts';

/** The blind votes on the answers of one matrix. */
export class MatrixVotes extends Subject {
  readonly notebook: string;
  readonly cellId: string;
  /** In the order in which they were given; one that is still on its way to the server is among them. */
  votes: readonly Vote[] = [];
  isLoaded = false;
  /** Why the last vote was not kept, or the votes could not be read. */
  fault: ApiFault | null = null;
  #verdicts = new Map<string, Verdict>();
  #kept: readonly Vote[] = [];
  /** Not kept yet, in their order. */
  readonly #onTheirWay = new Set<Ballot>();
  readonly #order = new InOrder();

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

  /** Keeps a vote; null takes it back. It counts at once, and no more if it is not kept, which it gives. */
  async vote(a: AnswerKey, b: AnswerKey, verdict: Verdict | null): Promise<boolean> {
    const key = ({ requestHash, repeat }: AnswerKey): AnswerKey => ({ requestHash, repeat });
    const ballot: Ballot = { a: key(a), b: key(b), verdict };
    this.#onTheirWay.add(ballot);
    this.#count();
    // One after the other: each reply has all votes.
    const sent = this.#order.send(() => api.vote(this.notebook, this.cellId, ballot));
    return this.#take(() => sent, ballot);
  }

  /** Resolves when every vote given so far has come to the server, or was refused; null where none is on its way. */
  get onTheirWay(): Promise<unknown> | null {
    return this.#onTheirWay.size === 0 ? null : this.#order.settled;
  }

  /** Sends all that waits for its turn: the page is going. */
  flush(): void {
    this.#order.flush();
  }

  async #take(ask: () => Promise<{ votes: Vote[] }>, ballot: Ballot | null = null): Promise<boolean> {
    try {
      const { votes } = await ask();
      this.#kept = votes;
      this.isLoaded = true;
      this.fault = null;
      return true;
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error;
      return false;
    } finally {
      if (ballot) this.#onTheirWay.delete(ballot);
      this.#count();
    }
  }

  #count(): void {
    const votes = new Map(this.#kept.map((vote) => [pairKey(vote.a, vote.b), vote]));
    for (const { a, b, verdict } of this.#onTheirWay) {
      const pair = pairKey(a, b);
      votes.delete(pair);
      if (verdict) votes.set(pair, { a, b, verdict, votedAt: new Date().toISOString() });
    }
    this.votes = [...votes.values()];
    this.#verdicts = new Map(this.votes.flatMap(toEntries));
    this.notify();
  }
}

/** What is said of a pair; null takes it back. */
type Ballot = Pick<Vote, 'a' | 'b'> & { verdict: Verdict | null };

/** A vote as seen from either side. */
function toEntries({ a, b, verdict }: Vote): [string, Verdict][] {
  const pair = pairKey(a, b);
  const turned = verdict === 'a' ? 'b' : verdict === 'b' ? 'a' : verdict;
  return [
    [`${pair} ${a.requestHash}:${a.repeat}`, verdict],
    [`${pair} ${b.requestHash}:${b.repeat}`, turned],
  ];
}
