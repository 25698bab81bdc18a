import { css } from 'lit';

/** The looks of the form of a matrix. */
export const matrixStyle = css`
  :host {
    display: block;
  }
  dl {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 6px 14px;
    margin: 0;
    align-items: start;
  }
  dt {
    min-height: 26px;
    color: var(--ink-3);
    font-size: var(--text-m);
    display: flex;
    align-items: center;
    gap: 6px;
  }
  dd {
    margin: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 5px;
    align-items: center;
    min-width: 0;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-height: 26px;
    padding: 2px 9px;
    border: 1px solid var(--line-strong);
    border-radius: 13px;
    background: transparent;
    color: var(--ink-2);
    font-size: var(--text-m);
    line-height: 1.3;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
    max-width: 100%;
  }
  .chip:hover {
    background: var(--hover);
  }
  .chip[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
    color: var(--accent);
    font-weight: 550;
  }
  .chip.missing,
  .chip.missing[aria-pressed='true'] {
    border-color: var(--bad);
    border-style: dashed;
    background: var(--bad-soft);
    color: var(--bad);
  }
  .chip .glyph {
    flex: none;
  }
  .chip svg {
    width: 12px;
    height: 12px;
  }
  .n {
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin-top: 12px;
    padding-top: 10px;
    border-top: 1px solid var(--line);
  }
  /* Also on a line of its own. */
  .foot .space + .btn {
    margin-inline-start: auto;
  }
  .sum {
    font-size: var(--text-m);
    color: var(--ink-2);
  }
  .sum b {
    color: var(--ink);
    font-weight: 650;
  }
  .space {
    flex: 1;
  }
  .number {
    width: 64px;
  }
  .blocked {
    margin-top: 8px;
    color: var(--warn);
    font-size: var(--text-m);
  }
  .exclude {
    font: var(--text-s) var(--font-mono);
    color: var(--ink-2);
  }
  input[list] {
    width: 210px;
  }
  @container (width < 520px) {
    dl {
      grid-template-columns: 1fr;
    }
  }
`;
