import { css } from 'lit';

/** The looks of a response card: text first, everything else small and quiet. */
export const cardStyle = css`
  :host {
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    position: relative;
    min-width: 0;
    padding: 8px 12px 6px;
    font-size: var(--text-m);
    line-height: 1.6;
  }
  .scroll {
    flex: 1 0 auto;
    min-height: 3.2em;
    max-height: 22.4em;
    overflow-y: auto;
    overscroll-behavior-y: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--line-strong) transparent;
    contain: layout style;
    outline-offset: 2px;
  }
  .scroll.old {
    opacity: 0.65;
  }
  .head {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    gap: 0 8px;
    margin-bottom: 3px;
    color: var(--ink-3);
    font-size: var(--text-s);
    line-height: 18px;
  }
  .status {
    display: inline-flex;
    gap: 5px;
    font-weight: 600;
  }
  .mark {
    display: inline-block;
    width: 1em;
    text-align: center;
    font-weight: 400;
  }
  :host([data-status='streaming']) .status {
    color: var(--accent);
  }
  :host([data-status='streaming']) .mark {
    animation: breathe 1.4s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
  :host([data-status='retrying']) .status,
  :host([data-status='stale']) .status {
    color: var(--warn);
  }
  :host([data-status='error']) .status {
    color: var(--bad);
  }
  .notice {
    color: var(--ink-2);
  }
  .notice p + p {
    margin-top: 2px;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  .notice .message {
    overflow-wrap: anywhere;
  }
  :host([data-status='never']) .notice,
  :host([data-status='skipped']) .notice {
    color: var(--ink-3);
  }
  .same {
    flex: 1 0 auto;
    align-self: start;
    min-height: 3.2em;
    padding: 0;
    border: 0;
    background: none;
    color: var(--ink-3);
    display: flex;
    align-items: start;
    cursor: pointer;
    text-align: left;
  }
  .same:hover {
    color: var(--accent);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    align-content: flex-end;
    gap: 0 10px;
    /* Room for badges from the start: a card that finishes must not push the page down. */
    min-height: 42px;
    margin-top: 4px;
    color: var(--ink-3);
    font-size: var(--text-s);
    line-height: 20px;
  }
  @container (min-width: 440px) {
    .foot {
      min-height: 22px;
    }
  }
  .figure {
    white-space: nowrap;
  }
  .repeats {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    margin-left: -6px;
    color: var(--ink-2);
  }
  .repeats .btn {
    width: 24px;
    height: 24px;
    padding: 0;
  }
  .repeats .meta {
    margin-left: 4px;
  }
  .actions {
    position: absolute;
    bottom: 4px;
    right: 4px;
    display: flex;
    gap: 1px;
    border-radius: var(--radius);
    background: var(--surface);
    box-shadow:
      var(--shadow),
      0 0 0 1px var(--line);
    opacity: var(--card-actions, 0);
  }
  .actions .btn {
    width: 26px;
    height: 24px;
  }
  :host(:hover) .actions,
  :host(:focus-within) .actions {
    opacity: 1;
  }
  @media (hover: none) {
    .actions {
      opacity: 1;
    }
  }
`;
