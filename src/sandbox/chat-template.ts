import type { ChatMessage } from './generation.ts';
import type { Tokenizer } from './tokenizer.ts';

/** The template's `<|role|>` and the message's end, as the model's file has them in its chat template. */
export interface ChatTemplate {
  /** The ids of a whole prompt, up to where the model begins to write. */
  toIds(messages: readonly ChatMessage[], continuesLast: boolean): number[];
}

/** The template `<|role|>text<|end|>` for each message, then `<|assistant|>`. The texts are encoded as plain text, so
 * that no message can end itself or begin another. Throws where the vocabulary lacks one of the tokens. */
export function createChatTemplate(tokenizer: Tokenizer, endId: number): ChatTemplate {
  const idOf = (role: ChatMessage['role']): number => {
    const id = tokenizer.controlId(`<|${role}|>`);
    if (id === null) throw new Error(`The vocabulary has no control token <|${role}|>.`);
    return id;
  };
  const roleIds = { system: idOf('system'), user: idOf('user'), assistant: idOf('assistant') };
  return {
    toIds: (messages, continuesLast) => {
      const ids = messages.flatMap(({ role, content }) => [
        roleIds[role],
        ...tokenizer.encode(content),
        endId,
      ]);
      if (continuesLast) ids.pop();
      else ids.push(roleIds.assistant);
      return ids;
    },
  };
}
