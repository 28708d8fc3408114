/** How many letters must be put in, taken out, replaced or swapped with a neighbour to make one word of the other. */
function distance(a: string, b: string): number {
  let earlier: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (earlier[j - 2] ?? 0) + 1 : replaced;
      current.push(Math.min(replaced, swapped, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    [earlier, previous] = [previous, current];
  }
  return previous[b.length] ?? 0;
}

/** The name that was probably meant: the closest one, if a third of its letters or less are wrong. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const candidate of names) {
    const wrong = distance(name.toLowerCase(), candidate.toLowerCase());
    if (wrong <= Math.max(name.length, candidate.length) / 3 && wrong < (best?.distance ?? Infinity)) {
      best = { name: candidate, distance: wrong };
    }
  }
  return best?.name;
}
