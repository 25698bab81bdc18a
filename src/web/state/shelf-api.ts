import type {
  ImportedFile,
  ImportResult,
  PersonaLibrary,
  PinResult,
  TrashedNotebook,
  TrashList,
} from '../../core/api.ts';
import { call, matrixPath, notebookPath, post } from './api.ts';

/** What is asked of the server about notebooks as a whole, one function each. All throw ApiFault. */
export const shelfApi = {
  rename: (name: string, change: { to?: string; title?: string }) =>
    post<{ name: string; version: string }>(`${notebookPath(name)}/rename`, change),
  duplicate: (name: string) => post<{ name: string; version: string }>(`${notebookPath(name)}/duplicate`),
  remove: (name: string) => call<TrashedNotebook>(notebookPath(name), { method: 'DELETE' }),
  trash: () => call<TrashList>('/trash'),
  restore: (trash: string) => post<{ name: string }>(`/trash/${encodeURIComponent(trash)}/restore`),
  add: (files: readonly ImportedFile[]) => post<ImportResult>('/import', { files }),
  personas: () => call<PersonaLibrary>('/personas'),
  pin: (name: string, matrix: string, logprobs: boolean) =>
    post<PinResult>(`${matrixPath(name, matrix)}/pin`, { logprobs }),
  unpin: (name: string, matrix: string) =>
    call<PinResult>(`${matrixPath(name, matrix)}/pin`, { method: 'DELETE' }),
};
