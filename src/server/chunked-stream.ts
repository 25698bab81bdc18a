/** Texts as a stream of UTF-8, each made when the reader is ready for it: an export of any size takes little memory. */
export function toChunkedStream(chunks: Iterator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: (controller) => {
      const { done, value } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => void chunks.return?.(),
  });
}
