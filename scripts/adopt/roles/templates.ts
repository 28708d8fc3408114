// Families of roles → templates with levels.
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Frame } from "./frames.ts";

/** A key of `access_roles`: the frames that it makes, by level. */
export interface Template {
  readonly name: string;
  readonly frames: ReadonlyMap<string, Frame>;
}

/** Levels by name, with what they give on tables. */
export type LevelSets = Map<string, ReadonlySet<Privilege>>;

/** What levels are called that nothing else gives a name to. */
const USUAL: readonly (readonly [name: string, privileges: string])[] = [
  ["read", "SELECT"],
  ["write", "SELECT,INSERT,UPDATE,DELETE,TRUNCATE"],
  ["all", "SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER"],
];

const LEVEL_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

const setText = (privileges: ReadonlySet<Privilege>): string => [...privileges].join();

/** The level of exactly these privileges; where there is none, a new one. */
export function levelFor(privileges: ReadonlySet<Privilege>, levels: LevelSets): string {
  const known = [...levels].find(([, set]) => setText(set) === setText(privileges));
  if (known) return known[0];
  const text = [...privileges].filter((privilege) => privilege !== "MAINTAIN").join();
  const usual = USUAL.find(([name, set]) => set === text && !levels.has(name))?.[0];
  let number = 1;
  while (levels.has(`level${number}`)) number++;
  const name = usual ?? `level${number}`;
  levels.set(name, privileges);
  return name;
}

interface Reading {
  readonly frame: Frame;
  readonly template: string;
  readonly level: string;
  /** Behind the schema; there the longest is best, before it the shortest. */
  readonly isTail: boolean;
  readonly length: number;
}

/** Every run of segments that could be the name of a level. */
function readingsOf(frame: Frame): Reading[] {
  const parts = frame.name.match(/(?:\$\{[^}]*\}|[^_$]|\$(?!\{))+|_/g) ?? [];
  const schemaAt = parts.findIndex((part) => /\$\{schema\}/i.test(part));
  const readings: Reading[] = [];
  for (let from = 0; from < parts.length; from += 2) {
    for (let to = from + 1; to <= parts.length; to += 2) {
      const level = parts.slice(from, to).join("");
      if (level.includes("$") || !LEVEL_NAME.test(level)) continue;
      const template = [...parts.slice(0, from), "${level}", ...parts.slice(to)].join("");
      readings.push({ frame, template, level, isTail: from > schemaAt, length: to - from });
    }
  }
  return readings;
}

/** Those that can be one template: no two levels give the same, and no other template's level is called so. */
function agreeing(readings: readonly Reading[], levels: LevelSets): Reading[] {
  const taken = new Set<string>();
  return [...readings]
    .sort((a, b) => b.frame.roles.size - a.frame.roles.size || compareText(a.level, b.level))
    .filter(({ level, frame }) => {
      const text = setText(frame.privileges);
      const known = levels.get(level);
      if (taken.has(text) || (known && setText(known) !== text)) return false;
      taken.add(text);
      return true;
    });
}

function isBetter(a: readonly Reading[], b: readonly Reading[], levels: LevelSets): boolean {
  const [x, y] = [a[0], b[0]];
  if (!x || !y) return x !== undefined;
  const schemas = (list: readonly Reading[]) => list.reduce((sum, { frame }) => sum + frame.roles.size, 0);
  const known = (list: readonly Reading[]) => list.filter(({ level }) => levels.has(level)).length;
  const length = (reading: Reading) => (reading.isTail ? reading.length : -reading.length);
  const differences = [
    a.length - b.length,
    schemas(a) - schemas(b),
    known(a) - known(b),
    Number(x.isTail) - Number(y.isTail),
    // Alone, a frame tells least of its name to the level.
    a.length === 1 ? y.length - x.length : length(x) - length(y),
  ];
  const first = differences.find((difference) => difference !== 0) ?? 0;
  return first > 0;
}

/** Puts frames together that differ in a part of the name that can be the level; adds the levels. */
export function makeTemplates(frames: readonly Frame[], levels: LevelSets): Template[] {
  const templates: Template[] = [];
  let open = frames;
  while (open.length > 0) {
    const groups = [...groupBy(open.flatMap(readingsOf), ({ template }) => template).values()].map((group) =>
      agreeing(group, levels),
    );
    const best = groups.reduce<Reading[]>(
      (found, next) => (isBetter(next, found, levels) ? next : found),
      [],
    );
    const [first] = best;
    if (!first) break;
    for (const { level, frame } of best) levels.set(level, frame.privileges);
    templates.push({
      name: first.template,
      frames: new Map(best.map(({ level, frame }) => [level, frame])),
    });
    const taken = new Set(best.map(({ frame }) => frame));
    open = open.filter((frame) => !taken.has(frame));
  }
  // A name that no level could stand in is a template for one level.
  const rest = open.map((frame) => {
    const level = levelFor(frame.privileges, levels);
    return { name: frame.name, frames: new Map([[level, frame]]) };
  });
  return [...templates, ...rest];
}
