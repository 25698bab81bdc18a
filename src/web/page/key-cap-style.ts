import { css } from 'lit';

/** How keys look beside what they do. */
export const keyCapStyle = css`
  .caps {
    display: inline-flex;
    flex: none;
    flex-wrap: wrap;
    gap: 4px;
  }
  kbd {
    padding: 1px 6px;
    border: 1px solid var(--line);
    border-bottom-color: var(--line-strong);
    border-radius: 4px;
    background: var(--sunken);
    color: var(--ink-2);
    font: 11px/1.6 var(--font-mono);
    white-space: nowrap;
  }
`;
