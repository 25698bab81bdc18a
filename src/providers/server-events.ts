/** One event of a stream: its name, where it has one, and its data lines joined. */
export interface ServerEvent {
  event: string | null;
  data: string;
}

/** Turns the bytes of an event stream into its events, however they are cut. */
export interface EventDecoder {
  /** The events that these bytes complete. */
  push(bytes: Uint8Array): ServerEvent[];
  /** What is left at the end. `cut`: the last line has no end, so it may be half of one. */
  end(): { events: ServerEvent[]; cut: boolean };
  /** Whether there was anything but white space. */
  isEmpty(): boolean;
  /** The first lines that are none of an event stream: the text of what was sent in its place. */
  stray(): string;
}

const STRAY_LIMIT = 20_000;

/**
 * Makes a decoder, by the event stream chapter of the HTML standard (any of the three line ends, comments, a byte order
 * mark); other than there, the last event counts without the empty line after it, which some servers leave out.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventDecoder(): EventDecoder {
  const decoder = new TextDecoder();
  let rest = '';
  let endsWithCr = false;
  let event: string | null = null;
  let data: string | null = null;
  let stray = '';
  let empty = true;

  const takeLine = (line: string, events: ServerEvent[]): void => {
    if (line === '') {
      if (data !== null) events.push({ event, data });
      event = null;
      data = null;
      return;
    }
    if (line.startsWith('data:')) {
      const value = line.slice(line.charCodeAt(5) === 0x20 ? 6 : 5);
      data = data === null ? value : `${data}\n${value}`;
    } else if (line.startsWith('event:')) {
      event = line.slice(line.charCodeAt(6) === 0x20 ? 7 : 6);
    } else if (!/^(:|id:|retry:|data$|event$|id$|retry$)/.test(line) && stray.length < STRAY_LIMIT) {
      stray += `${line}\n`;
    }
  };

  const takeText = (decoded: string): ServerEvent[] => {
    if (decoded === '') return [];
    empty &&= decoded.trim() === '';
    let text = decoded;
    // A carriage return at the end may be half of a line end.
    if (endsWithCr) text = `\r${text}`;
    endsWithCr = text.endsWith('\r');
    if (endsWithCr) text = text.slice(0, -1);
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
    // A very long line is only put together, and searched, once its end is there.
    if (!text.includes('\n')) {
      rest += text;
      return [];
    }
    const whole = rest + text;
    const events: ServerEvent[] = [];
    let start = 0;
    for (let end = whole.indexOf('\n'); end !== -1; end = whole.indexOf('\n', start)) {
      takeLine(whole.slice(start, end), events);
      start = end + 1;
    }
    rest = whole.slice(start);
    return events;
  };

  return {
    push: (bytes) => takeText(decoder.decode(bytes, { stream: true })),
    end() {
      // An empty line end completes a carriage return that was held back.
      const events = takeText(decoder.decode() + (endsWithCr ? '\n' : ''));
      const cut = rest !== '';
      if (cut) takeLine(rest, events);
      takeLine('', events);
      rest = '';
      return { events, cut };
    },
    isEmpty: () => empty,
    stray: () => stray,
  };
}
