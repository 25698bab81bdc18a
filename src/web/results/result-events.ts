import type { ViewState } from '../../core/view-state.ts';
import type { TrialOrder } from '../state/shown-answers.ts';

/** Base of what is said inside the results of a matrix, for the element around them. */
class ResultEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** Show the results otherwise. */
export class ViewChangeEvent extends ResultEvent {
  static readonly type = 'gamut-view-change';
  readonly change: Partial<ViewState>;
  constructor(change: Partial<ViewState>) {
    super(ViewChangeEvent.type);
    this.change = change;
  }
}

/** What a layout shows is in this order from now on. */
export class ShownOrderEvent extends ResultEvent {
  static readonly type = 'gamut-shown-order';
  readonly order: TrialOrder;
  constructor(order: TrialOrder) {
    super(ShownOrderEvent.type);
    this.order = order;
  }
}

/** The answers that are held as A and as B, by their trials. */
export type AnswerPins = Readonly<Record<'a' | 'b', string | null>>;

/** Hold an answer as A or as B, for comparing; the same one again lets it go. */
export class PinEvent extends ResultEvent {
  static readonly type = 'gamut-pin';
  readonly side: 'a' | 'b';
  readonly trialId: string;
  constructor(side: 'a' | 'b', trialId: string) {
    super(PinEvent.type);
    this.side = side;
    this.trialId = trialId;
  }
}

/** Show what differs between A and B. `trialId`: the answer that the focus is on, for a side that holds none. */
export class CompareEvent extends ResultEvent {
  static readonly type = 'gamut-compare';
  readonly trialId: string | null;
  constructor(trialId: string | null) {
    super(CompareEvent.type);
    this.trialId = trialId;
  }
}

/** Open what is said of an answer, at a field. */
export class WriteAnnotationEvent extends ResultEvent {
  static readonly type = 'gamut-write-annotation';
  readonly trialId: string;
  readonly field: 'note' | 'tags';
  constructor(trialId: string, field: 'note' | 'tags') {
    super(WriteAnnotationEvent.type);
    this.trialId = trialId;
    this.field = field;
  }
}

/** The answers around one that is shown large, as its grid or list has them. */
export interface AnswerPath {
  /** The trials of the place: its repeats. */
  readonly trialIds: readonly string[];
  /** The one of them that its place shows. */
  readonly shown: string;
  /** Goes where a key leads, and gives the trials there; null where it leads nowhere. */
  step(key: string, isMod: boolean): readonly string[] | null;
  /** Takes the focus back, at the place that was reached, and shows the repeat there that was. */
  leave(trialId: string): void;
}

/** Show one answer large. */
export class FocusAnswerEvent extends ResultEvent {
  static readonly type = 'gamut-focus-answer';
  readonly path: AnswerPath;
  constructor(path: AnswerPath) {
    super(FocusAnswerEvent.type);
    this.path = path;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gamut-view-change': ViewChangeEvent;
    'gamut-shown-order': ShownOrderEvent;
    'gamut-pin': PinEvent;
    'gamut-compare': CompareEvent;
    'gamut-write-annotation': WriteAnnotationEvent;
    'gamut-focus-answer': FocusAnswerEvent;
  }
}
