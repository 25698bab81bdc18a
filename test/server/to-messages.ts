/** One server-sent event, its data parsed. */
export interface SentMessage {
  id: string;
  event: string;
  data: unknown;
}

/** The messages of a text of server-sent events; comments and `retry` are no messages. */
export function toMessages(text: string | null): SentMessage[] {
  return (text ?? '').split('\n\n').flatMap((message) => {
    const fields = new Map(
      message.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
    );
    const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
    if (id === undefined || event === undefined || data === undefined) return [];
    return [{ id, event, data: JSON.parse(data) as unknown }];
  });
}
