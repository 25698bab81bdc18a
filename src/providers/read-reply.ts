import type { ProviderError } from '../core/failure.ts';
import type { Text } from '../core/text.ts';
import type { CompletionChunk, UsageSoFar } from '../core/trial.ts';
import type { AnswerRedactor } from './answer-redactor.ts';
import { createChunkBuffer, type ChunkBuffer } from './chunk-buffer.ts';
import { parseJson } from './json-value.ts';
import { createEventDecoder, type ServerEvent } from './server-events.ts';
import { toAbortError, type SilenceWatch } from './silence.ts';
import { withDetail } from './connection-fault.ts';
import { fail, fromConnection, fromEvent, requestIdOf, toProviderError } from './to-failure.ts';
import { toPageWords } from './page-words.ts';
import type { FailureContext } from './to-failure.ts';

/** What a protocol makes of the events of one answer. It guards every read: nothing here can be trusted to be there. */
export interface ReplyReader {
  /** Whether a data line is the protocol's end mark and no JSON. */
  isEndMark(data: string): boolean;
  /** The error that a value tells of; null where it tells of none. */
  errorIn(value: unknown): unknown;
  /** Takes one event. Returns whether it was the last one. */
  take(value: unknown, chunks: ChunkBuffer): boolean;
  /** Takes an answer that came whole, from a server that cannot stream. Returns false where it is none. */
  takeWhole(value: unknown, chunks: ChunkBuffer): boolean;
  /** Whether the answer has come to its end, by the protocol. */
  isComplete(): boolean;
  /** What has been said of the usage so far: another object each time there is more; null for nothing. */
  usage(): UsageSoFar | null;
  done(requestId: string | null): Extract<CompletionChunk, { type: 'done' }>;
}

interface Exchange {
  reader: ReplyReader;
  watch: SilenceWatch;
  context: FailureContext;
  redactor: AnswerRedactor;
  onUsage?: ((soFar: UsageSoFar) => void) | undefined;
}

/** How long to wait for the connection's end after the answer's, milliseconds: a connection read to its end is used again. */
const LINGER_MS = 100;
const UNANSWERED: Text = {
  en: 'The server closed the connection without an answer.',
  ko: '서버가 응답 없이 연결을 닫았습니다.',
};
const EMPTY: Text = { en: 'The answer was empty.', ko: '서버의 응답이 비어 있습니다.' };
const SILENT: Text = {
  en: 'The server fell silent in the middle.',
  ko: '답변이 오는 도중에 서버의 응답이 멈췄습니다.',
};
const LONGEST_WHOLE_BODY = 64 * 1024 * 1024;

/** Yields an answer as it comes, `done` last. The status is known to be 2xx. Throws as Provider.complete does. */
export async function* readReply(response: Response, exchange: Exchange): AsyncGenerator<CompletionChunk> {
  const { reader, watch, context, redactor } = exchange;
  const { headers } = response;
  const type = headers.get('content-type') ?? '';
  const body = response.body?.getReader() ?? null;
  const onStop = (): void => void body?.cancel().catch(() => {});
  watch.signal.addEventListener('abort', onStop, { once: true });

  const read = async (): Promise<Uint8Array | null> => {
    if (body === null) return null;
    watch.wait();
    try {
      const { value, done } = await body.read();
      if (watch.signal.aborted) throw toAbortError();
      return done ? null : value;
    } catch (error) {
      if (watch.signal.aborted) throw toStopped(exchange);
      // All that was asked for is there; only the goodbye is missing.
      if (reader.isComplete()) return null;
      throw toBroken(error, context);
    } finally {
      watch.heard();
    }
  };

  try {
    const chunks = createChunkBuffer();
    if (/html/i.test(type)) throw toForeign(await readText(read, 4_096), context);
    if (/json\b/i.test(type) && !/ndjson|json-seq/i.test(type)) {
      takeText(await readText(read, LONGEST_WHOLE_BODY), headers, chunks, exchange);
      yield* redactor.take(chunks.drain());
    } else {
      yield* readStream(read, headers, chunks, exchange);
    }
    yield* redactor.end();
    const done = reader.done(requestIdOf(headers));
    // A server may echo anything anywhere.
    yield {
      ...done,
      requestId: redacted(done.requestId, context),
      modelVersion: redacted(done.modelVersion, context),
      rawFinishReason: redacted(done.rawFinishReason, context),
    };
    if (body !== null) await Promise.race([body.read().catch(() => {}), pause(LINGER_MS)]);
  } catch (error) {
    // What was held back of an answer that is cut off belongs to what came of it.
    yield* redactor.end();
    throw error;
  } finally {
    watch.signal.removeEventListener('abort', onStop);
    void body?.cancel().catch(() => {});
  }
}

