import { css } from 'lit';

/** The looks of a chart cell. */
export const chartStyle = css`
  :host {
    display: block;
    max-width: 960px;
  }
  section {
    container: chart / inline-size;
    padding: 10px 14px 12px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 28px;
    margin-bottom: 6px;
  }
  .name {
    font-size: var(--text-l);
    font-weight: 600;
    line-height: 1.35;
  }
  .actions {
    display: inline-flex;
    gap: 2px;
    margin-inline: auto -8px;
  }
  .actions .btn {
    height: 26px;
    padding: 0 8px;
    font-size: var(--text-s);
  }
  .sentence {
    margin-top: 8px;
    color: var(--ink-2);
    font-size: var(--text-m);
    line-height: 1.5;
  }
  .lack {
    margin-top: 10px;
    padding: 22px 16px;
    border: 1px dashed var(--line-strong);
    border-radius: var(--radius);
    color: var(--ink-2);
    font-size: var(--text-m);
    text-align: center;
  }
  .plot {
    position: relative;
    margin-top: 8px;
  }
  .plot canvas {
    display: block;
  }
  .note {
    margin-top: 6px;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  .narrowed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
    margin-top: 8px;
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  .narrowed .btn {
    height: 24px;
    padding: 0 8px;
    font-size: var(--text-s);
  }
  .probe {
    position: absolute;
    visibility: hidden;
    /* Of a system with colours of its own, it is asked for them by name; the series keep theirs, as that is light or dark. */
    forced-color-adjust: none;
  }
  @media (forced-colors: active) {
    .probe {
      color-scheme: light dark;
    }
  }
  @container chart (max-width: 560px) {
    .actions .save .glyph {
      display: none;
    }
    .actions .as-table > span:not(.glyph) {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;
