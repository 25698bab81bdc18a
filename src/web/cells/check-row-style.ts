import { css } from 'lit';

/** The looks of a check in its list. */
export const checkRowStyle = css`
  :host {
    display: block;
  }
  .row {
    display: grid;
    grid-template-columns: 128px minmax(150px, 272px) minmax(0, 1fr) max-content 24px;
    gap: 4px 8px;
    align-items: start;
  }
  /* Where there is room, English says what is asked in full. */
  @container (width > 880px) {
    .row {
      grid-template-columns: 128px 312px minmax(0, 1fr) max-content 24px;
    }
  }
  .name {
    min-width: 0;
  }
  /* Its text begins where the cell's does. */
  .id {
    width: calc(100% + 9px);
    margin-inline-start: -9px;
    border-color: transparent;
    background: transparent;
    font-weight: 600;
  }
  .id:hover {
    border-color: var(--line-strong);
  }
  .id:focus {
    border-color: var(--line-strong);
    background: var(--surface);
  }
  .id.wrong {
    border-color: var(--bad);
  }
  .fault {
    display: block;
    color: var(--bad);
    font-size: var(--text-s);
  }
  .type {
    width: 100%;
    min-width: 0;
    color: var(--ink-2);
  }
  .passed {
    align-self: start;
    color: var(--ink-3);
    font-size: var(--text-s);
    line-height: var(--control);
    white-space: nowrap;
  }
  .passed.bad {
    color: var(--bad);
  }
  .passed.good {
    color: var(--good);
  }
  gamut-popup-menu {
    grid-column: 5;
    padding-top: 3px;
  }
  @container (width < 720px) {
    .row {
      grid-template-columns: minmax(96px, 128px) minmax(0, 1fr) max-content 24px;
    }
    gamut-check-value {
      grid-row: 2;
      grid-column: 1 / -1;
      margin-bottom: 6px;
    }
    gamut-popup-menu {
      grid-column: 4;
    }
  }
  @container (width < 440px) {
    .row {
      grid-template-columns: minmax(0, 1fr) max-content 24px;
    }
    .type {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    gamut-check-value {
      grid-row: 3;
    }
    gamut-popup-menu {
      grid-column: 3;
    }
  }
`;
