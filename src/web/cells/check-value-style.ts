import { css } from 'lit';

/** The looks of what a check compares with. */
export const checkValueStyle = css`
  :host {
    display: block;
    min-width: 0;
  }
  .fields {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    align-items: center;
    min-width: 0;
  }
  input {
    min-width: 0;
  }
  .wide {
    flex: 1 1 140px;
    max-width: 520px;
  }
  .path {
    flex: 0 1 160px;
  }
  .number {
    width: 84px;
  }
  .unit {
    color: var(--ink-3);
    font-size: var(--text-m);
  }
  .case {
    width: 30px;
    padding: 0;
    font-size: var(--text-s);
  }
  .texts,
  .reasons {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 6px;
    align-items: center;
    min-width: 0;
    max-width: 100%;
  }
  .text,
  .schema {
    display: inline-flex;
    align-items: start;
    gap: 2px;
    height: auto;
    min-height: var(--control);
    min-width: 72px;
    max-width: 100%;
    padding: 3px 8px;
    line-height: 1.5;
  }
  .text:has(.btn) {
    padding-inline-end: 2px;
  }
  /* The field shows where the focus is, once. */
  .field gamut-text-area {
    --field-ring: none;
  }
  .text gamut-text-area {
    min-width: 48px;
    max-width: 100%;
  }
  .text:focus-within,
  .schema:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }
  .text .btn {
    flex: none;
    width: 20px;
    height: 20px;
    color: var(--ink-3);
  }
  .text .btn svg {
    width: 12px;
    height: 12px;
  }
  .schema {
    display: block;
    width: 100%;
    max-height: 320px;
    overflow: auto;
    background: var(--sunken);
    border-color: var(--line);
  }
  .another {
    padding-inline: 6px 8px;
    gap: 3px;
    color: var(--ink-3);
  }
  .another svg {
    width: 13px;
    height: 13px;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    height: 24px;
    padding: 0 9px;
    border: 1px solid var(--line-strong);
    border-radius: 12px;
    background: transparent;
    color: var(--ink-2);
    font-size: var(--text-s);
    cursor: pointer;
  }
  .chip svg {
    width: 12px;
    height: 12px;
  }
  .chip[aria-pressed='true'] {
    border-color: transparent;
    background: var(--accent-soft);
    color: var(--accent);
  }
  .wrong .field {
    border-color: var(--bad);
  }
  .fault {
    display: flex;
    gap: 5px;
    align-items: baseline;
    color: var(--bad);
    font-size: var(--text-s);
  }
  .meant {
    height: 24px;
    margin-top: 3px;
    font-size: var(--text-s);
  }
  .fault:not(:empty) {
    margin-top: 3px;
  }
  .fault svg {
    flex: none;
    align-self: center;
    width: 12px;
    height: 12px;
  }
`;
