import type { Value } from '../../core/trial.ts';

/** A check is to compare with something else: a value, or a YAML text of one. */
export class CheckValueEvent extends Event {
  static readonly type = 'gamut-check-value';
  readonly value: Value;
  readonly text: string | null;
  constructor(value: Value, text: string | null = null) {
    super(CheckValueEvent.type, { bubbles: false });
    this.value = value;
    this.text = text;
  }
}

/** What a check's fields hold can be checked from now on, or cannot. */
export class CheckFaultEvent extends Event {
  static readonly type = 'gamut-check-fault';
  readonly isWrong: boolean;
  constructor(isWrong: boolean) {
    super(CheckFaultEvent.type, { bubbles: false });
    this.isWrong = isWrong;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'gamut-check-value': CheckValueEvent;
    'gamut-check-fault': CheckFaultEvent;
  }
}
