import type { Text } from '../core/text.ts';

/** What can be wrong with the file of results. */
export type StoreErrorKind =
  'disk_full' | 'read_only' | 'locked' | 'corrupt' | 'not_a_database' | 'newer_schema' | 'cannot_open' | 'io';

const SAY: Record<StoreErrorKind, (file: string, detail: string) => Text> = {
  disk_full: (file) => ({
    en: `The disk is full: nothing more could be written to ${file}. What was stored is safe. Free some space, then go on.`,
    ko: `디스크가 가득 차서 ${file}에 더 쓸 수 없습니다. 이미 저장된 결과는 안전합니다. 공간을 확보한 뒤 이어서 실행하세요.`,
  }),
  read_only: (file) => ({
    en: `${file} may not be written to. Give yourself write permission on the file and its folder, then go on.`,
    ko: `${file}에 쓸 수 없습니다. 파일과 폴더의 쓰기 권한을 확인한 뒤 다시 시도하세요.`,
  }),
  locked: (file) => ({
    en: `Another program holds ${file} locked. Close whatever else has it open, then try again.`,
    ko: `다른 프로그램이 ${file} 파일을 잠그고 있습니다. 이 파일을 연 다른 프로그램을 닫고 다시 시도하세요.`,
  }),
  corrupt: (file, detail) => ({
    en: `${file} is damaged (${detail}). Keep a copy of it, then restore a backup or move it away to start anew.`,
    ko: `${file} 파일이 손상되었습니다(${detail}). 사본을 남겨 둔 뒤 백업을 복원하거나, 파일을 옮기고 새로 시작하세요.`,
  }),
  not_a_database: (file) => ({
    en: `${file} is not a SQLite database. Move it away, and Gamut makes a new one.`,
    ko: `${file} 파일은 SQLite 데이터베이스가 아닙니다. 파일을 옮기면 Gamut이 새로 만듭니다.`,
  }),
  newer_schema: (file, detail) => ({
    en: `${file} was written by a newer Gamut (${detail}). Update Gamut to open it.`,
    ko: `${file} 파일은 더 새로운 Gamut이 만든 파일입니다(${detail}). Gamut을 업데이트한 뒤 여세요.`,
  }),
  cannot_open: (file) => ({
    en: `${file} could not be opened or made. Check that its folder exists and may be written to.`,
    ko: `${file} 파일을 열거나 만들 수 없습니다. 폴더가 있는지, 쓰기 권한이 있는지 확인하세요.`,
  }),
  io: (file, detail) => ({
    en: `Reading or writing ${file} failed (${detail}). Check the disk, then try again.`,
    ko: `${file} 파일을 읽거나 쓰지 못했습니다(${detail}). 디스크를 확인한 뒤 다시 시도하세요.`,
  }),
};

/** What the store throws. `text` is for people: what happened, to which file, what to do next. */
export class StoreError extends Error {
  override name = 'StoreError';
  readonly kind: StoreErrorKind;
  readonly text: Text;
  readonly file: string;

  constructor(kind: StoreErrorKind, file: string, detail = '', cause?: unknown) {
    const text = SAY[kind](file, detail);
    super(text.en, { cause });
    this.kind = kind;
    this.text = text;
    this.file = file;
  }
}

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html): the low byte of `errcode`.
const KIND_OF_CODE: Record<number, StoreErrorKind> = {
  5: 'locked', // SQLITE_BUSY
  6: 'locked', // SQLITE_LOCKED
  8: 'read_only',
  10: 'io',
  11: 'corrupt',
  13: 'disk_full',
  14: 'cannot_open',
  26: 'not_a_database',
};

const KIND_OF_ERRNO: Record<string, StoreErrorKind> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EROFS: 'read_only',
  EACCES: 'cannot_open',
  EPERM: 'cannot_open',
  // Node says so where a folder is to be made on a read-only file system.
  ENOENT: 'cannot_open',
  ENOTDIR: 'cannot_open',
  EEXIST: 'cannot_open',
};

/** What SQLite or the file system threw as a {@link StoreError}; anything else (a bug) as it is. */
export function toStoreError(error: unknown, file: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error;
  if ('errcode' in error && typeof error.errcode === 'number') {
    const kind = KIND_OF_CODE[error.errcode & 0xff];
    return kind ? new StoreError(kind, file, error.message, error) : error;
  }
  if ('code' in error && typeof error.code === 'string') {
    const kind = KIND_OF_ERRNO[error.code];
    return kind ? new StoreError(kind, file, error.message, error) : error;
  }
  return error;
}
