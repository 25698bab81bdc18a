import { css } from 'lit';

/** What the lists of the side panel share: a heading with buttons, items that are buttons. */
export const sideStyle = css`
  h2 {
    display: flex;
    align-items: center;
    gap: 2px;
    margin: 0 0 4px 8px;
    color: var(--ink-3);
    font-size: var(--text-s);
    font-weight: 600;
  }
  h2 .name {
    flex: 1;
  }
  h2 .btn {
    width: 24px;
    height: 24px;
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
    .item[aria-current='true'],
    .item[aria-current='location'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
