import type { Page } from 'playwright-core';
import { percentile, say } from './measure.ts';

/** Milliseconds from the start of the navigation to the frame after so many cards were there with their whole texts. */
export async function untilPainted(page: Page, count: number): Promise<number> {
  const handle = await page.waitForFunction(
    (wanted) => {
      const cards: Element[] = [];
      const look = (root: ParentNode): void => {
        for (const element of root.querySelectorAll('*')) {
          if (
            element.localName === 'gamut-card' &&
            element.getAttribute('data-status') === 'done' &&
            !element.hasAttribute('data-loading')
          )
            cards.push(element);
          if (element.shadowRoot) look(element.shadowRoot);
        }
      };
      look(document);
      return cards.filter((card) => card.clientHeight > 0).length >= wanted ? performance.now() : false;
    },
    count,
    { polling: 'raf', timeout: 60_000 },
  );
  return Number(await handle.jsonValue());
}

/** Starts to note the length of every frame and of every long task (over 50 ms) in the page. */
export async function watchFrames(
  page: Page,
): Promise<() => Promise<{ frames: number[]; longTasks: number[] }>> {
  await page.evaluate(() => {
    const noted = { frames: [] as number[], longTasks: [] as number[], isOn: true };
    Object.assign(globalThis, { noted });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) noted.longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });
    let last = performance.now();
    const next = (now: number) => {
      noted.frames.push(now - last);
      last = now;
      if (noted.isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  return () =>
    page.evaluate(() => {
      const { noted } = globalThis as unknown as {
        noted: { frames: number[]; longTasks: number[]; isOn: boolean };
      };
      noted.isOn = false;
      return { frames: noted.frames, longTasks: noted.longTasks };
    });
}

/** Writes what frames and long tasks came to. */
export function tellFrames(
  what: string,
  { frames, longTasks }: { frames: number[]; longTasks: number[] },
): void {
  const late = frames.filter((ms) => ms > 50).length;
  const longest = Math.max(0, ...longTasks).toFixed(0);
  say(
    `${what}   ${frames.length} frames, p50 ${percentile(frames, 0.5).toFixed(1)} ms, p95 ${percentile(frames, 0.95).toFixed(1)} ms, ` +
      `max ${Math.max(...frames).toFixed(0)} ms, ${late} over 50 ms; ${longTasks.length} long tasks, the longest ${longest} ms`,
  );
}

/** How many elements the page has, those in shadow trees included. */
export function countElements(page: Page): Promise<number> {
  return page.evaluate(() => {
    const count = (root: ParentNode): number => {
      let sum = 0;
      for (const element of root.querySelectorAll('*')) {
        sum += 1;
        if (element.shadowRoot) sum += count(element.shadowRoot);
      }
      return sum;
    };
    return count(document);
  });
}
