// What a database has that Drizzle has no words for, as SQL around drizzle-kit's: tried on the scratch server.
import { attempt } from "../database/connect/attempt.ts";
import type { Queryable } from "../database/connect/connect.ts";
import {
  commentedObject,
  type LiveStructure,
  type ObjectDefinition,
  readStructure,
} from "../database/inspect/live-structure.ts";
import type { StructureRow } from "../database/inspect/shape.ts";
import { repairObjects } from "../drift/repair-objects.ts";
import { pathOfObject } from "../drift/structure-names.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { OTHER_SCRATCH_SERVERS } from "../model/scratch-server.ts";
import { makeRoles } from "../prove/scratch-roles.ts";
import { compareStructures, type StructureDifference, wholeObjects } from "../prove/structure-differences.ts";
import { type Beside, isSchema } from "../revise/beside.ts";
import { readStatement } from "../sql/read-statement.ts";
import { inSchema } from "../sql/sql-target.ts";
import type { Statement } from "../sql/statement.ts";
import { statementSql } from "../sql/write-statement.ts";
import { isForeignKey } from "./keys-with.ts";

/** Statements around those of drizzle-kit, and what differs all the same. */
export interface BesideDefinitions extends Beside {
  /** Of what the definitions say: Drizzle has words for a part of it only. */
  readonly halfSaid: readonly StructureDifference[];
  /** What no statement makes. */
  readonly left: readonly StructureDifference[];
}

/** What is to be made. */
export interface WantedStructure extends LiveStructure {
  /** Statements by the objects whose storage they set. */
  readonly storage: ReadonlyMap<string, readonly string[]>;
  /** The tables of which the definitions say by what they are partitioned, by displayPath. */
  readonly partitioned: ReadonlySet<string>;
  /** Objects that the definitions have functions for, as the catalogs name them. */
  readonly said: ReadonlySet<string>;
}

/** What others of its kind, and tables, may be made of; behind it stand its statements. */
interface Candidate {
  readonly make: Statement;
  readonly drop: Statement | undefined;
}

/** Runs what can be run, again and again until nothing more can. @returns what ran, in that order; the rest stays */
async function runInOrder(tx: Queryable, candidates: Set<Candidate>): Promise<Candidate[]> {
  const done: Candidate[] = [];
  for (let before = -1; before < done.length; ) {
    before = done.length;
    for (const candidate of candidates) {
      if ((await attempt(tx, statementSql(candidate.make))) !== undefined) continue;
      candidates.delete(candidate);
      done.push(candidate);
    }
  }
  return done;
}

/** `extension pg_trgm` and `1.6 in public` → CREATE EXTENSION. */
function extensionsOf(rows: readonly StructureRow[]): Candidate[] {
  return rows.flatMap(({ object, line }) => {
    const [, name] = /^extension (.+)$/.exec(object) ?? [];
    const [, schema] = / in (.+)$/.exec(line) ?? [];
    // Every database has it.
    if (name === undefined || schema === undefined || name === "plpgsql") return [];
    const isOwn = schema === "pg_catalog";
    return [
      {
        make: readStatement(`CREATE EXTENSION IF NOT EXISTS ${name}${isOwn ? "" : ` SCHEMA ${schema}`}`),
        drop: readStatement(`DROP EXTENSION IF EXISTS ${name}`),
      },
    ];
  });
}

const candidateOf = ({ make, drop }: ObjectDefinition): Candidate[] =>
  make === null ? [] : [{ make: readStatement(make), drop: drop === null ? undefined : readStatement(drop) }];

/** The table that a statement makes, by displayPath. */
const madeTable = (statement: Statement): string | undefined =>
  statement.kind === "make" && statement.object === "TABLE"
    ? displayPath(inSchema(statement.path))
    : undefined;

/** `PARTITION BY RANGE (day)` behind CREATE TABLE, where definitions do not say it. @param said tables of which they do */
function partitioned(
  kit: readonly Statement[],
  rows: readonly StructureRow[],
  said: ReadonlySet<string>,
): Statement[] {
  const keys = new Map(
    rows.flatMap((row) => {
      const [, key] = /(?:^| )partitioned by (.*?\))(?: child of | bound |$)/.exec(row.beyond) ?? [];
      return key === undefined ? [] : [[displayPath(pathOfObject(row) ?? []), key] as const];
    }),
  );
  return kit.map((statement) => {
    const table = madeTable(statement) ?? "";
    const key = keys.get(table);
    return key === undefined || said.has(table)
      ? statement
      : readStatement(`${statementSql(statement).replace(/;\s*$/, "")} PARTITION BY ${key}`);
  });
}

