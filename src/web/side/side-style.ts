import { css } from 'lit';

/** What the lists of the side panel share: a heading with buttons, items that are buttons. */
export const sideStyle = css`
  nav {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .head {
    display: flex;
    flex: none;
    align-items: center;
    gap: 2px;
    min-height: 24px;
    margin: 0 0 4px;
  }
  h2 {
    flex: 1;
    min-width: 0;
    font-size: var(--text-s);
    line-height: 1;
  }
  h2 button {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-width: 100%;
    min-height: 24px;
    padding: 0 8px;
    border: 0;
    border-radius: var(--radius);
    background: transparent;
    color: var(--ink-3);
    font-weight: 600;
    cursor: pointer;
  }
  h2 button:hover {
    background: var(--hover);
    color: var(--ink);
  }
  h2 button::after {
    content: '';
    flex: none;
    width: 12px;
    height: 12px;
    background: currentcolor;
    mask: var(--chevron) center / contain no-repeat;
  }
  h2 button[aria-expanded='false']::after {
    rotate: -90deg;
  }
  .head .btn {
    width: 24px;
    height: 24px;
  }
  /* Its own bar, and room for the ring around what has the focus. */
  .scroll {
    min-height: 0;
    margin: 0 -3px;
    padding: 3px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .item {
    display: flex;
    align-items: center;
    gap: 8px;
    width: 100%;
    min-height: 28px;
    padding: 4px 8px;
    border: 0;
    border-radius: var(--radius);
    background: transparent;
    color: var(--ink-2);
    text-align: start;
    cursor: pointer;
    line-height: 1.4;
    scroll-margin-block: 16px;
  }
  .item:hover {
    background: var(--hover);
    color: var(--ink);
  }
  .item[aria-current='true'],
  .item[aria-current='location'] {
    color: var(--accent);
    font-weight: 600;
  }
  .item .glyph {
    color: var(--ink-3);
  }
  .item svg {
    width: 13px;
    height: 13px;
  }
  .text {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .mark {
    flex: none;
    display: inline-flex;
  }
  .mark.bad .glyph {
    color: var(--bad);
  }
  .mark.warn .glyph {
    color: var(--warn);
  }
  @media (forced-colors: active) {
    h2 button::after {
      background: CanvasText;
    }
    .item[aria-current='true'],
    .item[aria-current='location'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
