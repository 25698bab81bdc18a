import type { Axis, Notebook } from '../notebook.ts';
import { toCanonicalJson } from '../trial.ts';
import { hasPassedAll } from '../verdict.ts';
import { variedAxes } from '../pivot.ts';
import type { ReportTrial, ReportVoice } from './report-card.ts';
import { headName } from './report-levels.ts';

/** `3/4 (75%)`; empty where nothing was checked. One whose check could not be told has not passed. */
function toShare(verdicts: readonly (boolean | null)[], { count, percent }: ReportVoice): string {
  if (verdicts.length === 0) return '';
  const passed = verdicts.filter((verdict) => verdict === true).length;
  return `${count(passed)}/${count(verdicts.length)} (${percent(passed / verdicts.length)})`;
}

/**
 * How many answers passed each of some checks, and all of them, by combination: a line for each, then one of all. Rows of the
 * dataset and repeats are taken together. null where nothing was checked.
 */
export function toCheckSummary(
  { axes, trials }: { axes: readonly Axis[]; trials: readonly ReportTrial[] },
  ids: readonly string[],
  notebook: Notebook,
  voice: ReportVoice,
): { head: string[]; rows: string[][] } | null {
  const checked = trials.filter(
    ({ standing, checks }) => standing === 'done' && checks.some(({ id }) => ids.includes(id)),
  );
  if (checked.length === 0) return null;
  const names = variedAxes([...trials], [...axes])
    .map(({ name }) => name)
    .filter((name) => name !== 'row');
  const levelsOf = ({ variant }: ReportTrial) =>
    Object.fromEntries(names.map((name) => [name, variant[name] ?? null]));
  const groups = Map.groupBy(checked, (trial) => toCanonicalJson(levelsOf(trial)));
  const toRow = (name: string, group: readonly ReportTrial[]): string[] => {
    const verdicts = group.map(({ checks }) => checks.filter(({ id }) => ids.includes(id)));
    const ofOne = (id: string) =>
      verdicts.flatMap((checks) => checks.filter((check) => check.id === id).map(({ pass }) => pass));
    const ofAll = verdicts.map((checks) => hasPassedAll(checks.map(({ pass }) => pass)));
    return [name, ...ids.map((id) => toShare(ofOne(id), voice)), toShare(ofAll, voice)];
  };
  const rows = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [toRow(headName(notebook, { levels: levelsOf(first) }, voice), group)] : [];
  });
  if (groups.size > 1 || names.length === 0) rows.push(toRow(voice.words.all, checked));
  return { head: ['', ...ids, voice.words.every], rows: names.length === 0 ? rows.slice(-1) : rows };
}
