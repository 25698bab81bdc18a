// What the build makes of this file: the words of `ko.ts` that only parts say which come late; `ko.ts` keeps the others.
import { templates as all } from './ko.ts';

/** Korean for what the first screen does not say. */
export const templates = all;
