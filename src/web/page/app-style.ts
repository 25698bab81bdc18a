import { css } from 'lit';

/** Where the parts of the page stand. */
export const appStyle = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / auto minmax(0, 1fr) auto;
    height: 100dvh;
  }
  .top {
    grid-area: 1 / 1 / 2 / -1;
    position: relative;
    z-index: 20;
    min-width: 0;
  }
  gamut-side-panel {
    grid-area: 2 / 1;
    width: 232px;
    overflow-y: auto;
    border-inline-end: 1px solid var(--line);
  }
  :host([side='closed']) gamut-side-panel {
    display: none;
  }
  main {
    grid-area: 2 / 2;
    overflow: auto;
    min-width: 0;
    overflow-anchor: auto;
    scrollbar-gutter: stable;
    outline: none;
  }
  aside {
    grid-area: 2 / 3;
    width: 372px;
    border-inline-start: 1px solid var(--line);
    background: var(--surface);
    overflow: auto;
  }
  gamut-presentation {
    position: fixed;
    inset: 0;
    z-index: 40;
  }
  .skip {
    position: absolute;
    inset-inline-start: 8px;
    top: 8px;
    z-index: 50;
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
    width: 1px;
    height: 1px;
    overflow: hidden;
  }
  @media (max-width: 1180px) {
    aside {
      grid-area: 2 / 1 / 3 / -1;
      justify-self: end;
      width: min(372px, 100%);
      z-index: 15;
      box-shadow: var(--shadow-l);
    }
  }
  @media (max-width: 640px) {
    aside {
      width: 100%;
    }
  }
  .scrim {
    display: none;
  }
  @media (max-width: 1180px) {
    :host(:not([side='closed'])) .scrim {
      grid-area: 2 / 1 / 3 / -1;
      z-index: 16;
      display: block;
      background: light-dark(rgb(20 20 40 / 28%), rgb(0 0 0 / 55%));
    }
    gamut-side-panel {
      grid-area: 2 / 1 / 3 / -1;
      justify-self: start;
      z-index: 16;
      background: var(--paper);
      box-shadow: var(--shadow-l);
    }
  }
  .on-paper {
    display: none;
  }
  /* On paper the cells alone, one after the other. */
  @media print {
    :host {
      display: block;
      height: auto;
    }
    .on-paper {
      display: block;
    }
    main {
      overflow: visible;
    }
    .top,
    aside,
    gamut-side-panel,
    .scrim,
    gamut-presentation,
    gamut-announcer {
      display: none;
    }
  }
`;
