import { Subject } from './subject.ts';

/** What makes a list of trials when somebody asks for it. */
export type TrialOrder = () => readonly string[];

/** Which answers of a matrix its views show, and in which order. Whoever goes through them goes the way of the view that is
 * followed: the one from which an answer was opened last. */
export class ShownAnswers extends Subject {
  #orders = new Map<object, TrialOrder>();
  #followed: object | null = null;
  #made: { of: TrialOrder; ids: readonly string[] } | null = null;

  /** What a view shows now; null when the view is gone. */
  tell(view: object, order: TrialOrder | null): void {
    const before = this.#order;
    if (order) this.#orders.set(view, order);
    else this.#orders.delete(view);
    if (this.#order !== before) this.notify();
  }

  /** An answer was opened from this view. */
  follow(view: object): void {
    const before = this.#order;
    this.#followed = view;
    if (this.#order !== before) this.notify();
  }

  /** Whether the answers are gone through as they stand in this view. */
  isFollowed(view: object): boolean {
    return this.#view === view;
  }

  /** Trial ids in the order of the view that is followed, or else of the one that came last; null where no view has told. */
  get ids(): readonly string[] | null {
    const order = this.#order;
    if (!order) return null;
    if (this.#made?.of !== order) this.#made = { of: order, ids: order() };
    return this.#made.ids;
  }

  get #view(): object | null {
    const followed = this.#followed;
    return followed && this.#orders.has(followed) ? followed : ([...this.#orders.keys()].at(-1) ?? null);
  }

  get #order(): TrialOrder | null {
    const view = this.#view;
    return view && (this.#orders.get(view) ?? null);
  }
}
