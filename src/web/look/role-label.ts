import { msg } from '@lit/localize';
import type { Role } from '../../core/trial.ts';

/** Who speaks in a message. */
export function roleLabel(role: Role): string {
  switch (role) {
    case 'system':
      return msg('system');
    case 'user':
      return msg('user');
    case 'assistant':
      return msg('assistant');
    default:
      role satisfies never;
      return '';
  }
}
