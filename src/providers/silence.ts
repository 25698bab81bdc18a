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

/** Watches an exchange in which the server may be silent for `timeoutMs` at a time. */
export function watchSilence(stop: AbortSignal, timeoutMs: number): SilenceWatch {
  const controller = new AbortController();
  let waiting = true;
  let silent = false;
  const onStop = (): void => controller.abort(stop.reason);
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop, { once: true });
  const timer = setTimeout(() => {
    if (!waiting) return;
    silent = true;
    controller.abort();
  }, timeoutMs);
  return {
    signal: controller.signal,
    wait() {
      waiting = true;
      timer.refresh();
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
