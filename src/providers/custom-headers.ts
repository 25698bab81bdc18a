/**
 * Headers that take off what a vendor's SDK adds to every request from a variable of its own (`NAME: value` lines),
 * whoever the request goes to: nothing is sent that was not written.
 */
export function withoutCustomHeaders(variable: 'OPENAI_CUSTOM_HEADERS' | 'ANTHROPIC_CUSTOM_HEADERS') {
  const lines = (process.env[variable] ?? '').split('\n').filter((line) => line.includes(':'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), null]));
}
