import { css } from 'lit';

/** The looks of the inspector: one narrow column of text. */
export const inspectorStyle = css`
  :host {
    display: block;
    font-size: var(--text-m);
    line-height: 1.55;
  }
  header {
    position: sticky;
    top: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px;
    padding: 8px 8px 8px 14px;
    background: var(--surface);
    border-bottom: 1px solid var(--line);
  }
  .space {
    flex: 1;
  }
  .chips {
    flex: 1 0 100%;
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 4px 0 0;
    padding: 0;
    list-style: none;
  }
  .chips .badge {
    color: var(--ink);
    white-space: normal;
  }
  .body {
    display: grid;
    gap: 12px;
    padding: 12px 14px 32px;
    grid-template-columns: minmax(0, 1fr);
  }
  .gone {
    padding: 14px;
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 8px;
  }
  .word {
    font-weight: 600;
  }
  .btn.explain {
    height: 22px;
    margin-inline-start: -8px;
    padding: 0 8px;
    color: var(--accent);
    font-size: var(--text-s);
  }
  .status[data-status='done'] .word {
    color: var(--good);
  }
  .status[data-status='stale'] .word,
  .status[data-status='retrying'] .word {
    color: var(--warn);
  }
  .waits {
    padding: 8px 10px;
    border-radius: var(--radius);
    background: var(--warn-soft);
    overflow-wrap: anywhere;
  }
  .status[data-status='error'] .word {
    color: var(--bad);
  }
  .status[data-status='streaming'] .word {
    color: var(--accent);
  }
  .failure {
    padding: 8px 10px;
    border-radius: var(--radius);
    background: var(--bad-soft);
    overflow-wrap: anywhere;
  }
  .failure b {
    color: var(--bad);
  }
  .failure .meta {
    color: var(--ink-2);
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0 2px;
    border-bottom: 1px solid var(--line);
  }
  .tabs button {
    margin-bottom: -1px;
    padding: 5px 7px;
    border: 0;
    border-bottom: 2px solid transparent;
    background: none;
    color: var(--ink-2);
    font-size: var(--text-m);
    cursor: pointer;
  }
  .tabs button:hover {
    color: var(--ink);
  }
  .tabs button[aria-selected='true'] {
    border-bottom-color: var(--accent);
    color: var(--ink);
    font-weight: 600;
  }
  .panel {
    position: relative;
    min-height: 80px;
    font-size: var(--text-l);
    line-height: 1.65;
  }
  .copy {
    height: 26px;
    margin: 6px 0 0 -8px;
    font-size: var(--text-s);
  }
  .kind {
    margin: 10px 0 8px;
  }
  details {
    margin-bottom: 8px;
    font-size: var(--text-m);
  }
  summary {
    color: var(--ink-2);
  }
  .reasoning {
    padding: 6px 0 6px 10px;
    border-left: 2px solid var(--line);
    color: var(--ink-2);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  pre {
    margin: 0;
    padding: 8px 10px;
    max-height: 60vh;
    overflow: auto;
    border-radius: var(--radius);
    background: var(--sunken);
    font: var(--text-s) / 1.5 var(--font-mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    word-break: normal;
  }
  .said {
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  .checks {
    display: grid;
    gap: 3px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .checks .good > :first-child {
    color: var(--good);
  }
  .checks .bad > :first-child {
    color: var(--bad);
  }
  gamut-record-figures,
  gamut-record-facts,
  .checks {
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
`;
