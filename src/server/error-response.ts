import { HTTPException } from 'hono/http-exception';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ZodError } from 'zod';
import { ProviderError } from '../core/failure.ts';
import { toLocale } from '../core/text.ts';
import type { Locale, Text } from '../core/text.ts';
import { FolderError } from '../store/folder-error.ts';
import type { FolderErrorKind } from '../store/folder-error.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreErrorKind } from '../store/store-error.ts';
import { WorkbenchError } from '../workbench/workbench-error.ts';
import type { WorkbenchErrorKind } from '../workbench/workbench-error.ts';
import { ApiFault } from './api-fault.ts';
import type { Log } from './log.ts';
import { toWish } from './request-wish.ts';

const WORKBENCH_STATUS: Record<WorkbenchErrorKind, ContentfulStatusCode> = {
  'no-folder': 500,
  'no-matrix': 404,
  'broken-matrix': 422,
  'bad-selection': 422,
  'nothing-to-run': 409,
  unpriced: 409,
  costly: 409,
  'bad-budget': 422,
  'no-rate': 422,
  'no-run': 404,
  running: 409,
  'too-large': 413,
  'cannot-serve': 500,
};

const FOLDER_STATUS: Record<FolderErrorKind, ContentfulStatusCode> = {
  outside: 403,
  bad_name: 400,
  not_found: 404,
  exists: 409,
  conflict: 409,
  too_large: 413,
  not_text: 422,
  denied: 500,
  disk_full: 507,
  io: 500,
};

const STORE_STATUS: Partial<Record<StoreErrorKind, ContentfulStatusCode>> = { locked: 503, disk_full: 507 };

/** The language that the asker reads, by Accept-Language. */
export function localeOf(c: Context): Locale {
  return toLocale(c.req.header('accept-language'));
}

const PLACE: Record<string, Text> = {
  json: { en: 'body', ko: '본문' },
  query: { en: 'query', ko: '쿼리' },
  param: { en: 'path', ko: '경로' },
  header: { en: 'header', ko: '헤더' },
};

/** What is wrong in a request, and where. `target` is the part of it, as Hono calls it. */
export function toInvalidRequest(target: string, error: ZodError): ApiFault {
  const told = error.issues
    .slice(0, 5)
    .map((issue) => ({ at: issue.path.map(String).join('.'), wish: toWish(issue) }));
  const place = PLACE[target] ?? { en: target, ko: target };
  const say = (locale: Locale) =>
    told.map(({ at, wish }) => `${place[locale]}${at === '' ? '' : ` ${at}`}: ${wish[locale]}`).join('; ');
  return new ApiFault(
    400,
    'invalid_request',
    { en: `The request is not valid. ${say('en')}.`, ko: `요청이 올바르지 않습니다. ${say('ko')}.` },
    {
      hint: { en: 'See /api/docs for what is expected.', ko: '올바른 형식은 /api/docs에서 볼 수 있습니다.' },
    },
  );
}

function toHttpFault(error: HTTPException): ApiFault {
  const kinds: Record<number, [string, Text]> = {
    400: ['invalid_request', { en: 'The body is not valid JSON.', ko: '본문이 올바른 JSON이 아닙니다.' }],
    413: ['too_large', { en: 'The body is too large.', ko: '본문이 너무 큽니다.' }],
    415: [
      'invalid_request',
      { en: 'The body must be application/json.', ko: '본문은 application/json이어야 합니다.' },
    ],
  };
  const [kind, text] = kinds[error.status] ?? [
    'http',
    { en: error.message, ko: `요청을 처리하지 못했습니다(HTTP ${error.status}).` },
  ];
  return new ApiFault(error.status as ContentfulStatusCode, kind, text);
}

function toFault(error: unknown): ApiFault | null {
  if (error instanceof ApiFault) return error;
  if (error instanceof WorkbenchError) {
    return new ApiFault(WORKBENCH_STATUS[error.kind], error.kind.replaceAll('-', '_'), error.text, {
      hint: error.hint,
    });
  }
  if (error instanceof FolderError) {
    const extra = error.disk ? { disk: { text: error.disk.text, version: error.disk.version } } : {};
    return new ApiFault(FOLDER_STATUS[error.kind], error.kind, error.text, { extra });
  }
  if (error instanceof StoreError) {
    return new ApiFault(STORE_STATUS[error.kind] ?? 500, `store_${error.kind}`, error.text);
  }
  if (error instanceof ProviderError) {
    const { kind, message, text, hint } = error.failure;
    return new ApiFault(502, kind, text ?? { en: message, ko: message }, { hint });
  }
  if (error instanceof HTTPException) return toHttpFault(error);
  return null;
}

const UNKNOWN = new ApiFault(
  500,
  'internal',
  { en: 'Something went wrong inside Gamut.', ko: 'Gamut 내부에서 오류가 발생했습니다.' },
  {
    hint: {
      en: 'Try again; if it stays, report it with what `gamut serve` printed.',
      ko: '다시 시도해 보세요. 계속되면 `gamut serve`가 출력한 내용과 함께 알려 주세요.',
    },
  },
);

/**
 * The one place that makes an error's answer: `{error: {kind, message, hint}}` in the asker's language. What is no known
 * refusal is logged whole and told as 500 without its text.
 */
export function toErrorResponse(error: unknown, c: Context, log: Log): Response {
  const fault = toFault(error);
  if (!fault) log.error({ err: error, method: c.req.method, path: c.req.path }, 'a request failed');
  const { status, kind, text, hint, extra } = fault ?? UNKNOWN;
  const locale = localeOf(c);
  return c.json({ error: { kind, message: text[locale], hint: hint?.[locale] ?? null }, ...extra }, status);
}
