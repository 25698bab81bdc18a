/** Pixels of a chart's picture for one of the page, so that it is sharp on fine screens and on paper. */
export const PICTURE_SCALE = 2;

/** How much of a PNG in base64 holds its size: 24 bytes. */
const HEAD = 32;

/** How large a picture is to be shown, px of the page, from its `data:image/png;base64,…`; null where that is no PNG. */
export function pictureSize(dataUrl: string): { width: number; height: number } | null {
  const encoded = /^data:image\/png;base64,([A-Za-z0-9+/]+)/.exec(dataUrl)?.[1]?.slice(0, HEAD) ?? '';
  if (encoded.length < HEAD) return null;
  const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  // The first chunk is its head: width and height.
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(12) !== 0x49484452) return null;
  return { width: view.getUint32(16) / PICTURE_SCALE, height: view.getUint32(20) / PICTURE_SCALE };
}
