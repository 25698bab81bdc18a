import { api, ApiFault } from './api.ts';
import type { Draft } from './draft.ts';
import { draftsOfOthers, dropDrafts, tabEnd } from './drafts.ts';
import { NotebookText } from './notebook-text.ts';
import { Subject } from './subject.ts';
import { loadTools } from './tools.ts';

/** Texts that were never saved, of notebooks whose file is gone: nobody would meet them by opening a notebook. */
export class LostDrafts extends Subject {
  items: { name: string; draft: Draft }[] = [];
  /** Why the last one could not be written. */
  fault: ApiFault | null = null;
  /** Tabs whose end is waited for. */
  readonly #tabs = new Set<string>();

  /** Looks for them, asking which notebooks there are; and again when a tab ends that has text of one that is gone. */
  async look(names: () => readonly string[]): Promise<void> {
    const { drafts, tabs } = await draftsOfOthers(names());
    this.items = drafts;
    this.notify();
    for (const tab of tabs.filter((one) => !this.#tabs.has(one))) {
      this.#tabs.add(tab);
      void tabEnd(tab).then(() => this.look(names));
    }
  }

  /** Makes the file of one anew; true once it is there. */
  async write(name: string): Promise<boolean> {
    const item = this.items.find((one) => one.name === name);
    if (!item) return false;
    try {
      await api.recreateNotebook(name, await textOf(name, item.draft));
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      this.fault = error;
      this.notify();
      return false;
    }
    await this.discard(name);
    return true;
  }

  /** Lets one go for good. */
  async discard(name: string): Promise<void> {
    await dropDrafts(name);
    this.items = this.items.filter((item) => item.name !== name);
    this.fault = null;
    this.notify();
  }
}

/** The text of a draft, with the edits of it that were still to be done. */
async function textOf(name: string, { text, edits = [] }: Draft): Promise<string> {
  if (edits.length === 0) return text;
  const { parseNotebook } = await loadTools();
  const file = {
    name,
    text,
    version: '',
    files: {},
    fileErrors: {},
    notebook: parseNotebook(text),
    prose: {},
  };
  const words = new NotebookText(file, { edited: () => {}, read: () => {} });
  words.replay(edits);
  return words.text;
}
