import { html, type TemplateResult } from 'lit';
import type { Overlay } from './command.ts';
import type { Workspace } from '../state/workspace.ts';

/** An element that stands over the page while it is shown. */
export interface OverlayElement extends HTMLElement {
  show(): void;
}

interface Entry {
  tag: string;
  load: () => Promise<unknown>;
  render: (workspace: Workspace) => TemplateResult;
}

/** What can stand over the page. Each is loaded when first asked for. */
const OVERLAYS: Record<Overlay, Entry> = {
  help: {
    tag: 'gamut-help',
    load: () => import('./help-dialog.ts'),
    render: () => html`<gamut-help></gamut-help>`,
  },
  providers: {
    tag: 'gamut-providers',
    load: () => import('./providers-dialog.ts'),
    render: (workspace) => html`<gamut-providers .workspace=${workspace}></gamut-providers>`,
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
export function renderOverlay(overlay: Overlay, workspace: Workspace): TemplateResult {
  return OVERLAYS[overlay].render(workspace);
}
