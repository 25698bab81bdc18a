/** A regular expression as notebooks write it: the pattern, or `/pattern/flags`. It has the `u` flag, so that `.` is a whole
 * character, unless the pattern is only valid without. An Error (returned, not thrown) where it is not valid at all. */
export function toPattern(written: string): RegExp | Error {
  const slashed = /^\/(.*)\/([a-z]*)$/s.exec(written);
  const source = slashed?.[1] ?? written;
  const flags = (slashed?.[2] ?? '').replace(/[gy]/g, '');
  try {
    return new RegExp(source, /[uv]/.test(flags) ? flags : `${flags}u`);
  } catch (error) {
    try {
      return new RegExp(source, flags);
    } catch {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}
