import { FAILURE_NAME, toFailure } from '../core/failure.ts';
import { isolate } from '../core/isolate.ts';
import type { Failure, FailureKind } from '../core/failure.ts';
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
  const said = models === null ? null : isolate(cut(failure.message));
  const rest = toRest(failure.kind, models !== null, waits);
  const reason = {
    en: [`${who}: ${name.en}.`, said && `The server says: “${said}”`, failure.hint.en, rest.en],
    ko: [`${who}: ${name.ko}.`, said && `서버의 답: “${said}”`, failure.hint.ko, rest.ko],
  };
  return {
    type: 'run-paused',
    runId,
    provider,
    failure,
    reason: { en: reason.en.filter(Boolean).join(' '), ko: reason.ko.filter(Boolean).join(' ') },
  };
}

function cut(message: string): string {
  return message.length > LONGEST_QUOTE ? `${message.slice(0, LONGEST_QUOTE)}…` : message;
}

/** What becomes of the trials, after the hint that says what to do. A key or a configuration that is saved is noticed, credit with a
 * vendor is not. A key that is good for other models is no wrong key: those go on. */
function toRest(kind: FailureKind, isOfModels: boolean, waits: boolean): Text {
  const others = isOfModels ? OTHERS_GO_ON : { en: '', ko: '' };
  const own = isOfModels
    ? { en: 'Only these trials wait', ko: '이 시행만 대기하며' }
    : { en: 'Its trials wait', ko: '이 공급자의 시행은 대기하며' };
  if (!waits)
    return {
      en: `${isOfModels ? 'The other trials of it' : 'Its other trials'} were not sent.${others.en}`,
      ko: `이 ${isOfModels ? '모델' : '공급자'}의 나머지 시행은 보내지 않았습니다.${others.ko}`,
    };
  return kind === 'quota'
    ? { en: `${own.en} until then.${others.en}`, ko: `${own.ko}, 다시 시도하면 이어집니다.${others.ko}` }
    : {
        en: `${own.en}, and go on by themselves once that is saved.${others.en}`,
        ko: `${own.ko}, 저장하면 저절로 이어집니다.${others.ko}`,
      };
}

const OTHERS_GO_ON: Text = { en: ' Other models go on.', ko: ' 다른 모델은 계속 실행됩니다.' };

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
