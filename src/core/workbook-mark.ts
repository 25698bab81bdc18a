/** Whether a file's bytes begin as a workbook of a spreadsheet program does: a zip (.xlsx) or a compound file (.xls). */
export function isWorkbook(bytes: Uint8Array): boolean {
  const is = (...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte);
  return is(0x50, 0x4b, 0x03, 0x04) || is(0xd0, 0xcf, 0x11, 0xe0);
}
