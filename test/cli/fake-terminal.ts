import { Writable } from 'node:stream';
import type { Terminal } from '../../src/cli/terminal.ts';

/** A terminal that keeps what is written to it. */
export interface FakeTerminal extends Terminal {
  out: () => string;
  err: () => string;
  /** Presses Ctrl+C. */
  interrupt: () => void;
  /** The questions that were asked. */
  questions: string[];
}

function createSink(): { sink: Writable; text: () => string } {
  let text = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { sink, text: () => text };
}

/** A terminal of a test: English, no one to ask, unless `more` says otherwise. `answer` is what is typed when asked. */
export function createFakeTerminal(
  more: Partial<Pick<Terminal, 'env' | 'cwd' | 'canAsk'>> & { answer?: string | null; isTTY?: boolean } = {},
): FakeTerminal {
  const [stdout, stderr] = [createSink(), createSink()];
  const listeners = new Set<() => void>();
  const questions: string[] = [];
  const { answer = null, isTTY = false, ...rest } = more;
  let clock = 0;
  return {
    stdout: Object.assign(stdout.sink, { isTTY }),
    stderr: Object.assign(stderr.sink, { isTTY }),
    canAsk: false,
    env: { LANG: 'en_US.UTF-8' },
    cwd: process.cwd(),
    now: () => (clock += 10),
    ask: async (question) => {
      questions.push(question);
      return answer;
    },
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ...rest,
    out: stdout.text,
    err: stderr.text,
    interrupt: () => listeners.forEach((listener) => listener()),
    questions,
  };
}
