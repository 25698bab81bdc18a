import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** Variables by name, as `process.env` has them. */
export type Env = Record<string, string | undefined>;

/**
 * The environment, with the variables of a `.env` file under it: what the environment sets, even to nothing, wins. No
 * file is no variables; one that cannot be read throws. Values are keys: they are never logged.
 */
export function loadEnv(envFile: string, environment: Env): Env {
  let written = '';
  try {
    written = readFileSync(envFile, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { ...parseEnv(written), ...environment };
}
