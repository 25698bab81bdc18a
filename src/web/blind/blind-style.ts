import { css } from 'lit';

/** The looks of blind comparison: two texts, and nothing that tells whose they are. */
export const blindStyle = css`
  :host {
    display: block;
  }
  .desk {
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
    overflow: clip;
  }
  .desk:focus-visible {
    outline-offset: 2px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: 8px 14px;
    border-bottom: 1px solid var(--line);
    background: var(--sunken);
    font-size: var(--text-s);
    color: var(--ink-2);
  }
  progress {
    width: 120px;
  }
  .space {
    flex: 1;
  }
  .asked {
    padding: 10px 14px;
    border-bottom: 1px solid var(--line);
    color: var(--ink-2);
    font-size: var(--text-m);
    line-height: 1.55;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-height: 9.5em;
    overflow: auto;
  }
  .sides {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .side {
    min-width: 0;
    padding: 12px 16px 18px;
  }
  .side + .side {
    border-inline-start: 1px solid var(--line);
  }
  .side.won {
    background: color-mix(in oklab, var(--good-soft) 45%, transparent);
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    min-height: 24px;
    margin-bottom: 8px;
    font-size: var(--text-m);
    font-weight: 600;
  }
  .letter {
    display: inline-grid;
    place-items: center;
    width: 22px;
    height: 22px;
    border-radius: 5px;
    background: var(--sunken);
    color: var(--ink-2);
    font-weight: 650;
  }
  .who .meta {
    font-weight: 400;
  }
  .text {
    font-size: var(--text-l);
    line-height: 1.65;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .votes {
    position: sticky;
    bottom: 0;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 8px;
    padding: 10px 14px;
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  .votes .btn {
    height: 34px;
    padding: 0 14px;
  }
  kbd {
    min-width: 18px;
    padding: 0 4px;
    border: 1px solid var(--line-strong);
    border-radius: 4px;
    font: var(--text-s) / 16px var(--font-mono);
    text-align: center;
    color: var(--ink-3);
  }
  .btn.primary kbd {
    border-color: currentcolor;
    color: inherit;
  }
  .said {
    align-self: center;
    font-weight: 600;
  }
  .none {
    padding: 36px 20px;
    text-align: center;
    color: var(--ink-2);
  }
  details {
    margin-top: 14px;
  }
  summary {
    font-size: var(--text-m);
    font-weight: 600;
    padding: 4px 0;
  }
  gamut-blind-tally {
    margin-top: 8px;
  }
  .fault {
    padding: 8px 14px;
    color: var(--bad);
    font-size: var(--text-m);
  }
  @media (max-width: 720px) {
    .sides {
      grid-template-columns: 1fr;
    }
    .side + .side {
      border-inline-start: 0;
      border-top: 1px solid var(--line);
    }
  }
  @media (max-width: 520px) {
    .votes {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      padding: 10px;
    }
    .votes .btn {
      padding: 0 6px;
    }
  }
`;
