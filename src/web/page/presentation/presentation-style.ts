import { css } from 'lit';

/** Large and calm: the same elements as on the page, with larger type. */
export const presentationStyle = css`
  :host {
    --text-s: 14px;
    --text-m: 16px;
    --text-l: 18px;
    --text-xl: 24px;
    --text-2xl: 42px;
    --results-bar: none;
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    background: var(--paper);
    color: var(--ink);
    font-size: var(--text-l);
  }
  .slide {
    overflow: auto;
    outline: none;
  }
  .inner {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: safe center;
    gap: var(--space-5);
    min-height: 100%;
    max-width: 1680px;
    margin: 0 auto;
    padding: clamp(16px, 4vw, 56px);
  }
  [data-kind='words'] .inner {
    max-width: 1080px;
  }
  [data-kind='results'] .inner {
    align-content: start;
  }
  .captions {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
    gap: var(--space-4);
    margin: 0;
  }
  .caption {
    padding-inline-start: 14px;
    border-inline-start: 3px solid var(--accent);
  }
  dt {
    font-weight: 650;
  }
  dd {
    margin: 2px 0 0;
    color: var(--ink-2);
    white-space: pre-wrap;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 6;
    overflow: hidden;
  }
  .short dd {
    -webkit-line-clamp: 2;
    font-size: var(--text-m);
  }
  blockquote {
    margin: 0;
    padding: 14px 20px;
    border-radius: var(--radius-l);
    background: var(--surface);
    box-shadow: inset 0 0 0 1px var(--line);
    font-size: var(--text-xl);
    line-height: 1.5;
  }
  blockquote p {
    white-space: pre-wrap;
  }
  blockquote small {
    display: block;
    color: var(--ink-3);
    font-size: var(--text-s);
  }
  .turns {
    display: grid;
    gap: 6px;
    margin: 0;
    font-size: var(--text-l);
  }
  .turns > div {
    display: grid;
    grid-template-columns: minmax(84px, auto) minmax(0, 1fr);
    align-items: baseline;
    gap: var(--space-4);
  }
  .turns dt {
    color: var(--ink-3);
    font-size: var(--text-s);
    font-weight: 600;
  }
  .turns dd {
    -webkit-line-clamp: 4;
  }
  /* What is asked at last, after the examples. */
  .turns > :last-child dd {
    -webkit-line-clamp: 8;
    color: var(--ink);
    font-size: var(--text-xl);
  }
  .variable {
    border-radius: 4px;
    background: var(--accent-soft);
    color: var(--accent);
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(520px, 100%), 1fr));
    gap: var(--space-6);
    width: 100%;
    max-width: 1440px;
    justify-self: center;
  }
  .charts gamut-chart {
    max-width: none;
  }
  footer {
    --text-m: 13px;
    display: flex;
    align-items: center;
    gap: var(--space-2);
    padding: 6px 14px;
    color: var(--ink-3);
    font-size: 13px;
  }
  footer .title {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .empty {
    color: var(--ink-2);
    text-align: center;
  }
  @media (max-width: 560px) {
    .turns > div {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
  }
  /* Three columns are seen whole; of more, one sees that there are more, and a bar to reach them by. */
  @media (max-width: 1180px) {
    :host {
      --text-m: 15px;
      --text-l: 16px;
      --card-least: 210px;
      --row-heads: clamp(84px, 13vw, 128px);
    }
    .inner {
      padding: clamp(12px, 2.4vw, 28px);
    }
  }
`;
