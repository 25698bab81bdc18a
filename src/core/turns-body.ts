import { isTurnLine, toTurns } from './read-prompt.ts';
import type { Message, Role } from './trial.ts';

/** The turns that a prompt's body is written in; null where it is one plain text, or text stands before the first turn. */
export function turnsOf(body: string): Message[] | null {
  const { turns, strayLine } = toTurns(body);
  const isPlain = !body.split('\n').some(isTurnLine);
  return isPlain || strayLine !== null ? null : turns;
}

/** A prompt's body with its turns, each under its `@role` line. */
export function toTurnsBody(turns: readonly Message[]): string {
  return turns.map(({ role, content }) => `@${role}\n${content}`).join('\n');
}

/** A plain prompt as the one turn of the user that it is. */
export function asTurns(body: string): string {
  return toTurnsBody([{ role: 'user', content: body }]);
}

/** Whether turns can be a plain text: there is one, of the user. */
export function canBePlain(turns: readonly Message[]): boolean {
  return turns.length === 1 && turns[0]?.role === 'user';
}

/** The role that most likely comes after the last turn: who has not just spoken. */
export function nextRole(turns: readonly Message[]): Role {
  return turns.at(-1)?.role === 'user' ? 'assistant' : 'user';
}

/** The turns that a turn comes to be whose text holds lines that open others. Where it begins with such a line, nothing is left of the
 * turn itself. */
export function cutTurn(turn: Message): Message[] {
  const { turns } = toTurns(toTurnsBody([turn]));
  return turns.length > 1 && turns[0]?.content.trim() === '' ? turns.slice(1) : turns;
}

/** Whether a text would be cut where it stands in a turn: it holds a line that opens another one. */
export function holdsTurn(content: string): boolean {
  return content.split('\n').some(isTurnLine);
}
