import type { BlockedTrials } from '../core/api.ts';
import type { Registry } from '../providers/registry.ts';
import type { RunBook } from '../store/run-book.ts';

/** The missing trials of an interrupted run that cannot be made as things are: their provider is not set up, or is there no
 * more. By provider; empty where all of them can be. */
export function blockedOfRun(
  book: Pick<RunBook, 'missingProviders'>,
  registry: Pick<Registry, 'get' | 'obstacleOf'>,
  runId: string,
): BlockedTrials[] {
  return book.missingProviders(runId).flatMap(({ provider, count }): BlockedTrials[] => {
    const obstacle = registry.obstacleOf(provider);
    if (obstacle) return [{ provider, ...obstacle, count }];
    if (registry.get(provider) !== null) return [];
    const reason = {
      en: `There is no provider ${provider} any more. Put it back under providers in gamut.config.yaml to go on with these.`,
      ko: `${provider} 공급자가 더 이상 없습니다. 이어서 실행하려면 gamut.config.yaml의 providers에 다시 추가하세요.`,
    };
    return [{ provider, reason, keyEnv: null, count }];
  });
}
