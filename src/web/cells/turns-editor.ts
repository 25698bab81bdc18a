import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import type { Message, Role } from '../../core/trial.ts';
import { holdsTurn, nextRole, toTurnsBody } from '../../core/turns-body.ts';
import './text-area.ts';
import type { FieldInputEvent, TextAreaElement } from './text-area.ts';

const ROLES: readonly Role[] = ['user', 'assistant', 'system'];

/** The turns are others now. `part` names what was edited. */
export class TurnsEvent extends Event {
  static readonly type = 'gamut-turns';
  readonly body: string;
  readonly part: string;
  constructor(body: string, part: string) {
    super(TurnsEvent.type, { bubbles: false });
    this.body = body;
    this.part = part;
  }
}

/** The name of a role for people. */
export function roleName(role: Role): string {
  switch (role) {
    case 'user':
      return msg('User');
    case 'assistant':
      return msg('Assistant');
    case 'system':
      return msg('System');
    default:
      role satisfies never;
      return '';
  }
}

/**
 * A conversation, turn by turn: each a text under its role, moved, deleted and added to.
 *
 * @fires gamut-turns
 */
@customElement('gamut-turns-editor')
@localized()
export class TurnsEditorElement extends LitElement {
  static override styles = [
    baseStyle,
    css`
      :host {
        display: block;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 6px;
      }
      li {
        display: grid;
        grid-template-columns: 104px minmax(0, 1fr) auto;
        gap: 4px 10px;
        align-items: start;
        padding: 6px 8px;
        border-radius: var(--radius);
        border-inline-start: 3px solid var(--line-strong);
        background: var(--sunken);
      }
      li[data-role='assistant'] {
        border-inline-start-color: var(--accent);
      }
      li[data-role='system'] {
        border-inline-start-style: dotted;
      }
      select.field {
        width: 100%;
        height: 24px;
        padding-inline-start: 4px;
        border-color: transparent;
        background-color: transparent;
        color: var(--ink-2);
        font: 600 var(--text-s) var(--font-text);
      }
      select.field:hover {
        background-color: var(--hover);
      }
      gamut-text-area {
        font-size: var(--text-l);
        line-height: 1.65;
      }
      .acts {
        display: flex;
        opacity: 0;
      }
      li:hover .acts,
      li:focus-within .acts {
        opacity: 1;
      }
      @media (hover: none) {
        .acts {
          opacity: 1;
        }
      }
      .acts .btn {
        width: 24px;
        height: 24px;
      }
      .up svg {
        transform: rotate(180deg);
      }
      .held {
        grid-column: 2;
        color: var(--warn);
        font-size: var(--text-s);
      }
      .add {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        /* Its signs stand where the text begins. */
        margin: 6px 0 0 -8px;
      }
      .add .btn {
        padding-inline: 8px;
      }
      @container (width < 520px) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        gamut-text-area {
          grid-column: 1 / -1;
          grid-row: 2;
        }
        .held {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) turns: readonly Message[] = [];
  @property() name = '';
  /** Variables that no column gives. */
  @property({ attribute: false }) missing: readonly string[] = [];
  /** What is written in a turn and would cut it in two; it is taken when the turn is left. */
  @state() private held: { at: number; content: string } | null = null;

  #send(turns: readonly Message[], part: string): void {
    this.dispatchEvent(new TurnsEvent(toTurnsBody(turns), part));
  }

  /** Puts a text in at the caret of the turn that had the focus last. */
  insert(text: string): void {
    const fields = [...this.renderRoot.querySelectorAll<TextAreaElement>('gamut-text-area')];
    (fields[this.#last] ?? fields.at(-1))?.insert(text);
  }

  #last = 0;

  #onText(at: number, { value }: FieldInputEvent): void {
    this.held = holdsTurn(value) ? { at, content: value } : null;
    if (!this.held) this.#put(at, { content: value }, `turn ${at}`);
  }

  #onLeave(): void {
    const { held } = this;
    this.held = null;
    if (held) this.#put(held.at, { content: held.content }, `turn ${held.at} cut`);
  }

  #put(at: number, change: Partial<Message>, part: string): void {
    this.#send(
      this.turns.map((turn, index) => (index === at ? { ...turn, ...change } : turn)),
      part,
    );
  }

  #move(at: number, to: number): void {
    const turn = this.turns[at];
    if (!turn || to < 0 || to >= this.turns.length) return;
    this.#send(this.turns.toSpliced(at, 1).toSpliced(to, 0, turn), `turn moved ${at} ${to}`);
    void this.#focus(to);
  }

  #add(role: Role): void {
    this.#send([...this.turns, { role, content: '' }], `turn added ${this.turns.length}`);
    void this.#focus(this.turns.length);
  }

  #delete(at: number): void {
    this.#send(this.turns.toSpliced(at, 1), `turn deleted ${at}`);
    void this.#focus(Math.max(0, at - 1));
  }

  /** The focus goes to a turn once it is there. */
  async #focus(at: number): Promise<void> {
    for (let turn = 0; turn < 40; turn += 1) await this.updateComplete;
    this.renderRoot.querySelectorAll<TextAreaElement>('gamut-text-area')[at]?.focus();
  }

  #turn({ role, content }: Message, at: number): TemplateResult {
    const who = `${roleName(role)} ${at + 1}`;
    const button = (
      label: string,
      name: 'chevronDown' | 'trash',
      style: string,
      isOff: boolean,
      act: () => void,
    ) =>
      html`<button
        class="btn quiet icon ${style}"
        ?disabled=${isOff}
        aria-label=${label}
        title=${label}
        @click=${act}
      >
        ${icon(name)}
      </button>`;
    return html`<li data-role=${role} @focusin=${() => (this.#last = at)}>
      <select
        class="field"
        aria-label=${msg(str`Who speaks in turn ${at + 1}`)}
        @change=${(event: Event) =>
          this.#put(at, { role: (event.target as HTMLSelectElement).value as Role }, `turn role ${at}`)}
      >
        ${ROLES.map((one) => html`<option value=${one} .selected=${live(one === role)}>${roleName(one)}</option>`)}
      </select>
      <gamut-text-area
        marks
        label=${`${this.name} ${who}`}
        placeholder=${role === 'assistant' ? msg('What the model is to have said') : msg('What is said')}
        .value=${this.held?.at === at ? this.held.content : content}
        .missing=${this.missing}
        @gamut-field-input=${(event: FieldInputEvent) => this.#onText(at, event)}
        @focusout=${this.#onLeave}
      ></gamut-text-area>
      <span class="acts">
        ${button(msg(str`Move turn ${at + 1} up`), 'chevronDown', 'up', at === 0, () => this.#move(at, at - 1))}
        ${button(msg(str`Move turn ${at + 1} down`), 'chevronDown', '', at === this.turns.length - 1, () => this.#move(at, at + 1))}
        ${button(msg(str`Delete turn ${at + 1}`), 'trash', '', this.turns.length === 1, () => this.#delete(at))}
      </span>
      ${
        this.held?.at === at
          ? html`<span class="held">${msg('The @ line begins a turn of its own when you leave this one.')}</span>`
          : nothing
      }
    </li>`;
  }

  override render() {
    const next = nextRole(this.turns);
    return html`<ol>
        ${this.turns.map((turn, at) => this.#turn(turn, at))}
      </ol>
      <div class="add">
        ${[next, ...ROLES.filter((role) => role !== next)].map(
          (role) =>
            html`<button class="btn quiet" @click=${() => this.#add(role)}>${icon('plus')}${roleName(role)}</button>`,
        )}
        <slot></slot>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gamut-turns-editor': TurnsEditorElement;
  }
  interface GlobalEventHandlersEventMap {
    'gamut-turns': TurnsEvent;
  }
}
