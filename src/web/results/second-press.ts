/** A second press opens the inspector: only in the text of an answer does it select the word, too. */
export function selectOnlyAnswers(event: MouseEvent): void {
  if (event.detail < 2) return;
  const isAnswer = event
    .composedPath()
    .some((target) => target instanceof Element && target.localName === 'gamut-token-text');
  if (!isAnswer) event.preventDefault();
}
