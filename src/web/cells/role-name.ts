import { msg } from '@lit/localize';
import type { Role } from '../../core/trial.ts';

/** The name of a role for people. */
export function roleName(role: Role): string {
  switch (role) {
    case 'user':
      return msg('User');
    case 'assistant':
      return msg('Assistant');
    case 'system':
      return msg('System');
    default:
      role satisfies never;
      return '';
  }
}
