import { readFileSync } from 'node:fs';
import type { Problem } from '../core/notebook.ts';
import { parseConfig } from '../providers/config.ts';
import type { GamutConfig } from '../providers/config.ts';
import type { Fetch } from '../providers/provider.ts';
import { createRegistry } from '../providers/registry.ts';
import type { Registry } from '../providers/registry.ts';
import { createCostOf, createRatesOfPaid, createSavingOf, createWorstCaseOf } from './costs.ts';
import type { CostOf, SavingOf, WorstCaseOf } from './costs.ts';
import type { RatesOfPaid } from '../store/row-reader.ts';
import { loadEnv } from './load-env.ts';
import type { Env } from './load-env.ts';
import type { Project } from './project.ts';

/** Everything that hangs on `gamut.config.yaml`, `.env` and the environment; made anew as a whole when one changes. */
export interface Settings {
  config: GamutConfig;
  /** What is wrong in `gamut.config.yaml`; the rest of it is used. */
  problems: Problem[];
  registry: Registry;
  costOf: CostOf;
  /** The most that one attempt of a request can cost. */
  worstCaseOf: WorstCaseOf;
  savingOf: SavingOf;
  ratesOfPaid: RatesOfPaid;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Reads the settings of a project. `env` is the process's environment, which wins over `.env`. */
export function loadSettings(
  project: Project,
  {
    env,
    sandboxOrigin,
    now,
    fetch,
  }: { env: Env; sandboxOrigin: () => Promise<string>; now: () => number; fetch?: Fetch | undefined },
): Settings {
  const { config, problems } = parseConfig(readIfThere(project.configFile));
  const registry = createRegistry({
    env: loadEnv(project.envFile, env),
    config,
    sandboxOrigin,
    ...(fetch === undefined ? {} : { fetch }),
  });
  const costOf = createCostOf(config, registry, now);
  return {
    config,
    problems,
    registry,
    costOf,
    worstCaseOf: createWorstCaseOf(costOf, registry, now),
    savingOf: createSavingOf(config, registry),
    ratesOfPaid: createRatesOfPaid(config, registry),
  };
}
