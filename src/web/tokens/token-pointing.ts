import { part } from '../state/load-part.ts';
import type { PointedToken, TokenPopoverElement } from './token-popover.ts';

const popover = part(() => import('./token-popover.ts'));

/** What was pointed at last; null where that has been left. */
let wanted: PointedToken | null = null;

/** Shows what could have stood in a token's place, as {@link TokenPopoverElement.point} does. */
export function pointAtToken(pointed: PointedToken, by: Parameters<TokenPopoverElement['point']>[1]): void {
  wanted = pointed;
  void popover.need().then(({ tokenPopover }) => {
    if (wanted === pointed) tokenPopover().point(pointed, by);
  });
}

/** None of a response's tokens is pointed at any more. */
export function leaveTokens(owner: Element): void {
  if (wanted?.owner !== owner) return;
  wanted = null;
  if (popover.isHere) void popover.need().then(({ tokenPopover }) => tokenPopover().leave(owner));
}
