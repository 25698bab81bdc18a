/** Reads something anew at each call, and takes what has come unless a later call's answer was there before. */
export function newest<T>(ask: () => Promise<T>, take: (answer: T) => void): () => Promise<void> {
  let asked = 0;
  let taken = 0;
  return async () => {
    const turn = (asked += 1);
    const answer = await ask();
    if (turn < taken) return;
    taken = turn;
    take(answer);
  };
}
