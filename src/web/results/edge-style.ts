import { css } from 'lit';

/** What holds a sheet that scrolls sideways, and its edge in a shade while more-columns.ts tells of columns beyond it. */
export const edgeStyle = css`
  .edged {
    position: relative;
  }
  .edged[data-more]::after {
    content: '';
    position: absolute;
    inset: 1px 1px 1px auto;
    z-index: 4;
    width: 26px;
    border-radius: 0 var(--radius-l) var(--radius-l) 0;
    background: linear-gradient(to left, light-dark(rgb(20 20 30 / 13%), rgb(0 0 0 / 55%)), transparent);
    pointer-events: none;
  }
  @media (forced-colors: active) {
    .edged[data-more]::after {
      border-inline-end: 3px solid Highlight;
    }
  }
  @media print {
    .edged::after {
      display: none;
    }
  }
`;
