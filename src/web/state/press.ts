const RELEASES = ['pointerup', 'pointercancel', 'keyup', 'blur'] as const;
/** Nobody presses for so long without it being told. */
const AT_LAST_MS = 2000;

/** Resolves once nothing is pressed, at once where nothing is: what moves away under a press is not pressed. */
export async function whenReleased(): Promise<void> {
  if (globalThis.document?.querySelector(':active') == null) return;
  const heard = new AbortController();
  await new Promise<void>((resolve) => {
    for (const release of RELEASES)
      addEventListener(release, () => resolve(), { capture: true, signal: heard.signal });
    setTimeout(resolve, AT_LAST_MS);
  });
  heard.abort();
  // What the press does is done first.
  await new Promise((resolve) => setTimeout(resolve));
}
