import { html, nothing, type TemplateResult } from 'lit';
import { msg, str } from '@lit/localize';
import type { Annotation } from '../../core/annotation.ts';
import { isolate } from '../../core/isolate.ts';
import { icon } from '../look/icons.ts';

/** What is said of a result, as small as it can be: a star, 4/5, a pencil, tags. Nothing where nothing is said. */
export function annotationMarks(annotation: Annotation | null): TemplateResult | typeof nothing {
  if (!annotation) return nothing;
  const { starred, rating, note, tags } = annotation;
  return html`${
    starred
      ? html`<span class="badge star" role="img" aria-label=${msg('starred')} title=${msg('starred')} data-star
          >★</span
        >`
      : nothing
  }${
    rating === null
      ? nothing
      : html`<span
          class="badge accent num"
          role="img"
          aria-label=${msg(str`rated ${rating} of 5`)}
          title=${msg(str`rated ${rating} of 5`)}
          data-rating=${rating}
          >${rating}/5</span
        >`
  }${
    note === ''
      ? nothing
      : html`<span class="badge note" role="img" aria-label=${msg(str`note: ${isolate(note)}`)} title=${note} data-note
          >${icon('pencil')}</span
        >`
  }${tags.map((tag) => html`<span class="badge tag" data-tag=${tag}>#${tag}</span>`)}`;
}
