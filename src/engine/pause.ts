import { FAILURE_NAME, toFailure } from '../core/failure.ts';
import type { Failure } from '../core/failure.ts';
import type { RunEvent } from '../core/event.ts';
import type { Text } from '../core/text.ts';

type RunPaused = Extract<RunEvent, { type: 'run-paused' }>;

/** The sentences of an error that has them in both languages (as the store's do); null for a bug. */
export function textOf(error: unknown): Text | null {
  if (!(error instanceof Error) || !('text' in error)) return null;
  const { text } = error;
  if (typeof text !== 'object' || text === null || !('en' in text) || !('ko' in text)) return null;
  return { en: String(text.en), ko: String(text.ko) };
}

/** Tells that the store refuses. `waits`: whether the run goes on once it does not. */
export function toStorePause(runId: string, error: unknown, said: Text, waits = false): RunPaused {
  const message = error instanceof Error ? error.message : String(error);
  const reason = waits
    ? {
        en: `${said.en} Nothing new is sent; what has come is held, and the run goes on by itself once that is mended.`,
        ko: `${said.ko} 새로 보내지 않고 받은 결과를 들고 있다가, 해결되면 이어서 실행합니다.`,
      }
    : said;
  const failure = toFailure('internal', message, { hint: textOf(error) ?? reason });
  return { type: 'run-paused', runId, provider: null, failure, reason };
}

/** Tells that a provider refuses. `waits`: whether its trials go on once it does not. */
export function toProviderPause(
  runId: string,
  provider: string,
  failure: Failure,
  waits: boolean,
): RunPaused {
  const name = FAILURE_NAME[failure.kind];
  const rest = waits
    ? {
        en: 'Its trials wait, and go on when this is mended.',
        ko: '이 공급자의 시행은 대기하며, 해결되면 이어서 실행됩니다.',
      }
    : { en: 'Its other trials were not sent.', ko: '이 공급자의 나머지 시행은 보내지 않았습니다.' };
  const reason = {
    en: `${provider}: ${name.en}. ${rest.en} ${failure.hint.en}`,
    ko: `${provider}: ${name.ko}. ${rest.ko} ${failure.hint.ko}`,
  };
  return { type: 'run-paused', runId, provider, failure, reason };
}

/** The pauses of a run: there may be several at once, and whoever watches is shown one of them. */
export class Pauses {
  readonly #runId: string;
  readonly #tell: (event: RunEvent) => void;
  readonly #open = new Map<string, RunPaused>();

  constructor(runId: string, tell: (event: RunEvent) => void) {
    this.#runId = runId;
    this.#tell = tell;
  }

  /** Whether there is a pause for this. */
  has(what: string): boolean {
    return this.#open.has(what);
  }

  /** Begins a pause. */
  begin(what: string, event: RunPaused): void {
    this.#open.set(what, event);
    this.#tell(event);
  }

  /** Ends a pause; where another one is left, that one is told of again. */
  end(what: string): void {
    if (!this.#open.delete(what)) return;
    this.#tell({ type: 'run-resumed', runId: this.#runId });
    const left = [...this.#open.values()].at(-1);
    if (left) this.#tell(left);
  }
}
