import { html, type TemplateResult } from 'lit';
import type { CommandPage, Overlay } from './command.ts';
import './palette/palette.ts';

/** An element that stands over the page while it is shown. */
export interface OverlayElement extends HTMLElement {
  /** `typed`: what came in the meantime. */
  show(typed?: string): void;
}

interface Entry {
  tag: string;
  load: () => Promise<unknown>;
  render: (page: CommandPage) => TemplateResult;
}

/** What can stand over the page. Each is loaded when first asked for. */
const OVERLAYS: Record<Overlay, Entry> = {
  help: {
    tag: 'gamut-help',
    load: () => import('./help-dialog.ts'),
    render: () => html`<gamut-help></gamut-help>`,
  },
  keys: {
    tag: 'gamut-keys',
    load: () => import('./keys-dialog.ts'),
    render: () => html`<gamut-keys></gamut-keys>`,
  },
  palette: {
    tag: 'gamut-palette',
    // It is typed into at once.
    load: () => Promise.resolve(),
    render: (page) => html`<gamut-palette .page=${page}></gamut-palette>`,
  },
  personas: {
    tag: 'gamut-personas',
    load: () => import('../side/persona-library.ts'),
    render: (page) => html`<gamut-personas .page=${page}></gamut-personas>`,
  },
  providers: {
    tag: 'gamut-providers',
    load: () => import('./providers-dialog.ts'),
    render: ({ workspace }) => html`<gamut-providers .workspace=${workspace}></gamut-providers>`,
  },
  rename: {
    tag: 'gamut-rename',
    load: () => import('../side/rename-dialog.ts'),
    render: ({ workspace }) => html`<gamut-rename .workspace=${workspace}></gamut-rename>`,
  },
};

/** The name of an overlay's element. */
export function overlayTag(overlay: Overlay): string {
  return OVERLAYS[overlay].tag;
}

/** Reads an overlay's code, the first time from the server. */
export async function loadOverlay(overlay: Overlay): Promise<void> {
  await OVERLAYS[overlay].load();
}

/** An overlay's element. */
export function renderOverlay(overlay: Overlay, page: CommandPage): TemplateResult {
  return OVERLAYS[overlay].render(page);
}
