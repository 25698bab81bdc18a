import { isolate } from '../core/isolate.ts';
import { particle } from '../core/text.ts';
import type { Text } from '../core/text.ts';

/** What can be wrong with a file in the notebooks folder. */
export type FolderErrorKind =
  | 'outside'
  | 'bad_name'
  | 'not_found'
  | 'exists'
  | 'conflict'
  | 'too_large'
  | 'not_text'
  | 'denied'
  | 'disk_full'
  | 'io';

const SAY: Record<FolderErrorKind, (name: string, detail: Text) => Text> = {
  outside: (name) => ({
    en: `'${name}' is outside the notebooks folder. Name a file inside it, by its path from there.`,
    ko: `'${name}' 경로는 노트북 폴더 밖에 있습니다. 폴더 안의 파일을 폴더 기준 경로로 지정하세요.`,
  }),
  bad_name: (name, detail) => ({
    en: `'${name}' cannot be the name of a notebook or its data (${detail.en}). Take another name.`,
    ko: `'${name}'${particle(name, '은', '는')} 노트북이나 데이터 파일의 이름으로 쓸 수 없습니다(${detail.ko}). 다른 이름을 쓰세요.`,
  }),
  not_found: (name) => ({
    en: `There is no file '${name}' in the notebooks folder. It may have been moved, renamed or deleted.`,
    ko: `노트북 폴더에 '${name}' 파일이 없습니다. 옮겨졌거나 이름이 바뀌었거나 삭제되었을 수 있습니다.`,
  }),
  exists: (name) => ({
    en: `'${name}' is there already. Take another name.`,
    ko: `'${name}' 파일이 이미 있습니다. 다른 이름을 쓰세요.`,
  }),
  conflict: (name) => ({
    en: `'${name}' has been changed on the disk meanwhile. Nothing was overwritten: choose which text to keep.`,
    ko: `그 사이에 디스크의 '${name}' 파일이 바뀌었습니다. 덮어쓰지 않았습니다. 어느 내용을 남길지 고르세요.`,
  }),
  too_large: (name, detail) => ({
    en: `'${name}' is too large (${detail.en}). Split it into smaller files.`,
    ko: `'${name}' 파일이 너무 큽니다(${detail.ko}). 더 작은 파일로 나누세요.`,
  }),
  not_text: (name) => ({
    en: `'${name}' is not UTF-8 text. Save it as UTF-8, then open it again.`,
    ko: `'${name}' 파일이 UTF-8 텍스트가 아닙니다. UTF-8로 저장한 뒤 다시 여세요.`,
  }),
  denied: (name) => ({
    en: `'${name}' may not be read or written. Check the permissions of the file and of its folder.`,
    ko: `'${name}' 파일을 읽거나 쓸 권한이 없습니다. 파일과 폴더의 권한을 확인하세요.`,
  }),
  disk_full: (name) => ({
    en: `The disk is full: '${name}' was not written, and is as it was. Free some space, then save again.`,
    ko: `디스크가 가득 차서 '${name}' 파일을 저장하지 못했습니다. 이전 내용은 그대로입니다. 공간을 확보한 뒤 다시 저장하세요.`,
  }),
  io: (name, detail) => ({
    en: `'${name}' could not be read or written (${detail.en}). Check the disk, then try again.`,
    ko: `'${name}' 파일을 읽거나 쓰지 못했습니다(${detail.ko}). 디스크를 확인한 뒤 다시 시도하세요.`,
  }),
};

/** What is on the disk, where a write was refused for its sake. */
export interface DiskText {
  text: string;
  version: string;
}

/** What the notebooks folder throws. `text` is for people; `disk` is there for a `conflict`. */
export class FolderError extends Error {
  override name = 'FolderError';
  readonly kind: FolderErrorKind;
  readonly text: Text;
  readonly disk: DiskText | null;

  constructor(
    kind: FolderErrorKind,
    file: string,
    {
      detail = '',
      disk = null,
      cause,
    }: { detail?: string | Text; disk?: DiskText | null; cause?: unknown } = {},
  ) {
    const text = SAY[kind](isolate(file), typeof detail === 'string' ? { en: detail, ko: detail } : detail);
    super(text.en, { cause });
    this.kind = kind;
    this.text = text;
    this.disk = disk;
  }
}

const KIND_OF_ERRNO: Record<string, FolderErrorKind> = {
  ENOENT: 'not_found',
  ENOTDIR: 'not_found',
  EISDIR: 'not_found',
  EEXIST: 'exists',
  ELOOP: 'outside',
  ENAMETOOLONG: 'bad_name',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
};

/** What the file system threw as a {@link FolderError}; anything else (a bug) as it is. */
export function toFolderError(error: unknown, name: string): unknown {
  if (error instanceof FolderError || !(error instanceof Error)) return error;
  if (!('code' in error) || typeof error.code !== 'string' || !('syscall' in error)) return error;
  return new FolderError(KIND_OF_ERRNO[error.code] ?? 'io', name, { detail: error.code, cause: error });
}

/** Does something with a file; what the file system throws is thrown as a {@link FolderError} that names it. */
export async function guarded<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFolderError(error, name);
  }
}
