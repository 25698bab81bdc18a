import { startLocale } from './look/locale.ts';
import { startTheme } from './look/theme.ts';
import { askAhead } from './state/ask-ahead.ts';

startTheme();
const located = startLocale();
askAhead();
// Not awaited here: the page is built on modules of this file, and would wait for its end.
void located.then(() => import('./page/app.ts'));
