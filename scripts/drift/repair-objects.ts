// What drizzle-kit has no words for, put back by the server's own words: triggers, rules, routines, and so on.
import type { ObjectDefinition } from "../database/inspect/live-structure.ts";
import type { StructureDifference } from "../prove/structure-differences.ts";
import { readStatement } from "../sql/read-statement.ts";
import type { Statement } from "../sql/statement.ts";
import type { BothStructures } from "./expected-structure.ts";

type Kind = ObjectDefinition["kind"];

/** What is put back before the tables are, since they may use it, and what behind them. */
const BEFORE: readonly Kind[] = ["type", "routine"];
const BEHIND: readonly Kind[] = [
  "sequence",
  "default",
  "index",
  "constraint",
  "row security",
  "statistics",
  "rule",
  "trigger",
];

/** What others may use: it is dropped last. */
const WHOLE: ReadonlySet<Kind> = new Set(["type", "routine"]);

/** Statements around those of drizzle-kit. */
interface ObjectRepair {
  readonly first: readonly Statement[];
  readonly last: readonly Statement[];
  /** Objects for which there is no statement. */
  readonly left: readonly StructureDifference[];
}

const statements = (text: string): Statement[] => [readStatement(text)];

/** A definition that prints several statements. */
const split = (text: string): Statement[] =>
  text.includes(";\nALTER TABLE ") ? text.split(/;\n(?=ALTER TABLE )/).flatMap(statements) : statements(text);

/**
 * @param seen whether drizzle-kit repairs it
 */
export function repairObjects(
  { expected, found }: BothStructures,
  drifted: readonly StructureDifference[],
  seen: (difference: StructureDifference) => boolean,
): ObjectRepair {
  const drops: Statement[] = [];
  const makes = new Map<Kind, Statement[]>();
  const lastDrops: Statement[] = [];
  const left: StructureDifference[] = [];
  for (const difference of drifted) {
    if (seen(difference)) continue;
    const wanted = expected.definitions.get(difference.object);
    const there = found.definitions.get(difference.object);
    const kind = (wanted ?? there)?.kind;
    const isSayable = kind !== undefined && (difference.kind === "extra" || Boolean(wanted?.make));
    if (!isSayable || difference.beyond) {
      left.push(difference);
      continue;
    }
    const replaces = kind === "routine" && difference.kind !== "extra";
    if (difference.kind !== "missing" && there?.drop && !replaces) {
      (WHOLE.has(kind) ? lastDrops : drops).push(...statements(there.drop));
    }
    if (difference.kind !== "extra" && wanted?.make)
      makes.set(kind, [...(makes.get(kind) ?? []), ...split(wanted.make)]);
  }
  const made = (kinds: readonly Kind[]) => kinds.flatMap((kind) => makes.get(kind) ?? []);
  return { first: [...drops, ...made(BEFORE)], last: [...made(BEHIND), ...lastDrops], left };
}
