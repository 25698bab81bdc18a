import { css } from 'lit';

/** The looks of the token popover. */
export const popoverStyle = css`
  :host {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0;
    width: 304px;
    max-height: min(60vh, 460px);
    overflow: auto;
    border: 0;
    border-radius: var(--radius-l);
    background: var(--surface);
    color: var(--ink);
    box-shadow: var(--shadow-l);
    font-size: var(--text-m);
    line-height: 1.5;
  }
  section {
    padding: 10px 12px;
  }
  section + section {
    border-top: 1px solid var(--line);
  }
  .head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 8px;
    font-size: var(--text-l);
    font-weight: 600;
  }
  .head .mono {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }
  .head .meta {
    font-weight: 400;
    flex: none;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
    color: var(--ink-2);
  }
  ol {
    list-style: none;
    margin: 8px 0 0;
    padding: 0;
    display: grid;
    gap: 3px;
  }
  li {
    display: grid;
    grid-template-columns: 14px minmax(0, 96px) 1fr 52px;
    align-items: center;
    gap: 6px;
  }
  li .mono {
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  li .percent {
    text-align: right;
  }
  li.chosen {
    font-weight: 600;
  }
  .bar {
    height: 8px;
    border-radius: 2px;
    background: var(--sunken);
  }
  .bar i {
    display: block;
    height: 100%;
    min-width: 1px;
    border-radius: 2px;
    background: var(--line-strong);
  }
  .chosen .bar i {
    background: var(--accent);
  }
  .others .bar i {
    background: repeating-linear-gradient(-45deg, var(--line-strong) 0 2px, transparent 2px 4px);
  }
  .mark {
    color: var(--accent);
    text-align: center;
  }
  footer {
    padding: 0 12px 10px;
  }
  @media (forced-colors: active) {
    .bar i {
      background: CanvasText;
    }
    .chosen .bar i {
      background: Highlight;
    }
    :host {
      border: 1px solid;
    }
  }
`;
