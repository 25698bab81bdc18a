import type { ReportChart } from '../../core/html-report/report-html.ts';
import { saveFile } from '../look/save-file.ts';
import { api } from '../state/api.ts';
import type { Workspace } from '../state/workspace.ts';

/** Saves the open notebook with its results as one HTML file. `draw` makes the pictures of its charts. */
export async function saveReport(workspace: Workspace, draw: () => Promise<ReportChart[]>): Promise<void> {
  await workspace.attempt(async () => {
    const { open } = workspace;
    if (!open) return;
    // The report is made of the file.
    await open.save();
    const report = await api.report(open.name, await draw());
    const stem = (open.name.split('/').at(-1) ?? open.name).replace(/\.gamut\.md$/, '');
    saveFile(`${stem}.report.html`, report);
  });
}
