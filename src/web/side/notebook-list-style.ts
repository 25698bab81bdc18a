import { css } from 'lit';

/** How the list of notebooks looks. */
export const notebookListStyle = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  form,
  .find {
    flex: none;
    padding: 2px 8px 6px;
  }
  .field {
    width: 100%;
  }
  li {
    position: relative;
  }
  /* The room at the end is for its menu, once somebody is there. */
  li:is(:hover, :focus-within) > .item {
    padding-inline-end: 30px;
  }
  .item[aria-current='true'] {
    background: var(--accent-soft);
  }
  .names {
    display: grid;
    flex: 1;
    min-width: 0;
  }
  .file {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--ink-3);
    font-size: var(--text-s);
    font-weight: 400;
    line-height: 1.3;
  }
  li gamut-popup-menu {
    position: absolute;
    inset-inline-end: 4px;
    top: 3px;
  }
  li:not(:hover, :focus-within) gamut-popup-menu {
    opacity: 0;
  }
  @media (hover: none) {
    li > .item {
      padding-inline-end: 30px;
    }
    li:not(:hover, :focus-within) gamut-popup-menu {
      opacity: 1;
    }
  }
  details {
    margin-top: 2px;
  }
  summary {
    width: auto;
    padding: 4px 8px;
    border-radius: var(--radius);
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  summary:hover {
    background: var(--hover);
  }
  details ul {
    padding-inline-start: 10px;
  }
  .trash {
    gap: 6px;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  .none {
    padding: 4px 8px;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  :host([over]) {
    outline: 2px dashed var(--accent);
    outline-offset: 3px;
    border-radius: var(--radius);
  }
  input[type='file'] {
    display: none;
  }
`;
