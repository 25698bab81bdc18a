/**
 * A Content-Disposition that saves under a file name, Korean included: RFC 6266 with the name in UTF-8 (RFC 5987), and
 * an ASCII stand-in for programs that don't know that.
 */
export function toAttachment(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
