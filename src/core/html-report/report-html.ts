import { costUsdOf } from '../metric.ts';
import { formatKrw, formatUsd, toKrw } from '../money.ts';
import type { Axis, Cell, MatrixCell, Notebook, ViewCell } from '../notebook.ts';
import { buildPivot, gridSpec, pivotSpec, variedAxes } from '../pivot.ts';
import { seenFrom } from '../seen-from.ts';
import type { Locale } from '../text.ts';
import { hasTopHeading } from '../top-heading.ts';
import { toCanonicalJson } from '../trial.ts';
import { escapeHtml, markup, type Markup } from './markup.ts';
import { toNoteMarkup } from './note-markup.ts';
import { pictureSize } from './picture-size.ts';
import { toAsked, toDataRows, toQuote } from './report-asked.ts';
import { toCard, toVoice, type ReportTrial, type ReportVoice } from './report-card.ts';
import { toCheckSummary } from './report-checks.ts';
import { headName, levelName } from './report-levels.ts';
import { REPORT_STYLE } from './report-style.ts';
import { toTable } from './report-table.ts';
import { reportWords } from './report-words.ts';

/** A matrix with all its trials, in order. */
export interface ReportMatrix {
  matrix: MatrixCell;
  axes: Axis[];
  trials: ReportTrial[];
  /** Whether tokens were left out because there are too many. */
  isWithoutTokens: boolean;
}

/** A chart as a picture, without the words that a report says itself: its title, and what it says. */
export interface ReportChart {
  /** Index of its cell. */
  cell: number;
  title: string;
  sentence: string;
  /** `data:image/png;base64,...`, at {@link PICTURE_SCALE}; null where only the table is there. */
  picture: string | null;
  /** The same for whoever reads on a dark screen; null where there is but the one. */
  dark: string | null;
  table: { head: string[]; rows: string[][] } | null;
}

/** All that a report is made of. */
export interface ReportInput {
  name: string;
  notebook: Notebook;
  matrices: ReportMatrix[];
  charts: ReportChart[];
  locale: Locale;
  /** ISO 8601. */
  madeAt: string;
  version: string;
  krwPerUsd: number | null;
}

