import { compareText, displayName, quoteIdentifier } from "../../model/identifier.ts";
import { matches } from "../pattern.ts";

/** Names by patterns, and what of the patterns' names is not meant. */
export interface Compressed {
  readonly patterns: readonly string[];
  readonly except: readonly string[];
}

/** A segment of a pattern as it is written; in quotes where a name of its letters would be. */
export function patternText(segment: string): string {
  const plain = segment.replaceAll("*", "_");
  return displayName(plain) === plain ? segment : quoteIdentifier(segment);
}

/** Patterns that could stand for several of the names: all, a beginning or an end that stops at an underscore. */
function candidates(names: readonly string[]): string[] {
  const beginnings = new Set<string>();
  const ends = new Set<string>();
  for (const name of names) {
    for (const { index } of name.matchAll(/_/g)) {
      beginnings.add(`${name.slice(0, index + 1)}*`);
      ends.add(`*${name.slice(index)}`);
    }
  }
  return ["*", ...[...beginnings].sort(compareText), ...[...ends].sort(compareText)];
}

interface Candidate {
  readonly pattern: string;
  readonly named: readonly string[];
  readonly wanted: readonly string[];
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
  const all: Candidate[] = candidates(wanted).map((pattern) => {
    const named = universe.filter((name) => matches({ segments: [pattern] }, [name]));
    return { pattern, named, wanted: named.filter((name) => meant.has(name)) };
  });
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
