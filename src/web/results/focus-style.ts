import { css } from 'lit';

/** The looks of one answer that is read large: a page of text, and beside it, where there is room, what is known of it. */
export const focusStyle = css`
  dialog {
    width: min(1060px, calc(100vw - 24px));
    /* As high as its answer; its head stays where it is while one goes from answer to answer. */
    margin-top: min(9dvh, 80px);
  }
  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
  }
  dialog > header {
    flex-wrap: wrap;
    align-items: start;
    gap: 2px 12px;
    padding: 12px 10px 10px 28px;
  }
  .what {
    flex: 1 1 200px;
    min-width: 0;
  }
  h2 {
    font-size: var(--text-l);
    line-height: 1.5;
    overflow-wrap: anywhere;
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 10px;
    color: var(--ink-3);
    font-size: var(--text-s);
    line-height: 20px;
  }
  .status .word {
    font-weight: 600;
  }
  .waits {
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 20px;
  }
  .status .mono {
    color: var(--ink-2);
  }
  .status[data-status='done'] .word {
    color: var(--good);
  }
  .status[data-status='stale'] .word,
  .status[data-status='retrying'] .word {
    color: var(--warn);
  }
  .status[data-status='error'] .word {
    color: var(--bad);
  }
  .status[data-status='streaming'] .word {
    color: var(--accent);
  }
  .status .explain {
    height: 20px;
    padding: 0;
    color: var(--accent);
    font-size: var(--text-s);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 1px;
  }
  .repeats {
    display: inline-flex;
    align-items: center;
    gap: 1px;
    color: var(--ink-2);
    font-size: var(--text-m);
  }
  .repeats .btn {
    width: 24px;
    padding: 0;
  }
  .spread {
    margin-inline: 4px 12px;
  }
  .spread:empty {
    margin-inline-start: 0;
  }
  .place {
    min-width: 48px;
    color: var(--ink-3);
    font-size: var(--text-s);
    line-height: 1;
    text-align: center;
  }
  .place + .btn {
    margin-inline-end: 8px;
  }
  .body {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 300px;
    min-height: min(340px, 50dvh);
    overflow: auto;
    scrollbar-width: thin;
    outline-offset: -1px;
  }
  .body:focus-visible {
    outline-width: 1px;
  }
  .body.bare {
    grid-template-columns: minmax(0, 1fr);
  }
  .text {
    min-width: 0;
    padding: 14px 0 28px;
  }
  gamut-card {
    --card-height: none;
    --card-text: 16px;
    --card-leading: 1.75;
    max-width: 732px;
    padding-inline: 28px;
  }
  /* They stand in the head and beside the text. */
  gamut-card::part(head),
  gamut-card::part(foot),
  gamut-card::part(actions) {
    display: none;
  }
  .text > .meta {
    padding-inline: 28px;
  }
  gamut-diff-pair {
    margin-top: 20px;
    border-top: 1px solid var(--line);
  }
  aside {
    min-width: 0;
    padding: 18px 20px 24px;
    border-inline-start: 1px solid var(--line);
    background: var(--paper);
  }
  gamut-answer-facts {
    position: sticky;
    top: 18px;
  }
  footer {
    padding: 7px 28px;
    border-top: 1px solid var(--line);
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  @media (max-width: 760px) {
    dialog {
      width: 100vw;
      max-width: 100vw;
      height: 100dvh;
      max-height: 100dvh;
      margin: 0;
      border-radius: 0;
    }
    dialog > header {
      padding: 8px 6px 6px 16px;
    }
    .what {
      flex-basis: 100%;
    }
    .tools {
      flex: 1;
      margin-inline-start: -8px;
    }
    .tools .close {
      margin-inline-start: auto;
    }
    .spread {
      display: none;
    }
    .place + .btn {
      margin-inline-end: 0;
    }
    .tools .against > span:last-child {
      display: none;
    }
    .body {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: 1fr auto;
    }
    .text {
      padding: 8px 0 20px;
    }
    gamut-card,
    .text > .meta {
      padding-inline: 16px;
    }
    aside {
      padding: 16px;
      border-inline-start: 0;
      border-top: 1px solid var(--line);
    }
    gamut-answer-facts {
      position: static;
    }
    footer {
      display: none;
    }
  }
  @media (hover: none) {
    footer {
      display: none;
    }
  }
`;