async function* readStream(
  read: () => Promise<Uint8Array | null>,
  headers: Headers,
  chunks: ChunkBuffer,
  exchange: Exchange,
): AsyncGenerator<CompletionChunk> {
  const { reader, watch, context, redactor, onUsage } = exchange;
  const decoder = createEventDecoder();
  let count = 0;
  let told: UsageSoFar | null = null;

  const takeAll = (events: ServerEvent[], cut: boolean): boolean => {
    for (const { event, data } of events) {
      if (data === '') continue;
      count++;
      if (reader.isEndMark(data)) return true;
      const value = parseJson(data);
      // An event of this name is an error, whatever its data look like.
      const error = event === 'error' ? (value ?? data) : reader.errorIn(value);
      if (error !== null) throw toProviderError(fromEvent(error, headers, context), context);
      if (value === undefined) {
        // The answer is whole; what is lost came after it.
        if (reader.isComplete()) return true;
        throw cut ? toTruncated(count, context) : toMalformed(data, context);
      }
      const isLast = reader.take(value, chunks);
      const usage = reader.usage();
      if (usage !== null && usage !== told) onUsage?.((told = usage));
      if (isLast) return true;
    }
    return false;
  };

  let ended = false;
  while (!ended) {
    const bytes = await read();
    let failure: unknown = null;
    try {
      if (bytes === null) {
        ended = true;
        const last = decoder.end();
        takeAll(last.events, last.cut);
      } else ended = takeAll(decoder.push(bytes), false);
    } catch (error) {
      failure = error;
    }
    // What came before a fault in the same bytes is passed on first.
    for (const chunk of redactor.take(chunks.drain())) {
      yield chunk;
      if (watch.signal.aborted) throw toStopped(exchange);
    }
    if (failure !== null) throw failure;
  }
  if (reader.isComplete()) return;
  if (count === 0 && decoder.stray() !== '') {
    takeText(decoder.stray(), headers, chunks, exchange);
    yield* redactor.take(chunks.drain());
    return;
  }
  throw decoder.isEmpty() ? fail('truncated', UNANSWERED, context) : toTruncated(count, context);
}

/** Takes a body that is no stream: a whole answer, an error with status 200, or something else altogether. */
function takeText(text: string, headers: Headers, chunks: ChunkBuffer, { reader, context }: Exchange): void {
  if (text.trim() === '') {
    throw fail('truncated', EMPTY, context);
  }
  const value = parseJson(text);
  if (value === undefined) throw toForeign(text, context);
  const error = reader.errorIn(value);
  if (error !== null) throw toProviderError(fromEvent(error, headers, context), context);
  if (!reader.takeWhole(value, chunks)) throw toForeign(text, context);
}

async function readText(read: () => Promise<Uint8Array | null>, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = await read(); bytes !== null; bytes = await read()) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > limit) return text;
  }
  return text + decoder.decode();
}

function redacted(text: string | null, { redact }: FailureContext): string | null {
  return text === null ? null : redact(text);
}

function toStopped({ watch, context }: Exchange): unknown {
  if (!watch.isSilent()) return toAbortError();
  return fail('timeout', SILENT, context);
}

function toBroken(error: unknown, context: FailureContext): ProviderError {
  const told = fromConnection(error, context);
  if (told.kind === 'timeout') return toProviderError(told, context, error);
  const message = {
    en: `The connection broke in the middle of the answer: ${told.message}`,
    ko: withDetail('답변이 오는 도중에 연결이 끊겼습니다', told.message),
  };
  return fail('truncated', message, context, error);
}

function toTruncated(count: number, context: FailureContext): ProviderError {
  const message = {
    en: `The stream ended after ${count} events without its end mark.`,
    ko: `스트림이 끝 표시 없이 이벤트 ${count}개 만에 끝났습니다.`,
  };
  return fail('truncated', message, context);
}

function toMalformed(data: string, context: FailureContext): ProviderError {
  const start = toStart(data, context);
  const message = {
    en: `An event of the stream is no JSON: ${start}`,
    ko: `스트림의 이벤트가 JSON이 아닙니다: ${start}`,
  };
  return fail('malformed', message, context);
}

function toForeign(text: string, context: FailureContext): ProviderError {
  const page = toPageWords(context.redact(text));
  const start = page ?? toStart(text, context);
  const message =
    page === null
      ? {
          en: `The server answered with something else than a completion: ${start}`,
          ko: `서버가 모델의 답변이 아닌 것을 보냈습니다: ${start}`,
        }
      : {
          en: `The server answered with a web page instead of a completion: ${start}`,
          ko: `서버가 모델의 답변 대신 웹 페이지를 보냈습니다: ${start}`,
        };
  return fail('malformed', message, context);
}

/** The first words of a text. Keys go before it is cut: half of one would not be known for what it is. */
function toStart(text: string, { redact }: FailureContext): string {
  return redact(text).slice(0, 200);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
