import { msg } from '@lit/localize';
import { ApiFault } from './api.ts';
import type { NotebookStore } from './notebook-store.ts';

/** Why nothing is run of a notebook that could not be saved as it is seen, and what to do. */
export function notSaved({ saveState, fault }: Pick<NotebookStore, 'saveState' | 'fault'>): ApiFault {
  const refuse = (message: string, hint: string | null) => new ApiFault(409, 'not_saved', message, hint, {});
  if (saveState === 'conflict')
    return refuse(
      msg('Nothing was run: what is seen is also changed in the file.'),
      msg('Choose what to keep, then run again.'),
    );
  if (saveState === 'gone')
    return refuse(
      msg('Nothing was run: the notebook is not in the folder any more.'),
      msg('Write the file again, then run again.'),
    );
  return fault?.kind === 'offline'
    ? notReached()
    : refuse(msg('Nothing was run: what is seen could not be saved.'), null);
}

/** That a run could not be asked for. */
export function notReached(): ApiFault {
  return new ApiFault(
    0,
    'not_reached',
    msg('The run could not be started: the server is not reached.'),
    msg('Run again once it is back.'),
    {},
  );
}
