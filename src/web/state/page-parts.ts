import { Subject } from './subject.ts';

/** `missing`: a part did not come, and is asked for again. `renewed`: nor will it, for the server has another page by now. */
export type PartsState = 'whole' | 'missing' | 'renewed';

/** Whether the server's page is made of other files than this one. False where that cannot be known. */
async function isRenewed(): Promise<boolean> {
  try {
    const answer = await fetch('/', { cache: 'no-store' });
    if (!answer.ok) return false;
    const now = await answer.text();
    const scripts = [...document.querySelectorAll('script[type=module][src]')];
    return scripts.some((script) => !now.includes(script.getAttribute('src') ?? ''));
  } catch {
    return false;
  }
}

/** The parts of the page that come when they are first needed, as far as one of them cannot be had. */
class PageParts extends Subject {
  state: PartsState = 'whole';

  /** Hears of every part that does not come. */
  listen(): void {
    addEventListener('vite:preloadError', () => void this.failed());
  }

  /** A part did not come. */
  async failed(): Promise<void> {
    if (this.state === 'renewed') return;
    this.#set('missing');
    if (await isRenewed()) this.#set('renewed');
  }

  /** A part has come after all. */
  came(): void {
    if (this.state === 'missing') this.#set('whole');
  }

  /** A person knows of it. */
  dismiss(): void {
    this.#set('whole');
  }

  #set(state: PartsState): void {
    if (state === this.state) return;
    this.state = state;
    this.notify();
  }
}

/** See {@link PageParts}; a page has one. */
export const pageParts = new PageParts();
