import { css } from 'lit';

/** The looks of the line at the top: one line, of two or three where there is little room. */
export const appHeaderStyle = css`
  :host {
    display: block;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px var(--space-2);
    min-height: 48px;
    padding: 6px 12px;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 8px;
    font-weight: 700;
    letter-spacing: -0.01em;
    font-size: 15px;
  }
  .brand svg {
    width: 20px;
    height: 20px;
    border-radius: 5px;
  }
  .name {
    display: flex;
    flex: 1;
    align-items: baseline;
    gap: var(--space-2);
    min-width: 0;
  }
  .title {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--text-l);
    font-weight: 550;
    font-family: inherit;
    padding-inline-start: 12px;
    margin-inline-start: 4px;
    border-inline-start: 1px solid var(--line);
    line-height: 20px;
  }
  .file {
    min-width: 5em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    flex-shrink: 3;
    color: var(--ink-3);
    font: var(--text-s) var(--font-mono);
  }
  .save {
    flex: none;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  .save.bad {
    color: var(--bad);
  }
  .run,
  .tools {
    display: flex;
    align-items: center;
    gap: var(--space-2);
  }
  .tools {
    gap: 2px;
  }
  .price {
    font-weight: 450;
    opacity: 0.86;
  }
  .language {
    font-size: var(--text-s);
    font-weight: 600;
    min-width: 36px;
    padding: 0 6px;
  }
  .short {
    display: none;
  }
  kbd {
    padding: 0 5px;
    border: 1px solid var(--line);
    border-radius: 4px;
    color: var(--ink-3);
    font: 11px/1.5 var(--font-mono);
  }
  @media (max-width: 1100px) {
    .file,
    .brand span,
    .search kbd,
    .tools .label {
      display: none;
    }
  }
  @media (max-width: 760px) {
    .run .label,
    .save:not(.bad),
    .long {
      display: none;
    }
    .short {
      display: inline;
    }
  }
  /* Two lines: the tools, then what is open and Run. */
  @media (max-width: 560px) {
    .bar::before {
      content: '';
      order: 1;
      flex-basis: 100%;
      margin-top: -6px;
    }
    .brand {
      flex: 1;
    }
    .name {
      order: 2;
      flex-basis: 96px;
    }
    .title {
      padding: 0;
      margin: 0;
      border: 0;
    }
    .run {
      order: 3;
      min-width: 0;
      max-width: 100%;
    }
    /* A price is never cut: it stands below the words. */
    .run .primary {
      flex-wrap: wrap;
      height: auto;
      min-height: var(--control);
      min-width: 0;
      gap: 0 6px;
      padding-block: 4px;
      line-height: 1.35;
      text-align: start;
      white-space: normal;
    }
  }
`;
