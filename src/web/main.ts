import { startLocale } from './locale.ts';
import { startTheme } from './theme.ts';

startTheme();
await startLocale();
await import('./elements/app.ts');
