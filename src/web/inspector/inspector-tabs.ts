import { html, type LitElement, type TemplateResult } from 'lit';
import { msg } from '@lit/localize';

/** The parts of what is known of a trial. */
export type InspectorTab = 'text' | 'tokens' | 'request' | 'code' | 'history' | 'raw';

/** The tabs of the inspector: a press or the arrow keys show another part. */
export function inspectorTabs(
  host: LitElement,
  current: InspectorTab,
  show: (tab: InspectorTab) => void,
): TemplateResult {
  const tabs: [InspectorTab, string][] = [
    ['text', msg('Text')],
    ['tokens', msg('Tokens')],
    ['request', msg('Request')],
    ['code', msg('Code')],
    ['history', msg('History')],
    ['raw', 'JSON'],
  ];
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex(([tab]) => tab === current);
    show(tabs[(at + step + tabs.length) % tabs.length]?.[0] ?? 'text');
    void host.updateComplete.then(() =>
      host.renderRoot.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus(),
    );
  };
  return html`<div class="tabs" role="tablist" aria-label=${msg('What to show')} @keydown=${onKeyDown}>
    ${tabs.map(
      ([tab, name]) =>
        html`<button
          id="tab-${tab}"
          role="tab"
          data-tab=${tab}
          aria-selected=${tab === current}
          aria-controls="panel"
          tabindex=${tab === current ? 0 : -1}
          @click=${() => show(tab)}
        >
          ${name}
        </button>`,
    )}
  </div>`;
}
