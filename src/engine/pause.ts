import { FAILURE_NAME, toFailure } from '../core/failure.ts';
import { isolate } from '../core/isolate.ts';
import { joinSentences } from '../core/join-sentences.ts';
import { nameSome } from '../core/name-some.ts';
import type { BudgetShort } from '../core/budget.ts';
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
  return { type: 'run-paused', runId, what: 'store', provider: null, models: null, failure, reason };
}

/** What refused: a provider, or some of its models while it takes others, or refuses them for something else. */
interface Refuser {
  provider: string;
  models: readonly string[];
  /** Whether these are all its models. */
  isWhole: boolean;
}

/** The name of the pause of what a provider refuses for a reason of this kind. */
export function pauseOfProvider(provider: string, kind: FailureKind): string {
  return `provider ${provider} ${kind}`;
}

/** How much of a server's words stands in a sentence of ours. */
const LONGEST_QUOTE = 200;

/** Tells that a provider, or some of its models, refuses. `waits`: whether the trials go on once it does not. */
export function toProviderPause(
  runId: string,
  { provider, models, isWhole }: Refuser,
  failure: Failure,
  waits: boolean,
): RunPaused {
  const name = FAILURE_NAME[failure.kind];
  const ids = models.map((model) => `${provider}/${model}`);
  const who = nameSome(isWhole ? [provider] : ids.map(isolate));
  const quote = isolate(cut(failure.message));
  // Our own words about what came are no quote.
  const told = failure.text ?? { en: `The server says: “${quote}”`, ko: `서버의 답: “${quote}”` };
  const said = isWhole ? null : told;
  const rest = toRest(failure.kind, !isWhole, waits);
  const reason = {
    en: [`${who.en}: ${name.en}.`, said?.en, failure.hint.en, rest.en],
    ko: [`${who.ko}: ${name.ko}.`, said?.ko, failure.hint.ko, rest.ko],
  };
  return {
    type: 'run-paused',
    runId,
    what: pauseOfProvider(provider, failure.kind),
    provider,
    models: ids,
    failure,
    reason: { en: joinSentences(...reason.en), ko: joinSentences(...reason.ko) },
  };
}

function cut(message: string): string {
  return message.length > LONGEST_QUOTE ? `${message.slice(0, LONGEST_QUOTE)}…` : message;
}

/** What becomes of the trials, after the hint that says what to do. A key or a configuration that is saved is noticed, credit with a
 * vendor is not. A key that is good for other models is no wrong key: those that nobody refuses go on. */
function toRest(kind: FailureKind, isOfModels: boolean, waits: boolean): Text {
  if (!waits && isOfModels)
    return {
      en: 'The other trials of it were not sent. Models that are not refused go on.',
      ko: '이 모델의 나머지 시행은 보내지 않았습니다. 거부되지 않은 모델은 계속 실행됩니다.',
    };
  if (!waits)
    return { en: 'Its other trials were not sent.', ko: '이 공급자의 나머지 시행은 보내지 않았습니다.' };
  const own = isOfModels
    ? { en: 'Only the trials of this model wait for it', ko: '이 모델의 시행만 이 때문에 대기하며' }
    : { en: 'Its trials wait', ko: '이 공급자의 시행은 대기하며' };
  return kind === 'quota'
    ? { en: `${own.en} until then.`, ko: `${own.ko}, 다시 시도하면 이어집니다.` }
    : {
        en: `${own.en}, and go on by themselves once that is saved.`,
        ko: `${own.ko}, 저장하면 저절로 이어집니다.`,
      };
}

/** The pauses of a run: there may be several at once, and whoever watches is told of each. */
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

  /** The limit that is waited for; null where none is. */
  get short(): BudgetShort | null {
    return this.#open.get('budget')?.budget ?? null;
  }

  /** Begins a pause, or tells of one anew. */
  begin(event: RunPaused): void {
    this.#open.set(event.what, event);
    this.#tell(event);
  }

  /** Ends a pause. */
  end(what: string): void {
    if (this.#open.delete(what)) this.#tell({ type: 'run-resumed', runId: this.#runId, what });
  }
}
