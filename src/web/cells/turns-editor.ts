import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { localized, msg, str } from '@lit/localize';
import { baseStyle } from '../look/base-style.ts';
import { icon } from '../look/icons.ts';
import type { Message, Role } from '../../core/trial.ts';
import type { TurnDeed } from '../../core/turn-deed.ts';
import { cutTurn, holdsTurn, nextRole } from '../../core/turns-body.ts';
import { roleName } from './role-name.ts';
import { takeAtEnd } from './take-at-end.ts';
import './text-area.ts';
import type { FieldInputEvent, TextAreaElement } from './text-area.ts';

const ROLES: readonly Role[] = ['user', 'assistant', 'system'];

/** Something is to be done to the turns. `part` names what is edited. */
export class TurnsEvent extends Event {
  static readonly type = 'gamut-turns';
  readonly deed: TurnDeed;
  readonly part: string;
  constructor(deed: TurnDeed, part: string) {
    super(TurnsEvent.type, { bubbles: false });
    this.deed = deed;
    this.part = part;
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
  /** What is written in a turn that is not yet `before`, as the notebook had it then. What would cut the turn in two is taken when
   * the turn is left. */
  @state() private held: { at: number; content: string; before: string } | null = null;

  constructor() {
    super();
    takeAtEnd(this, () => this.#cut());
  }

  #send(deed: TurnDeed, part: string): void {
    this.dispatchEvent(new TurnsEvent(deed, part));
  }

  /** Puts a text in at the caret of the turn that had the focus last. */
  insert(text: string): void {
    const fields = this.#fields;
    (fields[this.#last] ?? fields.at(-1))?.insert(text);
  }

  #last = 0;

  #onText(at: number, { value }: FieldInputEvent): void {
    this.held = { at, content: value, before: this.turns[at]?.content ?? '' };
    if (!holdsTurn(value)) this.#send({ do: 'say', at, content: value }, `turn ${at}`);
  }

  /** What was written is shown until the notebook has it: in between, nothing writes the old text over it. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    const { held } = this;
    if (!held || !changed.has('turns') || holdsTurn(held.content)) return;
    if (this.turns[held.at]?.content !== held.before) this.held = null;
  }

  /** Another window may have the focus: then the turn is not left. */
  #onLeave(event: Event): void {
    if (this.shadowRoot?.activeElement !== event.currentTarget) this.#cut();
  }

  /** Cuts the turn whose text holds the beginnings of others. Whoever is in it stays at the same place in the text. */
  #cut(): void {
    const { held } = this;
    const turn = held && this.turns[held.at];
    if (!turn || !holdsTurn(held.content)) return;
    const { at, content } = held;
    const { role } = turn;
    const cut = cutTurn({ role, content });
    this.held = { at, content: cut[0]?.content ?? '', before: turn.content };
    const field = this.#fields[at];
    if (field && this.shadowRoot?.activeElement === field) {
      const before = cutTurn({ role, content: content.slice(0, field.caret) });
      const caret = before.at(-1)?.content.length ?? 0;
      void this.#focus(at + before.length - 1, { from: field, caret });
    }
    this.#send({ do: 'say', at, content }, `turn ${at} cut`);
  }

  get #fields(): TextAreaElement[] {
    return [...this.renderRoot.querySelectorAll<TextAreaElement>('gamut-text-area')];
  }

  #move(at: number, to: number): void {
    if (to < 0 || to >= this.turns.length) return;
    this.#send({ do: 'move', at, to }, `turn moved ${at} ${to}`);
    void this.#focus(to);
  }

  #add(role: Role): void {
    const at = this.turns.length;
    this.#send({ do: 'add', role }, `turn added ${at}`);
    void this.#focus(at);
  }

  #delete(at: number): void {
    this.#send({ do: 'remove', at }, `turn deleted ${at}`);
    void this.#focus(Math.max(0, at - 1));
  }

  /** The focus goes to the last turn. */
  async focusLast(): Promise<void> {
    await this.updateComplete;
    this.#fields.at(-1)?.focus();
  }

  /** The focus goes to a turn once it is there; with `kept` only if it is still where it was, and the caret with it. */
  async #focus(at: number, kept?: { from: TextAreaElement; caret: number }): Promise<void> {
    for (let turn = 0; turn < 40; turn += 1) await this.updateComplete;
    if (!kept) this.#fields[at]?.focus();
    else if (this.shadowRoot?.activeElement === kept.from) this.#fields[at]?.focusAt(kept.caret);
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
        @change=${(event: Event) => {
          const chosen = (event.target as HTMLSelectElement).value as Role;
          this.#send({ do: 'role', at, role: chosen }, `turn role ${at}`);
        }}
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
        @gamut-field-key=${() => this.#cut()}
        @focusout=${this.#onLeave}
      ></gamut-text-area>
      <span class="acts">
        ${button(msg(str`Move turn ${at + 1} up`), 'chevronDown', 'up', at === 0, () => this.#move(at, at - 1))}
        ${button(msg(str`Move turn ${at + 1} down`), 'chevronDown', '', at === this.turns.length - 1, () => this.#move(at, at + 1))}
        ${button(msg(str`Delete turn ${at + 1}`), 'trash', '', this.turns.length === 1, () => this.#delete(at))}
      </span>
      ${
        this.held?.at === at && holdsTurn(this.held.content)
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
