/** The version that the server gives to a text, without asking: the SHA-256 of its UTF-8 bytes, in hex. Empty where the browser does not
 * reckon it: it does in pages of this machine. */
export async function versionOf(text: string): Promise<string> {
  // Absent in pages that are not secure, whatever its type says.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return '';
  const hash = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
