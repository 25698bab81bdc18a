import { startLocale } from './look/locale.ts';
import { startTheme } from './look/theme.ts';

startTheme();
await startLocale();
await import('./page/app.ts');