/** Whether something is one of those that tables may be made of. */
const isGround = ({ kind }: ObjectDefinition): boolean => kind === "type" || kind === "routine";

/**
 * Finds what must stand around drizzle-kit's statements so that they make what was found. To be called in a transaction
 * on an empty scratch database that is rolled back.
 *
 * @param kit drizzle-kit's statements from nothing to the definitions
 * @param found without what definitions leave out
 * @param withObjects puts the statements of SQL objects between these
 * @throws {Refusal} where drizzle-kit's statements do not run
 */
export async function besideDefinitions(
  tx: Queryable,
  kit: readonly Statement[],
  found: WantedStructure,
  withObjects: (statements: readonly Statement[]) => readonly Statement[] = (some) => some,
): Promise<BesideDefinitions> {
  const inPublic = (schema: "public" | "") =>
    tx.unsafe("SELECT set_config('search_path', $1, true)", [schema]);
  const roles = found.entities.flatMap(({ entityType, roles: named }) =>
    entityType === "policies" ? (named as string[]) : [],
  );
  await makeRoles(tx, roles);
  // drizzle-kit writes what lies in the schema public without it.
  await inPublic("public");
  const statements = partitioned(kit, found.rows, found.partitioned);
  const known = new Set(found.rows.map(({ object }) => object));
  const ground = new Set([
    ...extensionsOf(found.rows.filter(({ object }) => !found.said.has(object))),
    ...[...found.definitions.values()]
      .filter(
        (definition) =>
          isGround(definition) && known.has(definition.object) && !found.said.has(definition.object),
      )
      .flatMap(candidateOf),
  ]);
  for (const statement of statements.filter(isSchema)) await attempt(tx, statementSql(statement));
  const first = await runInOrder(tx, ground);
  for (const statement of withObjects(statements)) {
    if (isSchema(statement)) continue;
    const refused = await attempt(tx, statementSql(statement));
    if (refused === undefined) continue;
    const text = statementSql(statement).split("\n")[0];
    throw new Refusal([
      problem("proof-stub", `the scratch server does not take what was found: ${refused}: ${text}`, {
        help: OTHER_SCRATCH_SERVERS,
      }),
    ]);
  }
  const later = await runInOrder(tx, ground);
  const compare = async () => {
    await inPublic("");
    const built = await readStructure(tx);
    await inPublic("public");
    return { built, differences: wholeObjects(compareStructures(found.rows, built.rows)) };
  };
  const { built, differences } = await compare();
  const repair = repairObjects({ expected: found, found: built }, differences, {
    seen: () => false,
    anew: new Set(),
  });
  const storage = repair.left.flatMap(({ object, kind, beyond }) =>
    kind === "differs" && beyond ? (found.storage.get(object) ?? []) : [],
  );
  const rest = [...repair.first, ...repair.last, ...storage.map(readStatement)];
  for (const statement of rest) await attempt(tx, statementSql(statement));
  const missing = differences.filter(({ kind }) => kind === "missing");
  const halfSaid = differences.filter(
    ({ object, kind, beyond }) =>
      (kind === "differs" && !beyond && /^(?:index|constraint|policy) /.test(object)) ||
      found.said.has(object),
  );
  // A comment goes with what it is on.
  const undoRest = missing
    .filter(({ object }) => commentedObject(object) === object)
    .flatMap(({ object }) => found.definitions.get(object) ?? [])
    .sort((a, b) => Number(isForeignKey(a)) - Number(isForeignKey(b)))
    .flatMap(({ drop }) => drop ?? [])
    .map(readStatement);
  const drops = (list: readonly Candidate[]) => [...list].reverse().flatMap(({ drop }) => drop ?? []);
  return {
    first: first.map(({ make }) => make),
    kit: statements,
    last: [...later.map(({ make }) => make), ...rest],
    undoLast: [...undoRest.reverse(), ...drops(later)],
    undoFirst: drops(first),
    halfSaid,
    left: (await compare()).differences,
  };
}
