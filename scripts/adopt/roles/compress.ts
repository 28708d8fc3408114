// Names → patterns with wildcards and exceptions, as few as mean the same.
import { compareText, displayName, quoteIdentifier } from "../../model/identifier.ts";

/** Names by patterns, and what of the patterns' names is not meant. */
interface Compressed {
  readonly patterns: readonly string[];
  readonly except: readonly string[];
}

/** A segment of a pattern as it is written; in quotes where a name of its letters would be. */
export function patternText(segment: string): string {
  const plain = segment.replaceAll("*", "_");
  return displayName(plain) === plain ? segment : quoteIdentifier(segment);
}

/** Every pattern that could stand for a name among others: a beginning or an end that stops at an underscore, or all. */
function patternsFor(name: string): string[] {
  // A star in a name would be one in the pattern.
  if (name.includes("*")) return ["*"];
  const underscores = [...name.matchAll(/_/g)].map(({ index }) => index);
  return [
    "*",
    ...underscores.map((at) => `${name.slice(0, at + 1)}*`),
    ...underscores.map((at) => `*${name.slice(at)}`),
  ];
}

interface Candidate {
  readonly pattern: string;
  readonly named: readonly string[];
  readonly wanted: readonly string[];
}

/** What the patterns name that stand for two wanted names at least: all, beginnings, ends. */
function candidates(meant: ReadonlySet<string>, universe: readonly string[]): Candidate[] {
  const named = new Map<string, { named: string[]; wanted: string[] }>();
  for (const name of meant)
    for (const pattern of patternsFor(name)) named.set(pattern, { named: [], wanted: [] });
  for (const name of universe) {
    for (const pattern of patternsFor(name)) {
      const lists = named.get(pattern);
      lists?.named.push(name);
      if (meant.has(name)) lists?.wanted.push(name);
    }
  }
  const rank = (pattern: string) => (pattern === "*" ? 0 : pattern.endsWith("*") ? 1 : 2);
  return [...named]
    .map(([pattern, lists]) => ({ pattern, ...lists }))
    .filter(({ pattern, wanted }) => pattern === "*" || wanted.length > 1)
    .sort((a, b) => rank(a.pattern) - rank(b.pattern) || compareText(a.pattern, b.pattern));
}

function chooseExact(wanted: readonly string[], usable: readonly Candidate[], disjoint: boolean): string[] {
  let open = new Set(wanted);
  const chosen: string[] = [];
  for (;;) {
    const covers = ({ wanted: some }: Candidate) => {
      const count = some.filter((name) => open.has(name)).length;
      return disjoint && count < some.length ? 0 : count;
    };
    const best = usable.reduce<Candidate | undefined>(
      (found, next) => (!found || covers(next) > covers(found) ? next : found),
      undefined,
    );
    if (!best || covers(best) < 2) break;
    chosen.push(best.pattern);
    const taken = new Set(best.wanted);
    open = new Set([...open].filter((name) => !taken.has(name)));
  }
  return [...chosen, ...open].sort(compareText);
}

/**
 * The fewest patterns that name exactly the wanted ones.
 *
 * @param universe all that a pattern could name
 * @param may names that a pattern may name besides: nothing comes of it
 * @param withExcept whether names may be taken away again
 * @param open whether what is yet to come is meant where all is
 * @param disjoint whether no name may be named twice
 */
export function compressNames(
  wanted: readonly string[],
  universe: readonly string[],
  options: {
    readonly may?: (name: string) => boolean;
    readonly withExcept?: boolean;
    readonly disjoint?: boolean;
    readonly open?: boolean;
  } = {},
): Compressed {
  const { may = () => false, withExcept = false, disjoint = false, open = false } = options;
  const meant = new Set(wanted);
  const all = candidates(meant, universe);
  const isExact = ({ named }: Candidate) => named.every((name) => meant.has(name) || may(name));
  const usable = all.filter(isExact);
  if (open && usable.some(({ pattern }) => pattern === "*")) return { patterns: ["*"], except: [] };
  let best: Compressed = { patterns: chooseExact(wanted, usable, disjoint), except: [] };
  const cost = ({ patterns, except }: Compressed) => patterns.length + except.length;
  for (const candidate of withExcept ? all : []) {
    const except = candidate.named.filter((name) => !meant.has(name) && !may(name));
    if (except.length === 0 || except.length * 2 > candidate.wanted.length) continue;
    const covered = new Set(candidate.wanted);
    const rest = wanted.filter((name) => !covered.has(name));
    const other = {
      patterns: [candidate.pattern, ...chooseExact(rest, usable, disjoint)].sort(compareText),
      except,
    };
    if (cost(other) < cost(best)) best = other;
  }
  return { patterns: best.patterns.map(patternText), except: best.except.map(patternText) };
}

/** One alone, several as a list. */
export function oneOrList<Item>(list: readonly Item[]): Item | Item[] {
  const [first] = list;
  return list.length === 1 && first !== undefined ? first : [...list];
}
