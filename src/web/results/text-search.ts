import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ApiFault } from '../state/api.ts';
import type { MatrixResults } from '../state/matrix-results.ts';

/** While answers come in, they are looked through anew this often at most. */
const AGAIN_MS = 1000;

/** Asks the server which trials hold a text: the page has the answers in sight alone. */
export class TextSearch implements ReactiveController {
  /** The trials that hold the text that is looked for now; null where none is, or they are not known yet. */
  matches: ReadonlySet<string> | null = null;
  #host: ReactiveControllerHost;
  #text = '';
  #results: MatrixResults | null = null;
  #of: MatrixResults['trials'] | null = null;
  #timer = 0;
  #turn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#of = null;
  }

  /** Looks for a text; an empty one ends that. To be called at each update: it asks only where something has changed. */
  look(results: MatrixResults, text: string): void {
    const isOther = text !== this.#text || results !== this.#results;
    if (!isOther && (text === '' || this.#of === results.trials)) return;
    this.#text = text;
    this.#results = results;
    this.#of = results.trials;
    if (isOther) {
      clearTimeout(this.#timer);
      this.#timer = 0;
      this.#turn += 1;
      if (text === '') this.matches = null;
      else void this.#ask();
    } else {
      this.#timer ||= window.setTimeout(() => {
        this.#timer = 0;
        void this.#ask();
      }, AGAIN_MS);
    }
  }

  async #ask(): Promise<void> {
    const turn = ++this.#turn;
    const results = this.#results;
    if (!results || this.#text === '') return;
    try {
      const matches = await results.find(this.#text);
      if (turn !== this.#turn) return;
      this.matches = matches;
      this.#host.requestUpdate();
    } catch (error) {
      // It is asked again with the next change.
      if (!(error instanceof ApiFault)) throw error;
    }
  }
}
