import { css, html, svg, type TemplateResult } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { LegendEntry, PointShape } from './chart-scene.ts';

const POINT: Record<PointShape, TemplateResult> = {
  circle: svg`<circle cx="8" cy="8" r="5" />`,
  rect: svg`<rect x="3.5" y="3.5" width="9" height="9" />`,
  triangle: svg`<path d="M8 2.5 13.5 12.5h-11Z" />`,
  rectRot: svg`<path d="M8 2 14 8 8 14 2 8Z" />`,
  star: svg`<path d="m8 1.3 2 4.5 4.9.5-3.7 3.3 1.1 4.8L8 11.9l-4.3 2.5 1.1-4.8L1.1 6.3 6 5.8Z" />`,
  crossRot: svg`<path d="M6 2h4v4h4v4h-4v4H6v-4H2V6h4Z" />`,
};

/** What a legend's samples look like. */
export const legendStyle = css`
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin: 8px 0 0;
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
  .legend .area {
    width: 12px;
    height: 12px;
    border-radius: 2px;
    background-color: var(--sample);
    forced-color-adjust: none;
  }
  .legend .area.lines {
    background-image: repeating-linear-gradient(
      -45deg,
      transparent 0 2.6px,
      color-mix(in srgb, var(--surface) 75%, transparent) 2.6px 4.2px
    );
  }
  .legend .area.dots {
    background-image: radial-gradient(
      color-mix(in srgb, var(--surface) 75%, transparent) 1.3px,
      transparent 1.6px
    );
    background-size: 6px 6px;
  }
  .legend .area.grid {
    background-image:
      linear-gradient(color-mix(in srgb, var(--surface) 75%, transparent) 1px, transparent 1px),
      linear-gradient(90deg, color-mix(in srgb, var(--surface) 75%, transparent) 1px, transparent 1px);
    background-size: 6px 6px;
  }
  .legend svg {
    width: 16px;
    height: 16px;
    fill: var(--sample);
    forced-color-adjust: none;
  }
  .legend .whisker {
    width: 16px;
    height: 7px;
    border: solid currentColor;
    border-width: 0 1px;
    background: linear-gradient(currentColor, currentColor) center / 100% 1px no-repeat;
    forced-color-adjust: none;
  }
  .legend .line {
    width: 18px;
    border-top: 1.5px dashed var(--ink-3);
  }
`;

function sampleOf({ sample }: LegendEntry): TemplateResult {
  switch (sample.kind) {
    case 'area':
      return html`<span
        class="area ${sample.paint.texture}"
        style=${styleMap({ '--sample': `var(${sample.paint.token})` })}
      ></span>`;
    case 'point':
      return html`<svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        style=${styleMap({ '--sample': `var(${sample.token})` })}
      >
        ${POINT[sample.shape]}
      </svg>`;
    case 'line':
      return html`<span class="line"></span>`;
    case 'whisker':
      return html`<span class="whisker"></span>`;
    default:
      sample satisfies never;
      return html``;
  }
}

/** What colours, textures, shapes and lines of a chart mean. */
export function chartLegend(legend: readonly LegendEntry[]): TemplateResult {
  return html`<ul class="legend">
    ${legend.map((entry) => html`<li>${sampleOf(entry)}${entry.name}</li>`)}
  </ul>`;
}
