import type { RunEvent } from '../core/event.ts';
import type { RecordSummary } from '../core/trial.ts';
import type { Pauses } from './pause.ts';
import { textOf, toStorePause } from './pause.ts';
import { Nudge } from './nudge.ts';
import type { Finished, RunDeps } from './run-deps.ts';
import { Saver } from './saver.ts';

/** How often a store that refused is tried again. */
const STORE_POLL_MS = 3000;
/** How often it is tried in the end, by a run that does not wait. */
const LAST_TRIES = 4;

/** What a keeper works with. */
export interface KeeperDeps {
  run: RunDeps;
  pauses: Pauses;
  /** How many trials are under way, those included of which the records are being kept. */
  underWay(): number;
  /** Stops the run. */
  stop: AbortController;
  /** Given when trials may be begun again. */
  changed: Nudge;
  tell(event: RunEvent): void;
  /** Called when the store may take claims again. */
  onTry(): void;
  /** Called when nothing more is to be begun; what is under way goes on. */
  onOver(): void;
}

/**
 * Sees that what was made gets into the store, and is told of only then. While the store refuses (its disk is full, or
 * somebody holds it locked) nothing new is to be sent: a run that waits holds on to what it has until the store takes it,
 * any other one ends with what is under way, and tries a few times more.
 */
export class Keeper {
  readonly #deps: KeeperDeps;
  readonly #saver: Saver;
  readonly #unsaved: Finished[] = [];
  /** Whether the store has refused, and has taken nothing since: nothing new is to be sent. */
  isHeld = false;
  /** How many records wait for the store to be tried again, and what wakes them. */
  #held = 0;
  readonly #again = new Nudge();
  /** Whether it is waited for the time to try it again. */
  #isResting = false;
  /** Records of trials that were stopped. */
  aborted = 0;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
    this.#saver = new Saver(
      (finished) => deps.run.save(finished),
      () => deps.underWay(),
    );
  }

  /** What the store itself refuses it may take later; a record that it cannot keep it never will. */
  #waitsFor(error: unknown): boolean {
    return this.#deps.run.whenBlocked === 'wait' && textOf(error) !== null;
  }

  /** Stores a record and tells of it; in this order, so that what anyone saw finish is on the disk. Gives why it could not
   * be stored; null where it was. */
  async #save(finished: Finished): Promise<{ error: unknown } | null> {
    const { trial, outcome } = finished.record;
    const saved = await this.#saver.save(finished);
    if (!saved.isSaved) return saved;
    if (outcome.status === 'aborted') this.aborted += 1;
    this.#told(trial.id, saved.summary);
    return null;
  }

  #told(trialId: string, record: RecordSummary): void {
    this.#deps.tell({ type: 'trial-finished', runId: this.#deps.run.runId, trialId, record });
  }

  /** Stores what was made; where the run waits, as soon as the store takes it. */
  async keep(made: Finished): Promise<void> {
    const { pauses, stop } = this.#deps;
    for (;;) {
      const refusal = await this.#save(made);
      if (refusal === null) {
        pauses.end('store');
        if (this.isHeld) this.#letOn();
        return;
      }
      this.refused(refusal.error);
      if (!this.#waitsFor(refusal.error) || stop.signal.aborted) {
        this.#unsaved.push(made);
        return;
      }
      this.#held += 1;
      await this.#again.wait(stop.signal);
      this.#held -= 1;
    }
  }

  /** The store refuses: answers that cannot be kept are not to be paid for. What is under way goes on where the run waits. */
  refused(error: unknown): void {
    const { pauses, run, onOver } = this.#deps;
    if (!pauses.has('store')) {
      const message = error instanceof Error ? error.message : String(error);
      const reason = textOf(error) ?? { en: message, ko: `결과를 저장하지 못했습니다: ${message}` };
      pauses.begin(toStorePause(run.runId, error, reason, this.#waitsFor(error)));
    }
    if (!this.#waitsFor(error)) {
      onOver();
      return;
    }
    this.isHeld = true;
    if (!this.#isResting) void this.#tryLater();
  }

  async #tryLater(): Promise<void> {
    this.#isResting = true;
    await this.#deps.run.clock.sleep(STORE_POLL_MS, this.#deps.stop.signal);
    this.#isResting = false;
    this.tryAgain();
  }

  /** Tries the store again: with what waits to be stored, before anything else is sent and paid for. */
  tryAgain(): void {
    if (!this.isHeld) return;
    if (this.#held > 0) this.#again.give();
    else this.#letOn();
  }

  /** Trials may be begun again, and what still waits may be stored. */
  #letOn(): void {
    this.isHeld = false;
    this.#again.give();
    this.#deps.onTry();
    this.#deps.changed.give();
  }

  /** Tries once more what could not be stored: the disk may have been freed, or the lock let go, since. Gives how many are
   * lost, after telling of them. */
  async end(): Promise<number> {
    const { run, tell, stop } = this.#deps;
    let lost = this.#unsaved;
    for (let tries = 1; lost.length > 0; tries += 1) {
      const refusals = await Promise.all(lost.map((unsaved) => this.#save(unsaved)));
      lost = lost.filter((_, index) => refusals[index] !== null);
      if (tries === LAST_TRIES || stop.signal.aborted) break;
      if (lost.length > 0) await run.clock.sleep(STORE_POLL_MS, stop.signal);
    }
    if (lost.length === 0) return 0;
    const named = lost.map(({ record }) => record.trial.id).join(', ');
    const reason = {
      en: `${lost.length} finished trials could not be stored and have to be run again: ${named}.`,
      ko: `끝난 시행 ${lost.length}개를 저장하지 못했습니다. 다시 실행해야 합니다: ${named}`,
    };
    tell(toStorePause(run.runId, new Error(reason.en), reason));
    return lost.length;
  }
}
