import { css } from 'lit';

/** The six surprisal bins, for anything with `data-bin`: a ground, and an underline that says the same without colour. */
export const heatStyle = css`
  [data-bin] {
    text-decoration-line: underline;
    text-decoration-thickness: 1px;
    text-decoration-color: color-mix(in srgb, currentColor 45%, transparent);
    text-underline-offset: 3px;
    text-decoration-skip-ink: none;
    border-radius: 2px;
    color: var(--ink);
  }
  [data-bin='0'] {
    text-decoration-line: none;
    background: var(--heat-0);
  }
  [data-bin='1'] {
    text-decoration-style: dotted;
    background: var(--heat-1);
  }
  [data-bin='2'] {
    text-decoration-style: dashed;
    background: var(--heat-2);
  }
  [data-bin='3'] {
    text-decoration-style: solid;
    background: var(--heat-3);
  }
  [data-bin='4'] {
    text-decoration-style: double;
    background: var(--heat-4);
  }
  [data-bin='5'] {
    text-decoration-style: wavy;
    background: var(--heat-5);
  }
`;
