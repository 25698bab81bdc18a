import { css } from 'lit';

/** What stands where a notebook would be: a head and what it means, in the middle of the page. */
export const noNotebookStyle = css`
  :host {
    display: block;
    max-width: 620px;
    margin: 0 auto;
    padding: clamp(24px, 12vh, 140px) var(--space-5) var(--space-5);
  }
  h1 {
    font-size: var(--text-2xl);
    letter-spacing: -0.015em;
    line-height: 1.3;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .lead {
    margin: 10px 0 0;
    color: var(--ink-2);
    max-width: 60ch;
    overflow-wrap: anywhere;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  button {
    width: 100%;
    text-align: start;
    cursor: pointer;
  }
`;
