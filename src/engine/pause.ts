import { FAILURE_NAME, toFailure } from '../core/failure.ts';
import { isolate } from '../core/isolate.ts';
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

/** What refused: a provider, or some of its models while it takes others. */
interface Refuser {
  provider: string;
  models: string[] | null;
}

/** How much of a server's words stands in a sentence of ours. */
const LONGEST_QUOTE = 200;

/** Tells that a provider, or some of its models, refuses. `waits`: whether the trials go on once it does not. */
export function toProviderPause(
  runId: string,
  { provider, models }: Refuser,
  failure: Failure,
  waits: boolean,
): RunPaused {
  const name = FAILURE_NAME[failure.kind];
  const who = models === null ? provider : models.map((model) => isolate(`${provider}/${model}`)).join(', ');
  const rest = models === null ? toRest(waits) : toRestOfModels(failure.message, waits);
  const reason = {
    en: `${who}: ${name.en}. ${rest.en} ${failure.hint.en}`,
    ko: `${who}: ${name.ko}. ${rest.ko} ${failure.hint.ko}`,
  };
  return { type: 'run-paused', runId, provider, failure, reason };
}

function toRest(waits: boolean): Text {
  return waits
    ? {
        en: 'Its trials wait, and go on when this is mended.',
        ko: '이 공급자의 시행은 대기하며, 해결되면 이어서 실행됩니다.',
      }
    : { en: 'Its other trials were not sent.', ko: '이 공급자의 나머지 시행은 보내지 않았습니다.' };
}

/** A key that is good for other models is no wrong key: what the server says of it tells more. */
function toRestOfModels(message: string, waits: boolean): Text {
  const said = isolate(message.length > LONGEST_QUOTE ? `${message.slice(0, LONGEST_QUOTE)}…` : message);
  return waits
    ? {
        en: `The server says: “${said}” Only these trials wait, and go on when this is mended; other models go on.`,
        ko: `서버의 답: “${said}” 이 시행만 대기하며, 해결되면 이어서 실행됩니다. 다른 모델은 계속 실행됩니다.`,
      }
    : {
        en: `The server says: “${said}” The other trials of it were not sent; other models go on.`,
        ko: `서버의 답: “${said}” 이 모델의 나머지 시행은 보내지 않았습니다. 다른 모델은 계속 실행됩니다.`,
      };
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
