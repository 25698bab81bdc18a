import type { LibraryPersona } from '../core/api.ts';
import { cellsOf } from '../core/notebook.ts';
import type { Workbench } from './workbench.ts';

/** The personas of all notebooks of the folder, by name; those of one text are one, named as in the first notebook that has
 * it. Notebooks that cannot be read have none. */
export async function readPersonas(workbench: Workbench): Promise<LibraryPersona[]> {
  const byText = new Map<string, LibraryPersona>();
  for (const { name, title, error } of await workbench.folder.list()) {
    if (error) continue;
    // It may go while the list is read.
    const read = await workbench.read(name).catch(() => null);
    for (const cell of read ? cellsOf(read.notebook, 'persona') : []) {
      const text = cell.text.trim();
      if (text === '') continue;
      let persona = byText.get(text);
      if (!persona) {
        persona = { id: cell.id, name: cell.name, text: cell.text, notebooks: [] };
        byText.set(text, persona);
      }
      if (!persona.notebooks.some((one) => one.name === name)) persona.notebooks.push({ name, title });
    }
  }
  return [...byText.values()].sort((a, b) => a.name.localeCompare(b.name));
}
