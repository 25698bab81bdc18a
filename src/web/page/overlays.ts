import { html, type TemplateResult } from 'lit';
import { part, type Part } from '../state/load-part.ts';
import type { CommandPage, Overlay } from './command.ts';
import './palette/palette.ts';

/** An element that stands over the page while it is shown. */
export interface OverlayElement extends HTMLElement {
  /** `typed`: what came in the meantime. */
  show(typed?: string): void;
}

interface Entry {
  tag: string;
  /** Null where it comes with the page. */
  part: Part | null;
  render: (page: CommandPage) => TemplateResult;
}

/** What can stand over the page. Each is loaded when first asked for. */
const OVERLAYS: Record<Overlay, Entry> = {
  help: {
    tag: 'gamut-help',
    part: part(() => import('./help-dialog.ts')),
    render: () => html`<gamut-help></gamut-help>`,
  },
  keys: {
    tag: 'gamut-keys',
    part: part(() => import('./keys-dialog.ts')),
    render: () => html`<gamut-keys></gamut-keys>`,
  },
  palette: {
    tag: 'gamut-palette',
    // It is typed into at once.
    part: null,
    render: (page) => html`<gamut-palette .page=${page}></gamut-palette>`,
  },
  personas: {
    tag: 'gamut-personas',
    part: part(() => import('../side/persona-library.ts')),
    render: (page) => html`<gamut-personas .page=${page}></gamut-personas>`,
  },
  providers: {
    tag: 'gamut-providers',
    part: part(() => import('./providers-dialog.ts')),
    render: ({ workspace }) => html`<gamut-providers .workspace=${workspace}></gamut-providers>`,
  },
  rename: {
    tag: 'gamut-rename',
    part: part(() => import('../side/rename-dialog.ts')),
    render: (page) => html`<gamut-rename .page=${page}></gamut-rename>`,
  },
  trash: {
    tag: 'gamut-trash',
    part: part(() => import('../side/trash-dialog.ts')),
    render: ({ workspace }) => html`<gamut-trash .workspace=${workspace}></gamut-trash>`,
  },
};

/** The name of an overlay's element. */
export function overlayTag(overlay: Overlay): string {
  return OVERLAYS[overlay].tag;
}

/** Reads an overlay's code, the first time from the server. */
export async function loadOverlay(overlay: Overlay): Promise<void> {
  await OVERLAYS[overlay].part?.load();
}

/** An overlay's element. */
export function renderOverlay(overlay: Overlay, page: CommandPage): TemplateResult {
  return OVERLAYS[overlay].render(page);
}
