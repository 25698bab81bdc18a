import { isPinned } from '../../core/pinned.ts';
import type { TrialRow } from '../../core/result-api.ts';

/** Models of whose answers none has token probabilities, in the order in which they come. */
export interface TokenLack {
  /** Their servers sent none. */
  models: readonly string[];
  /** Their answers were pinned without. */
  pinned: readonly string[];
  /** Whether no answer at all has them. */
  isWhole: boolean;
}

type LackRow = Pick<TrialRow, 'variant' | 'standing' | 'recordId' | 'figures' | 'textKey'>;

/** Found once for each list of trials: every card asks. */
const KNOWN = new WeakMap<readonly LackRow[], TokenLack>();

function modelOf({ variant }: LackRow): string {
  return typeof variant['model'] === 'string' ? variant['model'] : '';
}

function isAnswer({ textKey, figures }: LackRow): boolean {
  return textKey !== null && figures !== null;
}

/** Which models lack token probabilities altogether: that is said once, and not on each of their answers. */
export function tokenLack(trials: readonly LackRow[]): TokenLack {
  const known = KNOWN.get(trials);
  if (known) return known;
  const has = { sent: new Map<string, boolean>(), pinned: new Map<string, boolean>() };
  let isWhole = true;
  for (const row of trials) {
    if (!isAnswer(row)) continue;
    const hasTokens = row.figures?.hasTokens ?? false;
    const models = isPinned(row.recordId) ? has.pinned : has.sent;
    models.set(modelOf(row), (models.get(modelOf(row)) ?? false) || hasTokens);
    if (hasTokens) isWhole = false;
  }
  const without = (models: ReadonlyMap<string, boolean>) =>
    [...models].flatMap(([model, hasTokens]) => (hasTokens ? [] : [model]));
  const models = without(has.sent);
  const pinned = without(has.pinned);
  const lack = { models, pinned, isWhole: isWhole && models.length + pinned.length > 0 };
  KNOWN.set(trials, lack);
  return lack;
}

/** Whether an answer has no token probabilities though others of its model have: that is said on it. */
export function lacksAlone(row: LackRow, trials: readonly LackRow[]): boolean {
  if (!isAnswer(row) || row.figures?.hasTokens) return false;
  const { models, pinned } = tokenLack(trials);
  return !(isPinned(row.recordId) ? pinned : models).includes(modelOf(row));
}
