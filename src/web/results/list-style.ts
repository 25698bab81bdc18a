import { css } from 'lit';

/** The looks of the list: lines under heads that stay in sight. */
export const listStyle = css`
  :host {
    display: block;
  }
  .bar {
    display: var(--results-bar, flex);
    flex-wrap: wrap;
    gap: 6px 14px;
    margin-bottom: 8px;
  }
  gamut-more-columns {
    margin-inline-start: auto;
  }
  .frame {
    max-height: max(420px, calc(100dvh - 130px));
    overflow: auto;
    scroll-padding: 38px 0 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    scrollbar-width: thin;
  }
  @media print {
    .frame {
      max-height: none;
      overflow: visible;
    }
    .heads {
      position: static !important;
    }
    lit-virtualizer {
      min-height: 0 !important;
    }
    lit-virtualizer > * {
      position: static !important;
      transform: none !important;
    }
  }
  .heads {
    position: sticky;
    top: 0;
    z-index: 2;
    display: grid;
    grid-template-columns: var(--columns);
    background: var(--sunken);
    border-bottom: 1px solid var(--line);
  }
  .head {
    display: flex;
    min-width: 0;
  }
  .head .btn {
    width: 100%;
    height: 32px;
    padding: 0 4px 0 10px;
    justify-content: flex-start;
    border-radius: 0;
    font-size: var(--text-s);
    font-weight: 600;
    gap: 3px;
    overflow: hidden;
  }
  .head .label {
    min-width: 0;
    overflow: hidden;
    line-height: 1.4;
    text-overflow: ellipsis;
  }
  .head.figure .btn {
    padding: 0 10px 0 4px;
    justify-content: flex-end;
  }
  .head .btn:focus-visible {
    outline-offset: -2px;
  }
  gamut-result-row {
    cursor: default;
    outline-offset: -2px;
  }
  gamut-result-row:focus:not(:focus-visible) {
    background: color-mix(in srgb, var(--accent-soft) 45%, var(--surface));
    box-shadow: inset 2px 0 0 color-mix(in srgb, var(--accent) 55%, transparent);
    outline: none;
  }
  gamut-result-row.selected {
    background: var(--accent-soft);
    box-shadow: inset 2px 0 0 var(--accent);
  }
`;
