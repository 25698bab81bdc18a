/** Answers that were asked for before the page was there to ask, by path. */
const asked = new Map<string, Promise<unknown>>();
/** Keeps an answer that is on its way, for the first who asks for it. */
export function putAhead(path: string, answer: Promise<unknown>): void {
  asked.set(path, answer);
  // Whoever takes it hears of its fault; where nobody does, there is none.
  answer.catch(() => {});
}

/** Lets go of what nobody has taken: the first screen is there, and all that is asked for later is to be of then. */
export function endAhead(): void {
  asked.clear();
}

/** The answer to this path that is on its way, once; null where none is. */
export function takeAhead(path: string): Promise<unknown> | null {
  const answer = asked.get(path) ?? null;
  asked.delete(path);
  return answer;
}
