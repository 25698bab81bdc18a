import type { CDPSession, Page } from 'playwright-core';

/** The modifier of a key event that is Ctrl. */
export const CTRL = 2;

/** Composes a text in the field that has the focus, state by state, as an input method does; it is not ended. */
export async function compose(page: Page, states: readonly string[]): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page);
  for (const text of states)
    await cdp.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  return cdp;
}

/** Composes a text in the field that has the focus, presses a key in the middle of its last syllable, and ends it. */
export async function composeAndPress(
  page: Page,
  states: readonly string[],
  modifiers: number,
): Promise<void> {
  const cdp = await compose(page, states);
  const key = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229, modifiers };
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await cdp.send('Input.insertText', { text: states.at(-1) ?? '' });
}
