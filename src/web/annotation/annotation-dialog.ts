import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { localized, msg } from '@lit/localize';
import type { Annotation } from '../../core/annotation.ts';
import { baseStyle } from '../look/base-style.ts';
import { dialogStyle } from '../look/dialog-style.ts';
import { showKeys } from '../keys/chord.ts';
import { icon } from '../look/icons.ts';
import { isMac } from '../page/key-caps.ts';
import './annotation-editor.ts';
import type { AnnotationEditorElement } from './annotation-editor.ts';

/**
 * What is said of a result, in a dialog over the answers. Escape or Ctrl+Enter closes it; nothing is lost.
 *
 * @fires gamut-annotate
 */
@customElement('gamut-annotation-dialog')
@localized()
export class AnnotationDialogElement extends LitElement {
  static override styles = [
    baseStyle,
    dialogStyle,
    css`
      dialog {
        width: min(440px, calc(100vw - 24px));
      }
      .body {
        display: grid;
        gap: 10px;
        padding: 12px 20px 14px;
      }
      footer {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        padding: 0 20px 16px;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement;
  @query('gamut-annotation') private editor!: AnnotationEditorElement;

  @property() matrix = '';
  @property() trialId = '';
  /** Which result it is, in a few words. */
  @property() name = '';
  @property({ attribute: false }) annotation: Annotation | null = null;
  @property({ attribute: false }) knownTags: readonly string[] = [];

  /** Opens it with the focus in a field. */
  async show(field: 'note' | 'tags'): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    await this.editor.focusField(field);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const isDone = event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing;
    if (isDone) {
      event.preventDefault();
      event.stopPropagation();
      this.dialog.close();
    } else if (event.key === 'Escape') event.stopPropagation();
  }

  /** The fields tell what was written in them when they are left. */
  #onClose(): void {
    (this.editor.shadowRoot?.activeElement as HTMLElement | null)?.blur();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @keydown=${this.#onKeyDown} @close=${this.#onClose}>
      <header>
        <h2 id="title">${msg('What you say of this answer')}</h2>
        <button class="btn quiet icon" aria-label=${msg('Close')} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="body">
        <p class="meta">${this.name}</p>
        <gamut-annotation
          .matrix=${this.matrix}
          .trialId=${this.trialId}
          .annotation=${this.annotation}
          .knownTags=${this.knownTags}
        ></gamut-annotation>
      </div>
      <footer>
        <span class="meta">${msg('Kept as you write')}</span>
        <button class="btn primary" title=${showKeys('Mod+Enter', isMac)} @click=${() => this.dialog.close()}>${msg('Done')}</button>
      </footer>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-annotation-dialog': AnnotationDialogElement;
  }
}
