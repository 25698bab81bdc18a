import type { Command } from '../command.ts';
import { cellCommands, fieldKeys } from './cell-commands.ts';
import { notebookCommands } from './notebook-commands.ts';
import { pageCommands } from './page-commands.ts';
import { presentCommands } from './present-commands.ts';
import { shareCommands } from './share-commands.ts';
import { resultCommands } from './result-commands.ts';
import { runCommands } from './run-commands.ts';

/** Every command there is, in the order in which the help shows them. */
export const allCommands: readonly Command[] = [
  ...runCommands,
  ...pageCommands,
  ...notebookCommands,
  ...cellCommands,
  ...fieldKeys,
  ...resultCommands,
  ...presentCommands,
  ...shareCommands,
];

const BY_ID = new Map(allCommands.map((command) => [command.id, command]));

/** A command by its id; null for none. */
export function commandOf(id: string): Command | null {
  return BY_ID.get(id) ?? null;
}
