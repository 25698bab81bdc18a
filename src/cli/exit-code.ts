/** How a command ended: every trial done or skipped; some failed, or too few passed their checks; bad usage or an invalid notebook; stopped by Ctrl+C. */
export const EXIT = { ok: 0, failed: 1, usage: 2, stopped: 130 } as const;
