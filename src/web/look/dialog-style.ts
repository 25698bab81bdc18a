import { css } from 'lit';

/** How a dialog stands over the page: a head that stays, a body that scrolls. */
export const dialogStyle = css`
  dialog {
    max-height: min(84dvh, 900px);
    padding: 0;
    border: 0;
    border-radius: var(--radius-l);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow-l);
  }
  dialog::backdrop {
    background: rgb(10 10 16 / 42%);
  }
  dialog > header {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding: 14px 12px 10px 20px;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }
  h2 {
    font-size: var(--text-xl);
    letter-spacing: -0.01em;
  }
`;
