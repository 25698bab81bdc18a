import type { ChartCellElement } from '../charts/chart-cell.ts';
import { saveFile } from '../look/save-file.ts';
import { api } from '../state/api.ts';
import type { Workspace } from '../state/workspace.ts';

/** The chart elements inside an element, in their order, through the shadow roots. */
function chartsIn(root: ParentNode): ChartCellElement[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.localName === 'gamut-chart' ? [element as ChartCellElement] : []),
    ...(element.shadowRoot ? chartsIn(element.shadowRoot) : []),
  ]);
}

/** The open notebook with its results as one HTML file, the charts of `view` as they are drawn there; null for none open. */
export async function makeReport(
  { open }: Pick<Workspace, 'open'>,
  view: HTMLElement | null,
): Promise<{ stem: string; html: Blob } | null> {
  if (!open) return null;
  // The report is made of the file.
  await open.save();
  // Those out of sight have not been loaded yet.
  await import('../charts/chart-cell.ts');
  const elements = view?.shadowRoot ? chartsIn(view.shadowRoot) : [];
  await Promise.all(elements.map((element) => element.updateComplete));
  const charts = await Promise.all(elements.map((element) => element.toReport()));
  const html = await api.report(open.name, charts);
  return { stem: (open.name.split('/').at(-1) ?? open.name).replace(/\.gamut\.md$/, ''), html };
}

/** Saves the open notebook's report as a file. */
export async function saveReport(workspace: Workspace, view: HTMLElement | null): Promise<void> {
  await workspace.attempt(async () => {
    const report = await makeReport(workspace, view);
    if (report) saveFile(`${report.stem}.report.html`, report.html);
  });
}
