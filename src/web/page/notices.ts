import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import { inLocale } from '../look/locale.ts';
import { watch } from '../state/subject.ts';
import type { Workspace } from '../state/workspace.ts';

/** What a person must know at once: no server, a refusal, a file changed on the disk, a fault in the settings. */
@localized()
@customElement('gamut-notices')
export class NoticesElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      .notice {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 7px 16px;
        background: var(--warn-soft);
        color: var(--warn);
        font-size: var(--text-m);
        border-bottom: 1px solid var(--line);
      }
      .notice.bad {
        background: var(--bad-soft);
        color: var(--bad);
      }
      .words {
        flex: 1;
        min-width: 0;
      }
      .btn {
        color: var(--ink);
      }
    `,
  ];

  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    watch(this, () => this.workspace);
  }

  override render() {
    const { workspace } = this;
    const { open, fault, settings } = workspace;
    return html`${
      workspace.isConnected
        ? nothing
        : html`<div class="notice bad" role="alert">
            ${icon('warning')}<span class="words"
              >${msg('The server is not reached. Nothing is lost: start it again with npm start, and this page goes on.')}</span
            >
          </div>`
    }
    ${
      open?.saveState === 'conflict'
        ? html`<div class="notice" role="alert">
            ${icon('warning')}<span class="words"
              >${msg('Another program changed this file while you were editing it. Neither text is lost until you choose.')}</span
            >
            <button class="btn" @click=${() => void open.settle('theirs')}>${msg('Take the file')}</button>
            <button class="btn" @click=${() => void open.settle('mine')}>${msg('Keep mine')}</button>
          </div>`
        : nothing
    }
    ${
      open?.saveState === 'failed' && open.fault && open.fault.kind !== 'offline'
        ? html`<div class="notice bad" role="alert">
            ${icon('warning')}<span class="words">${open.fault.message} ${open.fault.hint ?? ''}</span>
          </div>`
        : nothing
    }
    ${
      fault && fault.kind !== 'offline'
        ? html`<div class="notice bad" role="alert">
            ${icon('warning')}<span class="words">${fault.message} ${fault.hint ?? ''}</span>
            <button
              class="btn quiet icon"
              aria-label=${msg('Dismiss')}
              @click=${() => workspace.dismissFault()}
            >
              ${icon('close')}
            </button>
          </div>`
        : nothing
    }
    ${workspace.questions.map(
      ({ message, settle }) =>
        html`<div class="notice" role="alert">
          ${icon('warning')}<span class="words">${message}</span>
          <button class="btn" @click=${() => void settle(true)}>${msg('Run without a limit')}</button>
          <button class="btn" @click=${() => void settle(false)}>${msg('Do not run')}</button>
        </div>`,
    )}
    ${settings?.configProblems.map(
      (problem) =>
        html`<div class="notice" role="status">
          ${icon('warning')}<span class="words"
            ><span class="mono">${settings.configFile}:${problem.line}:${problem.column}</span>
            ${inLocale(problem.message)}</span
          >
        </div>`,
    )}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-notices': NoticesElement;
  }
}