/** The results of a matrix as a table, laid out as a view of it says. */
function toResults(
  notebook: Notebook,
  { matrix, axes, trials, isWithoutTokens }: ReportMatrix,
  view: ViewCell | null,
  voice: ReportVoice,
): Markup {
  const varied = variedAxes(trials, axes);
  const spec = view?.layout === 'grid' ? gridSpec(varied) : pivotSpec(varied, view ?? undefined);
  const pivot = buildPivot(trials, spec, varied);
  const byId = new Map(trials.map((trial) => [trial.trialId, trial]));
  const heads = pivot.cols.map(
    (col) => markup`<th scope="col">${escapeHtml(headName(notebook, col, voice) || matrix.id)}</th>`,
  );
  const rows = pivot.rows.map((row) => {
    const cells = row.slots.map((slot) => {
      const shown = slot?.trialIds.flatMap((id) => byId.get(id) ?? []) ?? [];
      const cards = shown.map((trial) => toCard(trial, voice, { isOneOfMany: shown.length > 1 }));
      return slot === null
        ? markup`<td class="meta">${escapeHtml(voice.words.excluded)}</td>`
        : markup`<td>${cards}</td>`;
    });
    return markup`<tr><th scope="row" class="head">${escapeHtml(headName(notebook, row, voice))}</th>${cells}</tr>`;
  });
  const left = isWithoutTokens ? markup`<p class="meta">${escapeHtml(voice.words.noHeat)}</p>` : null;
  const isToy = matrix.models.some((model) => model.startsWith('sandbox'));
  const toy = isToy ? markup`<p class="meta">${escapeHtml(voice.words.sandbox)}</p>` : null;
  return markup`${left}${toy}<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(matrix.id)}"><table class="pivot" style="--columns: ${String(pivot.cols.length) as Markup}">
<thead><tr><th class="head"></th>${heads}</tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

/** A chart's picture as large as it was on the page, shown in one of the themes or in both. */
function toImage(picture: string | null, title: string, theme: 'light' | 'dark' | null): Markup | null {
  if (picture === null || !/^data:image\/png;base64,[A-Za-z0-9+/=]+$/.test(picture)) return null;
  const size = pictureSize(picture);
  const measures = size && markup` width="${size.width}" height="${size.height}"`;
  const shown = theme && markup` class="${theme as Markup}"`;
  return markup`<img src="${picture as Markup}" alt="${escapeHtml(title)}"${measures}${shown}>`;
}

function toChart({ title, sentence, picture, dark, table }: ReportChart, { words }: ReportVoice): Markup {
  const night = toImage(dark, title, 'dark');
  const day = toImage(picture, title, night && 'light');
  const image =
    day &&
    markup`<div class="scroll picture" tabindex="0" role="region" aria-label="${escapeHtml(title)}">${day}${night}</div>`;
  const data = table && table.rows.length > 0 ? toTable(table.head, table.rows) : null;
  const shown =
    data &&
    (image ? markup`<details><summary>${escapeHtml(words.asTable)}</summary>${data}</details>` : data);
  return markup`<figure><figcaption><h3>${escapeHtml(title)}</h3><p>${escapeHtml(sentence)}</p></figcaption>${image}${shown}</figure>`;
}

function toMatrix({ matrix, axes, trials }: ReportMatrix, notebook: Notebook, voice: ReportVoice): Markup {
  const { words, count } = voice;
  const named: Record<string, string> = {
    prompt: words.prompt,
    persona: words.persona,
    model: words.model,
    row: words.row,
  };
  const lines = axes.map((axis) => [
    named[axis.name] ?? axis.name,
    axis.levels.map((level) => levelName(notebook, axis.name, level, voice)).join(', '),
  ]);
  const fixed = Object.entries(matrix.params).map(([name, value]) => [name, toCanonicalJson(value)]);
  if (matrix.repeats > 1) lines.push([words.repeats, count(matrix.repeats)]);
  return markup`<div class="cell"><div class="kind">${escapeHtml(`${words.matrix} ${matrix.id} · ${words.trials(count(trials.length))}`)}</div>
${toTable([], [...lines, ...fixed])}</div>`;
}

function toCell(cell: Cell, input: ReportInput, voice: ReportVoice): Markup | null {
  const { notebook, matrices, charts } = input;
  const { words, count } = voice;
  const block = (kind: string, name: string, body: Markup) =>
    markup`<section class="cell"><div class="kind">${escapeHtml(`${kind} ${name}`.trim())}</div>${body}</section>`;
  switch (cell.kind) {
    case 'note':
      return markup`<div class="note">${toNoteMarkup(cell.body)}</div>`;
    case 'persona':
      return block(words.persona, cell.name, toQuote(cell.text));
    case 'prompt':
      return block(words.prompt, cell.name, toAsked(cell, voice));
    case 'dataset':
      return block(
        words.dataset,
        `${cell.id} · ${words.rows(count(cell.rows.length))}`,
        toDataRows(cell, voice),
      );
    case 'matrix': {
      const made = matrices.find(({ matrix }) => matrix.id === cell.id);
      if (!made) return null;
      const hasView = notebook.cells.some((one) => one.kind === 'view' && one.of === cell.id);
      return markup`${toMatrix(made, seenFrom(notebook, made.matrix), voice)}${hasView ? null : toResults(seenFrom(notebook, made.matrix), made, null, voice)}`;
    }
    case 'assert': {
      const lines = cell.checks.map(({ id, type, value }) => [
        id,
        type,
        value === null ? '' : toCanonicalJson(value),
      ]);
      const made = matrices.find(({ matrix }) => matrix.id === cell.of);
      const ids = cell.checks.map(({ id }) => id);
      const summary = made && toCheckSummary(made, ids, seenFrom(notebook, made.matrix), voice);
      const sums =
        summary &&
        markup`<p class="meta">${escapeHtml(words.passed)}</p>${toTable(summary.head, summary.rows)}`;
      return block(words.checks, cell.of, markup`${toTable([], lines)}${sums ?? null}`);
    }
    case 'view': {
      const made = matrices.find(({ matrix }) => matrix.id === cell.of);
      return made ? toResults(seenFrom(notebook, made.matrix), made, cell, voice) : null;
    }
    case 'chart': {
      const chart = charts.find((one) => one.cell === cell.index);
      return chart ? toChart(chart, voice) : null;
    }
    case 'other':
      return markup`<section class="cell"><pre>${escapeHtml(cell.body)}</pre></section>`;
    default:
      cell satisfies never;
      return null;
  }
}

/** What everything came to, each record once. */
function toSum({ matrices, krwPerUsd, locale }: ReportInput, { words, count }: ReportVoice): string {
  let usd = 0;
  let unpriced = 0;
  for (const { trials } of matrices) {
    for (const { record } of trials) {
      if (record?.outcome.status !== 'done') continue;
      const cost = costUsdOf(record);
      if (cost === null) unpriced += 1;
      else usd += cost;
    }
  }
  const krw = usd === 0 ? null : formatKrw(toKrw(usd, krwPerUsd), locale);
  const cost = [formatUsd(usd, locale), krw && `(${krw})`].filter(Boolean).join(' ');
  return words.spent(cost, unpriced === 0 ? null : count(unpriced));
}

/**
 * A notebook with its results as one HTML file: it runs no script, loads nothing, and opens offline. In pieces, since it
 * may be large.
 */
export function* toHtmlReport(input: ReportInput): Generator<string> {
  const { notebook, name, locale, madeAt, version } = input;
  const words = reportWords(locale);
  const voice = toVoice(locale, words, input.krwPerUsd);
  const when = new Intl.DateTimeFormat(locale === 'ko' ? 'ko-KR' : 'en-US', {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  const hasHeat = input.matrices.some(({ trials }) => trials.some(({ tokens }) => tokens !== null));
  const legend = hasHeat
    ? markup`<p class="meta"><label><input type="checkbox" id="heat" checked> ${escapeHtml(words.heat)}</label>
<span class="legend text"><span>0</span><span class="h1">0.5</span><span class="h2">1</span><span class="h3">2</span><span class="h4">4</span><span class="h5">7</span></span> ${escapeHtml(words.bits)}</p>`
    : null;
  const title = notebook.title || name;
  // A note that has a heading of the first level is the title as its writer set it.
  const heading = hasTopHeading(notebook) ? null : markup`<h1>${escapeHtml(title)}</h1>`;
  yield markup`<!doctype html>
<html lang="${escapeHtml(notebook.lang ?? locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${REPORT_STYLE as Markup}</style>
</head>
<body>
<header class="report">${heading}<p class="meta">${escapeHtml(`${name} · ${words.made(when.format(new Date(madeAt)), version)} · ${toSum(input, voice)}`)}</p>${legend}</header>
<main>
`;
  for (const cell of notebook.cells) {
    const shown = toCell(cell, input, voice);
    if (shown !== null) yield `${shown}\n`;
  }
  yield '</main>\n</body>\n</html>\n';
}
