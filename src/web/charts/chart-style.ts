import { css } from 'lit';

/** The looks of a chart cell. */
export const chartStyle = css`
  :host {
    display: block;
    max-width: 960px;
  }
  section {
    padding: 8px 12px 10px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--surface);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    min-height: 30px;
  }
  .name {
    font-size: var(--text-m);
    font-weight: 600;
  }
  .space {
    flex: 1;
  }
  header .btn,
  header .field {
    height: 26px;
    font-size: var(--text-s);
  }
  label {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  label .field {
    color: var(--ink);
  }
  .sentence {
    margin-top: 4px;
    color: var(--ink-2);
    font-size: var(--text-m);
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 14px;
    margin: 6px 0 0;
    padding: 0;
    list-style: none;
    color: var(--ink-2);
    font-size: var(--text-s);
  }
  .legend li {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }
  .swatch {
    width: 10px;
    height: 10px;
    border-radius: 2px;
    background: var(--swatch);
    forced-color-adjust: none;
  }
  .swatch.far {
    opacity: 0.5;
  }
  .whisker {
    width: 16px;
    height: 7px;
    border: solid currentColor;
    border-width: 0 1px;
    background: linear-gradient(currentColor, currentColor) center / 100% 1px no-repeat;
    forced-color-adjust: none;
  }
  .plot {
    position: relative;
    margin-top: 6px;
  }
  .probe {
    position: absolute;
    visibility: hidden;
  }
  .table {
    overflow-x: auto;
    margin-top: 8px;
  }
  table {
    border-collapse: collapse;
    font-size: var(--text-m);
  }
  th,
  td {
    padding: 4px 14px 4px 0;
    border-bottom: 1px solid var(--line);
    text-align: right;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  th {
    color: var(--ink-2);
    font-size: var(--text-s);
    font-weight: 600;
  }
  th:first-child {
    text-align: left;
  }
  tbody th {
    color: var(--ink);
    font-size: var(--text-m);
    font-weight: 400;
  }
`;
