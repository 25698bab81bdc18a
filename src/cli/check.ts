import path from 'node:path';
import { expand } from '../core/expand.ts';
import { parseNotebook } from '../core/format.ts';
import { cellsOf, type Problem } from '../core/notebook.ts';
import { FolderError } from '../store/folder-error.ts';
import { openNotebookFolder } from '../store/notebook-folder.ts';
import { findProject } from '../workbench/project.ts';
import { loadSettings } from '../workbench/settings.ts';
import { EXIT } from './exit-code.ts';
import { findNotebookFile } from './open-notebook.ts';
import { sortProblems, toProblemLine } from './problems.ts';
import { printLine, tell, UsageError, type Context } from './terminal.ts';

interface Checked {
  /** Path from where the person is. */
  file: string;
  problems: Problem[];
}

/** Everything that is wrong with a notebook, and with the configuration it would run by. Opens no store. */
async function checkNotebook({ terminal }: Context, argument: string): Promise<Checked[]> {
  const file = findNotebookFile(terminal.cwd, argument);
  const project = findProject(path.dirname(file));
  const { text, ...read } = await openNotebookFolder(project.notebooksDir).read(path.basename(file));
  const notebook = parseNotebook(text, read);
  const { registry, problems: configProblems } = loadSettings(project, {
    env: terminal.env,
    sandboxOrigin: () => Promise.reject(new Error('nothing is sent by a check')),
    now: Date.now,
  });
  const providerIds = registry.list().map(({ id }) => id);
  const expanded = cellsOf(notebook, 'matrix').flatMap(
    (matrix) =>
      expand(notebook, matrix.id, {
        kindOf: (id) => registry.kindOf(id),
        providerIds,
        modelsOf: (id) => registry.allModelsOf(id),
      }).problems,
  );
  const show = (absolute: string) => path.relative(terminal.cwd, absolute);
  return [
    { file: show(project.configFile), problems: sortProblems(configProblems) },
    { file: show(file), problems: sortProblems([...notebook.problems, ...expanded]) },
  ];
}

/** `gamut check`: what is wrong, with file, line and column, on stdout. 2 where something is an error. */
export async function checkCommand(
  context: Context,
  files: string[],
  { json = false }: { json?: boolean },
): Promise<number> {
  const byFile = new Map<string, Problem[]>();
  for (const argument of files) {
    try {
      for (const { file, problems } of await checkNotebook(context, argument)) byFile.set(file, problems);
    } catch (error) {
      // The others are checked all the same.
      const isOfFile = error instanceof FolderError || error instanceof UsageError;
      if (files.length === 1 || !isOfFile) throw error;
      byFile.set(argument, [{ severity: 'error', line: 1, column: 1, cell: null, message: error.text }]);
    }
  }
  const all = [...byFile].flatMap(([file, problems]) => problems.map((problem) => ({ file, problem })));
  const errors = all.filter(({ problem }) => problem.severity === 'error').length;
  const warnings = all.length - errors;
  if (json) {
    const list = all.map(({ file, problem: { severity, line, column, message } }) => ({
      file,
      line,
      column,
      severity,
      message: message[context.locale],
    }));
    printLine(context, JSON.stringify({ errors, warnings, problems: list }, null, 2));
  } else {
    for (const { file, problem } of all) printLine(context, toProblemLine(context, file, problem, 'stdout'));
    const count = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;
    tell(context, {
      en: `${count(files.length, 'notebook')}: ${count(errors, 'error')}, ${count(warnings, 'warning')}`,
      ko: `노트북 ${files.length}개: 오류 ${errors}개, 경고 ${warnings}개`,
    });
  }
  return errors > 0 ? EXIT.usage : EXIT.ok;
}
