import { css } from 'lit';

/** What every element with a shadow root shares: box model, buttons, fields, badges, focus. */
export const baseStyle = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :host(:lang(ko)),
  :host :lang(ko) {
    word-break: keep-all;
    overflow-wrap: anywhere;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
    border-radius: var(--radius);
  }
  .btn {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    height: var(--control);
    padding: 0 10px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font-size: var(--text-m);
    line-height: 1;
    white-space: nowrap;
    cursor: pointer;
    text-decoration: none;
  }
  .btn:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--hover);
  }
  .btn:is(:disabled, [aria-disabled='true']) {
    color: var(--ink-3);
    border-color: var(--line);
    cursor: default;
  }
  .btn.primary {
    border-color: transparent;
    background: var(--accent-fill);
    color: var(--accent-ink);
    font-weight: 600;
  }
  .btn.primary:hover:not(:disabled) {
    background: var(--accent-fill-hover);
  }
  .btn.primary:disabled {
    background: var(--hover);
    color: var(--ink-3);
  }
  .btn.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--ink-2);
  }
  .btn.quiet:is(:disabled, [aria-disabled='true']) {
    color: var(--ink-3);
  }
  .btn.quiet:hover:not(:disabled, [aria-disabled='true']) {
    background: var(--hover);
    color: var(--ink);
  }
  .btn.icon {
    width: var(--control);
    padding: 0;
  }
  .btn[aria-pressed='true'],
  .btn[aria-checked='true'] {
    background: var(--accent-soft);
    border-color: transparent;
    color: var(--accent);
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 3px;
    cursor: pointer;
  }
  .btn svg,
  .glyph svg {
    width: 15px;
    height: 15px;
    flex: none;
    display: block;
  }
  .segments {
    display: inline-flex;
    padding: 2px;
    gap: 1px;
    border-radius: var(--radius);
    background: var(--sunken);
    box-shadow: inset 0 0 0 1px var(--line);
  }
  .segments .btn {
    height: calc(var(--control) - 4px);
    border: 0;
    background: transparent;
    color: var(--ink-2);
  }
  .segments .btn[aria-pressed='true'],
  .segments .btn[aria-checked='true'] {
    background: var(--surface);
    color: var(--ink);
    box-shadow:
      var(--shadow),
      0 0 0 1px var(--line);
  }
  .field {
    height: var(--control);
    padding: 0 8px;
    border: 1px solid var(--line-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font-size: var(--text-m);
  }
  select,
  select.field {
    appearance: none;
    padding-inline-end: 25px;
    background-image: var(--chevron);
    background-position: right 7px center;
    background-size: 13px;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 6px;
    width: max-content;
    max-width: 100%;
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: '';
    flex: none;
    width: 13px;
    height: 13px;
    background: currentcolor;
    mask: var(--chevron) center / contain no-repeat;
    rotate: -90deg;
  }
  details[open] > summary::before {
    rotate: none;
  }
  progress {
    appearance: none;
    height: 6px;
    border: 0;
    border-radius: 3px;
    background: var(--hover);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: none;
  }
  progress::-webkit-progress-value {
    background: var(--accent-fill);
    transition: width 0.2s;
  }
  progress::-moz-progress-bar {
    background: var(--accent-fill);
  }
  @media (forced-colors: active) {
    progress {
      forced-color-adjust: none;
      border: 1px solid CanvasText;
      background: Canvas;
    }
    progress::-webkit-progress-value {
      background: Highlight;
    }
    progress::-moz-progress-bar {
      background: Highlight;
    }
  }
  .field::placeholder,
  textarea::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0 6px;
    border-radius: 4px;
    background: var(--sunken);
    color: var(--ink-2);
    font-size: var(--text-s);
    line-height: 18px;
    white-space: nowrap;
  }
  .badge.good {
    background: var(--good-soft);
    color: var(--good);
  }
  .badge.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .badge.bad {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .badge.accent {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .mono {
    font-family: var(--font-mono);
    font-size: 0.93em;
  }
  .meta {
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  .num {
    font-variant-numeric: tabular-nums;
  }
  .sr-only {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      transition-duration: 0.01ms !important;
      scroll-behavior: auto !important;
    }
  }
  @media (forced-colors: active) {
    summary::before {
      background: CanvasText;
    }
    .btn[aria-pressed='true'],
    .btn[aria-checked='true'] {
      outline: 2px solid Highlight;
    }
  }
`;
