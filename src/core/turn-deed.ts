import type { Message, Role } from './trial.ts';
import { asTurns, canBePlain, cutTurn, holdsTurn, toTurnsBody, turnsOf } from './turns-body.ts';

/** What is done to the turns of a prompt, as data: it is reckoned from the prompt as it is when it is done. Turns count from 0. */
export type TurnDeed =
  | { do: 'say'; at: number; content: string }
  | { do: 'role'; at: number; role: Role }
  | { do: 'move'; at: number; to: number }
  | { do: 'add'; role: Role }
  | { do: 'remove'; at: number }
  | { do: 'as-turns' }
  | { do: 'as-plain' };

/** The body that a prompt has after a deed: as it was where there is no such turn any more. */
export function doTurnDeed(body: string, deed: TurnDeed): string {
  const turns = turnsOf(body);
  if (deed.do === 'as-turns') return turns ? body : asTurns(body);
  if (!turns) return body;
  if (deed.do === 'as-plain') return canBePlain(turns) ? (turns[0]?.content ?? '') : body;
  const after = change(turns, deed);
  return after ? toTurnsBody(after) : body;
}

/** The turns after a deed; null where there is nothing to do it to. */
function change(
  turns: readonly Message[],
  deed: Exclude<TurnDeed, { do: 'as-turns' | 'as-plain' }>,
): Message[] | null {
  if (deed.do === 'add') return [...turns, { role: deed.role, content: '' }];
  const { at } = deed;
  const turn = turns[at];
  if (!turn) return null;
  switch (deed.do) {
    case 'say': {
      const said = { ...turn, content: deed.content };
      return turns.toSpliced(at, 1, ...(holdsTurn(deed.content) ? cutTurn(said) : [said]));
    }
    case 'role':
      return turns.with(at, { ...turn, role: deed.role });
    case 'move':
      return deed.to < 0 || deed.to >= turns.length
        ? null
        : turns.toSpliced(at, 1).toSpliced(deed.to, 0, turn);
    case 'remove':
      // A prompt without a turn would be an empty plain one.
      return turns.length === 1 ? null : turns.toSpliced(at, 1);
    default:
      deed satisfies never;
      return null;
  }
}
