import { msg } from '@lit/localize';
import type { Where } from '../keys/key-map.ts';
import { allCommands } from './commands/all-commands.ts';
import type { Command } from './command.ts';

const ORDER: readonly Where[] = ['page', 'cell', 'edit', 'grid', 'tokens', 'blind', 'present'];

function whereName(where: Where): string {
  switch (where) {
    case 'page':
      return msg('Everywhere');
    case 'cell':
      return msg('On a cell');
    case 'edit':
      return msg('In a field');
    case 'grid':
      return msg('In the results');
    case 'tokens':
      return msg('Among the tokens of an answer');
    case 'blind':
      return msg('In a blind comparison');
    case 'present':
      return msg('While presenting');
    default:
      where satisfies never;
      return '';
  }
}

/** The commands by where their keys work, each group with its name. */
export function keyGroups(): { where: Where; name: string; commands: Command[] }[] {
  return ORDER.map((where) => ({
    where,
    name: whereName(where),
    commands: allCommands.filter((command) => command.where === where),
  }));
}
