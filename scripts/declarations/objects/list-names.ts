/** Some of the names, and how many more there are. */
export function listNames(names: readonly string[], shown = 3): string {
  const list = names.slice(0, shown).join(", ");
  return names.length > shown ? `${list} and ${names.length - shown} more` : list;
}
