// The definitions made from nothing on the scratch server, beside the way up: the upgraded must be the fresh.
import { attempt } from "../database/connect/attempt.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { rolledBack } from "../database/connect/transaction.ts";
import { catalogStructure, type StructureRow } from "../database/inspect/shape.ts";
import { type FreshStatements, freshStatements } from "../migrations/kit/fresh-statements.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import type { Delta } from "../model/delta.ts";
import { quoteIdentifier, quotePath } from "../model/identifier.ts";
import { invertRenames, type Rename } from "../model/rename.ts";
import { type AllowedVariables, escapeTemplate, fillVariables, type Variables } from "../model/variable.ts";
import type { KeptSequence } from "../model/warehouse.ts";
import { makeRoles } from "./scratch-roles.ts";
import { compareStructures, type StructureDifference } from "./structure-differences.ts";

/** Both sides of a revision as drizzle-kit knows them. */
export interface KitStates {
  readonly before: KitState;
  readonly after: KitState;
}

/** What a fresh build is made of. */
export interface FreshRequest {
  readonly states: KitStates;
  readonly renames: Delta["renames"];
  /** Sequences that go by former names, before and after. */
  readonly kept: Readonly<Record<keyof KitStates, ReadonlyMap<string, KeptSequence>>>;
  /** Of the project, and the values that are proved. */
  readonly allowed: AllowedVariables;
  readonly variables: Variables;
}

/** The statements of {@link buildFresh}: planned while the server still starts. */
export function planFresh({ states, renames, kept }: FreshRequest): Promise<FreshStatements> {
  return freshStatements({ ...states, renames, kept: kept.after });
}

/** A structure, and the statements that could not run, each with PostgreSQL's words. */
interface FreshBuild {
  readonly rows: readonly StructureRow[];
  readonly failed: readonly string[];
}

/** `ALTER … RENAME TO` and `SET SCHEMA` by kind; a table's words do for views as well. */
const RENAME_WORDS = { schema: "SCHEMA", relation: "TABLE", sequence: "SEQUENCE", type: "TYPE" } as const;

function renameStatements({ kind, from, to }: Rename): string[] {
  const [name = "", now = ""] = [from.at(-1), to.at(-1)];
  if (kind === "role") return [];
  if (kind === "column") {
    const table = quotePath(to.slice(0, -1));
    return [`ALTER TABLE ${table} RENAME COLUMN ${quoteIdentifier(name)} TO ${quoteIdentifier(now)}`];
  }
  const word = RENAME_WORDS[kind];
  const moved = [...to.slice(0, -1), name];
  const moves = from.length > 1 && from[0] !== to[0];
  return [
    ...(moves ? [`ALTER ${word} ${quotePath(from)} SET SCHEMA ${quoteIdentifier(to[0] ?? "")}`] : []),
    ...(name === now ? [] : [`ALTER ${word} ${quotePath(moved)} RENAME TO ${quoteIdentifier(now)}`]),
  ];
}

/** Runs each statement that can be run. @returns those that cannot, in PostgreSQL's words */
async function runPossible(tx: Queryable, statements: readonly string[]): Promise<string[]> {
  const failed: string[] = [];
  for (const statement of statements) {
    const refused = await attempt(tx, statement);
    if (refused !== undefined) failed.push(`${refused}: ${statement.split("\n")[0]}`);
  }
  return failed;
}

/** Texts of drizzle-kit for a set of variables. */
export function filled({ allowed, variables }: FreshRequest, templates: readonly string[]): string[] {
  return templates.map((template) => fillVariables(escapeTemplate(template, allowed), variables));
}

/**
 * What the definitions make from nothing, in the state before the revision and rolled back: in a database of its own it
 * would stand in the way of roles that go.
 */
export async function buildFresh(
  sql: Sql,
  request: FreshRequest,
  { clear, make, roles }: FreshStatements,
): Promise<FreshBuild> {
  const schemas = request.renames.filter(({ kind }) => kind === "schema").flatMap(renameStatements);
  return rolledBack(sql, async (tx) => {
    await makeRoles(tx, filled(request, roles));
    const failed = await runPossible(tx, filled(request, [...schemas, ...clear, ...make]));
    return { rows: await catalogStructure(tx), failed };
  });
}

/**
 * In what the state before the revision is not what the recorded definitions make from nothing, under the names after
 * its renames: what was made by hand, or by SQL that was wrong. To be asked in that state.
 */
export async function formerDifferences(sql: Sql, request: FreshRequest): Promise<StructureDifference[]> {
  const { states, renames, kept } = request;
  const { clear, make } = await freshStatements({
    before: states.after,
    after: states.before,
    renames: invertRenames(renames),
    kept: kept.before,
  });
  const moves = renames.flatMap(renameStatements);
  const structure = (statements: readonly string[]) =>
    rolledBack(sql, async (tx) => {
      await runPossible(tx, filled(request, statements));
      return catalogStructure(tx);
    });
  return compareStructures(await structure([...clear, ...make, ...moves]), await structure(moves));
}

/** The touched tables as they are in the database. */
export const tablesOf = (request: FreshRequest, { tables }: FreshStatements) =>
  tables.map(({ schema, name }) => {
    const [filledSchema = "", filledName = ""] = filled(request, [schema, name]);
    return { schema: filledSchema, name: filledName };
  });

/** The renames as they are there. */
export const filledRenames = (request: FreshRequest) =>
  request.renames.map(({ kind, from, to }) => ({
    kind,
    from: filled(request, from),
    to: filled(request, to),
  }));
