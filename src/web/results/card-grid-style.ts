import { css } from 'lit';

/** The looks of the card grid: a sheet that scrolls under heads that stay. */
export const cardGridStyle = css`
  :host {
    display: block;
    --head: 34px;
    --first: var(--row-heads, clamp(92px, 11vw, 148px));
    container: grid / inline-size;
  }
  .frame {
    position: relative;
    max-height: max(420px, calc(100dvh - 130px));
    overflow: auto;
    scroll-padding: calc(var(--head) + 4px) 8px 40px calc(var(--first) + 8px);
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    scrollbar-width: thin;
  }
  gamut-more-columns {
    position: absolute;
    top: 6px;
    right: 7px;
    z-index: 5;
  }
  /* Rows are told apart by parameters with long names. */
  .frame:has(> .sheet > .heads > .named) {
    --first: var(--row-heads, clamp(118px, 16vw, 168px));
  }
  .sheet {
    /* What each column has where all share the width: all of it but the heads, the edges and a bar to scroll by. */
    --room: calc(100cqw - var(--heads) - 16px);
    --share: calc(var(--room) / var(--columns));
    /* Down to 240px they share it, and nothing is cut. Where that is not enough one reads some at a time, and those whole: the
       second term is the width of as many as there is room for, as soon as the share is less, and else out of the way. */
    --card-width: var(
      --card-least,
      max(
        clamp(240px, var(--share), 264px),
        min(var(--room) / var(--together, 1), (240px - var(--share)) * 10000)
      )
    );
    width: max(100%, calc(var(--heads) + var(--columns) * var(--card-width)));
  }
  .line {
    display: grid;
    width: 100%;
  }
  .heads {
    position: sticky;
    top: 0;
    z-index: 3;
    min-height: var(--head);
    background: var(--sunken);
    border-bottom: 1px solid var(--line);
  }
  .foots {
    position: sticky;
    bottom: 0;
    z-index: 3;
    background: var(--sunken);
    border-top: 1px solid var(--line);
    font-size: var(--text-s);
    color: var(--ink-2);
  }
  .head,
  .first {
    padding: 7px 12px;
    font-size: var(--text-m);
    line-height: 1.45;
  }
  .head {
    font-weight: 600;
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .head .meta {
    font-weight: 400;
  }
  /* Only where there is something to stay in sight of: each sticky box is a layer of its own to the browser, and one a row
     makes scrolling down slow. */
  .frame[data-aside] .first {
    position: sticky;
    left: 0;
    z-index: 2;
  }
  .first {
    background: var(--surface);
    border-right: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  .heads .first,
  .foots .first {
    background: var(--sunken);
    color: var(--ink-3);
    font-size: var(--text-s);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  /* The names of the axes are read whole: they go on in further lines. */
  .heads .corner {
    white-space: normal;
    text-overflow: clip;
  }
  .first b {
    display: block;
    font-weight: 600;
  }
  .first .meta {
    display: block;
  }
  .first b .axis {
    color: var(--ink-3);
    font-weight: 400;
  }
  .row {
    border-bottom: 1px solid var(--line);
  }
  .row.last {
    border-bottom: 0;
  }
  .cell {
    display: flex;
    min-width: 0;
    border-left: 1px solid var(--line);
    outline-offset: -2px;
  }
  .first + .cell,
  .cell.edge {
    border-left: 0;
  }
  .cell gamut-card {
    flex: 1;
  }
  .cell:focus-visible {
    --card-actions: 1;
    border-radius: 0;
  }
  /* Pressed: no ring as for who goes by keys, but the keys are this one's from here. */
  .cell:focus:not(:focus-visible) {
    --card-actions: 1;
    background: color-mix(in srgb, var(--accent-soft) 30%, var(--surface));
    box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--accent) 55%, transparent);
    outline: none;
  }
  /* A focus inside the card shows on the cell: a ring of its own would float in it. */
  .cell:focus-within:not(:focus) {
    outline: 1px solid var(--accent);
  }
  /* Where the inspector lies over the page, what is under it can still be scrolled beside it. */
  @media (max-width: 1180px) {
    .inspecting .sheet {
      border-inline-end: min(372px, 60vw) solid transparent;
      box-sizing: content-box;
    }
    .inspecting {
      scroll-padding-inline-end: calc(min(372px, 60vw) + 8px);
    }
  }
  /* A phone: one column at a time, as wide as there is room for, with the head of a row above its answers. */
  @container grid (max-width: 480px) {
    .frame {
      scroll-padding-inline: 0;
      scroll-snap-type: x mandatory;
    }
    .sheet {
      --first: 0px;
      /* The edge of the next one tells that there is one. */
      --card-least: calc(100cqw - 24px);
    }
    .heads .head {
      scroll-snap-align: start;
    }
    .heads .first,
    .foots .first {
      padding-inline: 0;
      border: 0;
      white-space: nowrap;
    }
    .corner wbr {
      display: none;
    }
    .row .first {
      grid-area: 1 / 1 / 2 / -1;
      position: sticky;
      left: 0;
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
      width: calc(100cqw - 2px);
      padding-bottom: 0;
      border: 0;
    }
    .row .cell {
      grid-row: 2;
    }
  }
  .excluded {
    margin: auto;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  .cell.selected,
  .cell.selected:focus:not(:focus-visible) {
    background: color-mix(in srgb, var(--accent-soft) 45%, var(--surface));
    box-shadow: inset 0 0 0 1.5px var(--accent);
  }
  @media (forced-colors: active) {
    .cell.selected,
    .cell:focus:not(:focus-visible) {
      outline: 2px solid Highlight;
    }
  }
  /* On paper nothing scrolls: the columns share its width, and the rows that are here follow one another. */
  @media print {
    .frame {
      max-height: none;
      overflow: visible;
      border-radius: 0;
    }
    .sheet {
      --card-least: 0px;
      --first: 84px;
    }
    .heads,
    .foots,
    .frame[data-aside] .first {
      position: static;
    }
    .line {
      break-inside: avoid;
    }
    lit-virtualizer {
      min-height: 0 !important;
    }
    lit-virtualizer > * {
      position: static !important;
      transform: none !important;
    }
  }
`;
