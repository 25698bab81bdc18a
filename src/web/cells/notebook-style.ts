import { css } from 'lit';

/** How the cells of a notebook stand. */
export const notebookStyle = css`
  :host {
    display: block;
  }
  ol {
    list-style: none;
    margin: 0;
    padding: var(--space-5) var(--space-5) var(--space-3);
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  li {
    min-width: 0;
    scroll-margin-top: 12px;
    container-type: inline-size;
  }
  li {
    position: relative;
    border-radius: var(--radius-l);
    outline-offset: 3px;
  }
  .large gamut-note-cell,
  .large gamut-persona-cell,
  .large gamut-prompt-cell,
  .large gamut-dataset-cell {
    content-visibility: auto;
    contain-intrinsic-block-size: auto var(--likely-height);
    overflow-clip-margin: 8px;
  }
  .later {
    box-sizing: border-box;
    height: var(--likely-height);
    overflow: hidden;
    padding: 12px;
    color: var(--ink-3);
  }
  gamut-cell-menu {
    position: absolute;
    inset-inline-end: -23px;
    top: 5px;
    opacity: 0;
  }
  li:hover > gamut-cell-menu,
  li:focus-within > gamut-cell-menu,
  li:focus > gamut-cell-menu {
    opacity: 1;
  }
  @media (hover: none) {
    gamut-cell-menu {
      opacity: 1;
    }
  }
  .fold {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    padding: 5px 12px;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius-l);
    color: var(--ink-3);
    font-size: var(--text-s);
    background: transparent;
    width: 100%;
    text-align: start;
    cursor: pointer;
  }
  .fold .first {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--ink-3);
    font-weight: 400;
  }
  .fold:hover {
    background: var(--hover);
  }
  .file {
    padding: var(--space-4) var(--space-5) 0;
  }
  .file:empty {
    display: none;
  }
  .add {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    /* As wide as the cells; its words begin and end where theirs do. */
    max-width: calc(960px + 2 * var(--space-5));
    padding: 0 calc(var(--space-5) - 8px) 30vh;
    color: var(--ink-3);
  }
  .add .btn {
    padding-inline: 8px;
  }
  .add .source {
    margin-inline-start: auto;
  }
  li.narrow {
    max-width: 960px;
  }
  li.note {
    max-width: 960px;
    margin-block: var(--space-2);
  }
  li.note:first-child {
    margin-top: 0;
  }
  li.blank {
    display: none;
  }
  li.wide {
    margin-block: var(--space-2);
    container-type: normal;
  }
  li[data-kind='chart'] {
    max-width: 960px;
  }
  /* Until its code is here, a chart has the room that it is going to take. */
  gamut-chart:not(:defined) {
    display: block;
    min-height: 300px;
  }
  @media (max-width: 1000px) {
    ol {
      /* The menu of a cell stands at its right. */
      padding-inline: var(--space-4) var(--space-5);
    }
  }
  @media print {
    :host {
      --results-bar: none;
    }
    ol {
      display: block;
      padding: 0;
    }
    li {
      margin-block: 0 var(--space-3);
    }
    li.narrow,
    li[data-kind='chart'] {
      break-inside: avoid;
    }
    .large :is(gamut-note-cell, gamut-persona-cell, gamut-prompt-cell, gamut-dataset-cell) {
      content-visibility: visible;
    }
    .later {
      height: auto;
    }
    .add,
    gamut-chart:not(:defined),
    gamut-cell-menu,
    gamut-empty-notebook {
      display: none;
    }
  }
`;
