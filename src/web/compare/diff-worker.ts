import { similarityOf } from '../../core/similarity.ts';
import { diffWords } from '../../core/text-diff.ts';
import { packParts, type DiffNews, type DiffOrder } from './packed-diff.ts';

/** How often it is told how far it is, milliseconds. */
const TELL_EVERY_MS = 60;

const tellPage = (news: DiffNews): void => postMessage(news);

// One order a worker: what nobody waits for any more is ended with it.
addEventListener('message', ({ data }: MessageEvent<DiffOrder>) => {
  let toldAt = 0;
  const parts = diffWords(data.before, data.now, data.locale, (share) => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    tellPage({ share });
  });
  tellPage({ packed: packParts(parts), similarity: similarityOf(parts, data.locale) });
});
