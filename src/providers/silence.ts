/** Ends an exchange when its caller stops it, or when the server has been silent for too long. */
export interface SilenceWatch {
  /** Aborted in either case. */
  readonly signal: AbortSignal;
  /** The server's turn begins: silence counts from now. So it does from the start. */
  wait(): void;
  /** Something came: silence does not count while it is worked on. */
  heard(): void;
  /** Whether it was the silence. */
  isSilent(): boolean;
  /** Stops watching. Must be called, or the timer and the listener stay. */
  close(): void;
}

/** Silence is counted in parts. One in which this process itself was held up (a busy machine, a laptop that slept) says
 * nothing of the server, whose words may be here unread: it is counted anew, so many times at most. */
const PARTS = 4;
const MOST_HELD_UP = 8;
/** A part that ends later than this was held up, however short it is. Milliseconds. */
const LEAST_LATE_MS = 50;

/** Watches an exchange in which the server may be silent for `timeoutMs` at a time. */
export function watchSilence(stop: AbortSignal, timeoutMs: number): SilenceWatch {
  const controller = new AbortController();
  const part = timeoutMs / PARTS;
  let waiting = true;
  let silent = false;
  let left = PARTS;
  let heldUp = 0;
  let startedAt = performance.now();
  const onStop = (): void => controller.abort(stop.reason);
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop, { once: true });
  const begin = (): void => {
    startedAt = performance.now();
    timer.refresh();
  };
  const timer = setTimeout(() => {
    if (!waiting) return;
    const late = performance.now() - startedAt - part;
    if (late > Math.max(part, LEAST_LATE_MS) && heldUp < MOST_HELD_UP) heldUp += 1;
    else left -= 1;
    if (left > 0) {
      begin();
      return;
    }
    silent = true;
    controller.abort();
  }, part);
  return {
    signal: controller.signal,
    wait() {
      waiting = true;
      left = PARTS;
      begin();
    },
    heard() {
      waiting = false;
    },
    isSilent: () => silent,
    close() {
      clearTimeout(timer);
      stop.removeEventListener('abort', onStop);
    },
  };
}

/** What a stopped exchange throws. */
export function toAbortError(): DOMException {
  return new DOMException('The request was stopped.', 'AbortError');
}
