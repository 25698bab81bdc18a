import { css } from 'lit';

/** The looks of a response card: text first, everything else small and quiet. */
export const cardStyle = css`
  :host {
    --text-ring: none;
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    position: relative;
    min-width: 0;
    padding: 8px 12px 6px;
    font-size: var(--card-text, var(--text-m));
    line-height: var(--card-leading, 1.6);
  }
  .scroll {
    flex: 1 0 auto;
    min-height: 3.2em;
    max-height: var(--card-height, 22.4em);
    /* Only the card under the pointer or the focus scrolls by hand: hundreds of boxes that might are what makes the page
       itself scroll slowly. The room for the bar is kept, so that nothing moves when it comes. */
    overflow-y: hidden;
    scrollbar-gutter: stable;
    margin-inline-end: -8px;
    scrollbar-width: thin;
    contain: layout style;
  }
  /* The cell around it shows where the focus is. */
  .scroll:focus-visible {
    outline: none;
  }
  :host([data-pointed]) .scroll,
  :host(:focus-within) .scroll {
    overflow-y: auto;
  }
  @media (hover: none) {
    .scroll {
      overflow-y: auto;
    }
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
  .reason {
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    text-align: start;
    text-decoration: underline dotted;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .reason:hover {
    color: var(--ink);
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
    overflow-wrap: anywhere;
  }
  .same:hover {
    color: var(--accent);
  }
  .foot {
    margin-top: 4px;
    color: var(--ink-3);
    font-size: var(--text-s);
    line-height: 20px;
  }
  /* Two lines, from the start: a card that finishes must not push the page down. The marks are the second; a figure that there
     is no room for beside the others is there too. */
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-content: flex-start;
    align-items: center;
    gap: 0 10px;
    height: 44px;
    overflow: hidden;
  }
  .figures {
    display: contents;
    white-space: nowrap;
  }
  .figures > * {
    flex: none;
    max-width: 100%;
    min-height: 20px;
  }
  .figures > .status {
    flex: 1 0 100%;
  }
  .marks {
    display: flex;
    flex: 1 1 calc(100% - 110px);
    align-items: center;
    gap: 0 8px;
    min-width: 0;
    /* What there is no room for goes whole, by a line that is out of sight, and not half a word of it. */
    flex-wrap: wrap;
    align-content: flex-start;
    height: 24px;
    overflow: hidden;
    white-space: nowrap;
    /* The end is the buttons', while they are there. */
    padding-right: calc(var(--card-actions, 0) * 84px);
  }
  :host([data-pointed]) .marks,
  :host(:focus-within) .marks {
    padding-right: 84px;
  }
  /* The line in sight is as high as there is room for, so that nothing of the next one shows. */
  .marks::before {
    content: '';
    width: 0;
    height: 24px;
    margin-inline-end: -8px;
  }
  /* In this order they give way, the last first: what failed stays beside what was said of it. */
  .marks > * {
    flex: none;
    max-height: 24px;
    order: 2;
  }
  .marks > .repeats,
  .marks > .pin {
    order: 0;
  }
  .marks > [data-checks],
  .marks > [data-finish] {
    order: 1;
  }
  .marks > .tag,
  .marks > .kept,
  .marks > [data-spread],
  .marks > .bits {
    order: 3;
  }
  .marks .badge.star {
    background: none;
    color: var(--warn);
    font-size: 14px;
  }
  .marks .badge.kept {
    background: none;
    color: var(--ink-3);
  }
  .marks .badge.kept svg {
    width: 12px;
    height: 12px;
  }
  .marks .badge.pin {
    background: var(--accent-fill);
    color: var(--accent-ink);
    font-weight: 650;
  }
  .marks .badge.pin,
  .marks .badge[data-rating] {
    flex: none;
    min-width: 0;
  }
  .marks .badge.star,
  .marks .badge.kept,
  .marks .badge.note {
    flex: none;
    min-width: 0;
    padding: 0 2px;
  }
  .marks .badge.note {
    background: none;
  }
  .marks .note svg {
    width: 12px;
    height: 12px;
  }
  /* The names of the checks that failed give way: how many they are does not. */
  .marks .badge[data-checks] {
    flex: 1 1 58px;
    max-width: max-content;
    min-width: 0;
  }
  .count {
    flex: none;
  }
  .names {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  @container (min-width: 460px) {
    .foot {
      flex-wrap: nowrap;
      height: 24px;
    }
    .figures > .status {
      flex: none;
    }
    .marks {
      flex: 1;
      justify-content: flex-end;
    }
    .marks .repeats {
      margin-right: auto;
    }
  }
  .figure {
    white-space: nowrap;
  }
  .repeats {
    display: inline-flex;
    align-items: center;
    gap: 2px;
    margin-inline: -6px;
    color: var(--ink-2);
  }
  .repeats .btn {
    width: 24px;
    height: 24px;
    padding: 0;
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
  :host([data-pointed]) .actions,
  :host(:focus-within) .actions {
    opacity: 1;
  }
  @media (hover: none) {
    .actions {
      opacity: 1;
    }
    .marks {
      padding-right: 84px;
    }
  }
  @media print {
    .scroll {
      max-height: none;
      overflow: visible;
      scrollbar-gutter: auto;
      margin-inline-end: 0;
      contain: none;
    }
    .foot,
    .marks {
      height: auto;
      overflow: visible;
    }
    .actions {
      display: none;
    }
  }
`;
