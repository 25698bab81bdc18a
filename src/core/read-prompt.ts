import { letterDistance } from './nearest.ts';
import type { Message, Role } from './trial.ts';

/** A prompt's turns, and where in its body each one's text starts (1-based line). */
export interface Turns {
  turns: Message[];
  lines: number[];
  /** Text before the first `@role` line, which belongs to nobody: its 1-based line; null where there is none. */
  strayLine: number | null;
  /** Lines that look like a `@role` line and are none, so that they are sent as text. */
  nearMisses: { line: number; written: string; role: Role }[];
}

const ROLES: readonly Role[] = ['user', 'assistant', 'system'];

/** Whether a line opens a turn. */
export function isTurnLine(line: string): boolean {
  return ROLES.some((role) => line === `@${role}`);
}

/** Cuts a prompt's body into turns. A line that is exactly `@user`, `@assistant` or `@system` opens a turn, whose text is
 * every line up to the next such line, byte-exact: of the newlines around a marker line only the one before and the
 * one after it are not part of any text (a blank line more is sent). A body without such a line is one user turn. */
export function toTurns(body: string): Turns {
  const result: Turns = { turns: [], lines: [], strayLine: null, nearMisses: [] };
  const lines = body.split('\n');
  const markers = lines.flatMap((line, index) => {
    const role = ROLES.find((name) => line === `@${name}`);
    return role ? [{ role, index }] : [];
  });
  for (const [index, line] of lines.entries()) {
    const role = toNearMiss(line);
    if (role) result.nearMisses.push({ line: index + 1, written: line, role });
  }
  if (markers.length === 0) {
    result.turns.push({ role: 'user', content: body });
    result.lines.push(1);
    return result;
  }
  const stray = lines.slice(0, markers[0]?.index).findIndex((line) => line.trim() !== '');
  if (stray !== -1) result.strayLine = stray + 1;
  for (const [position, { role, index }] of markers.entries()) {
    const next = markers[position + 1]?.index ?? lines.length;
    result.turns.push({ role, content: lines.slice(index + 1, next).join('\n') });
    result.lines.push(index + 2);
  }
  return result;
}

function toNearMiss(line: string): Role | null {
  const word = /^\s*@([a-z]{3,12})\s*:?\s*$/i.exec(line)?.[1];
  if (word === undefined || ROLES.some((role) => line === `@${role}`)) return null;
  return ROLES.find((role) => letterDistance(word, role) <= 1) ?? null;
}
