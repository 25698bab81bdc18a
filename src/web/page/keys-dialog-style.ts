import { css } from 'lit';

/** How the list of keys looks while they are chosen. */
export const keysDialogStyle = css`
  dialog {
    width: min(680px, calc(100vw - 24px));
    padding-bottom: 12px;
  }
  .all {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
    padding: 12px 20px 0;
    font-size: var(--text-m);
  }
  label {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  h3 {
    margin: 18px 20px 2px;
    color: var(--ink-3);
    font-size: var(--text-s);
    font-weight: 600;
  }
  ul {
    list-style: none;
    margin: 0 20px;
    padding: 0;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    min-height: 32px;
    font-size: var(--text-m);
  }
  li + li {
    border-top: 1px solid var(--line);
  }
  .name {
    flex: 1 1 200px;
    min-width: 0;
  }
  .fixed {
    color: var(--ink-3);
  }
  /* Their words end where the lines do. */
  [data-change] {
    margin-inline-end: -10px;
  }
  @media (max-width: 520px) {
    li {
      padding-block: 6px;
    }
    .name {
      flex-basis: 100%;
    }
    .name + [data-change] {
      margin-inline-start: -10px;
    }
  }
  .take {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    width: 100%;
    padding: 2px 0 10px;
  }
  .taking {
    min-width: 170px;
    border-style: dashed;
    border-color: var(--accent);
    font-family: var(--font-mono);
  }
  .take p {
    color: var(--ink-2);
  }
`;
