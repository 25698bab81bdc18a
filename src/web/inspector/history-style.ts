import { css } from 'lit';

/** The looks of a trial's history: one result under the other. */
export const historyStyle = css`
  :host {
    display: grid;
    gap: 18px;
    font-size: var(--text-m);
    line-height: 1.55;
  }
  h2 {
    margin-bottom: 8px;
    font-size: var(--text-m);
    font-weight: 600;
  }
  ul {
    display: grid;
    gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    gap: 4px;
    padding: 8px 10px 6px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  li[aria-current] {
    border-color: var(--accent);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 8px;
  }
  .line b {
    font-weight: 600;
  }
  .line .mono {
    overflow-wrap: anywhere;
  }
  .text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .head {
    display: -webkit-box;
    overflow: hidden;
    color: var(--ink-2);
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    line-clamp: 3;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin-inline-start: -8px;
  }
  .acts .btn {
    height: 24px;
    padding: 0 8px;
    font-size: var(--text-s);
  }
  .acts .btn[aria-expanded='true'] {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .failure {
    color: var(--bad);
  }
`;
