/** What is chosen, without a name that is in it, or with one that is not: behind the last before it, as they are offered, that is
 * chosen. So what is taken out and put back stands where it stood. */
export function toggleInOrder(chosen: readonly string[], name: string, offered: readonly string[]): string[] {
  if (chosen.includes(name)) return chosen.filter((one) => one !== name);
  const place = offered.indexOf(name);
  if (place < 0) return [...chosen, name];
  const before = new Set(offered.slice(0, place));
  return chosen.toSpliced(chosen.findLastIndex((one) => before.has(one)) + 1, 0, name);
}
