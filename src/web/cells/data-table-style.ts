import { css } from 'lit';

/** The looks of the table of a dataset. */
export const dataTableStyle = css`
  :host {
    display: block;
  }
  .frame {
    max-height: min(460px, 60dvh);
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    scroll-padding: 30px 8px 8px 48px;
    scrollbar-width: thin;
  }
  .row,
  .heads {
    display: grid;
    grid-template-columns: var(--columns);
    width: 100%;
    font-size: var(--text-m);
  }
  .heads {
    position: sticky;
    top: 0;
    z-index: 2;
    min-height: 28px;
    background: var(--sunken);
  }
  .row {
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  .n {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    padding: 5px 8px 5px 0;
    background: var(--sunken);
    color: var(--ink-3);
    font-size: var(--text-s);
    line-height: 1.5;
    text-align: end;
    cursor: default;
    user-select: none;
  }
  .heads gamut-column-head {
    padding: 0 4px 0 10px;
    border-inline-start: 1px solid var(--line);
  }
  .cell {
    position: relative;
    min-width: 0;
    min-height: 30px;
    border-inline-start: 1px solid var(--line);
    line-height: 1.5;
  }
  .text {
    display: block;
    max-height: calc(7lh + 10px);
    padding: 5px 10px;
    overflow: hidden;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    cursor: default;
  }
  /* What is selected is kept while the focus is elsewhere, and shown when it is back. */
  .frame:focus-within .cell.in {
    background: var(--accent-soft);
  }
  textarea {
    display: block;
    width: 100%;
    max-height: 50dvh;
    min-height: 100%;
    padding: 5px 10px;
    border: 0;
    border-radius: 0;
    background: transparent;
    resize: none;
    field-sizing: content;
    line-height: 1.5;
    white-space: pre-wrap;
    word-break: inherit;
    overflow-wrap: anywhere;
    outline: none;
  }
  textarea:focus-visible {
    outline: none;
    border-radius: 0;
  }
  .cell:has(textarea:focus) {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
    background: var(--surface);
    z-index: 1;
  }
  .frame[data-mode='move'] textarea {
    max-height: calc(7lh + 10px);
    overflow: hidden;
    caret-color: transparent;
    cursor: default;
  }
  .frame[data-mode='move'] textarea::selection {
    background: transparent;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    /* Its signs stand where the table begins. */
    margin: 6px 0 0 -8px;
    align-items: center;
  }
  .foot .btn,
  .foot ::slotted(.btn) {
    padding-inline: 8px;
  }
  .foot .meta {
    margin-inline-start: auto;
    text-align: end;
  }
  .foot .meta:empty {
    display: none;
  }
  .hint {
    visibility: hidden;
  }
  :host(:focus-within) .hint {
    visibility: visible;
  }
  /* On a phone it would have a line of its own, empty most of the time. */
  @container (width < 520px) {
    :host(:not(:focus-within)) .hint {
      display: none;
    }
    .foot .meta {
      margin-inline-start: 8px;
      text-align: start;
    }
  }
  @media (hover: none) {
    .hint {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .frame:focus-within .cell.in {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }
  }
  @media print {
    .frame,
    .text,
    textarea {
      max-height: none !important;
      overflow: visible;
    }
    .heads {
      position: static;
    }
  }
`;
