// The definitions made from nothing on the scratch server, beside the way up: the upgraded must be the fresh.
import { SEARCH_PATH } from "../database/apply/begin-work.ts";
import { attempt } from "../database/connect/attempt.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { rolledBack } from "../database/connect/transaction.ts";
import { catalogStructure, type StructureRow } from "../database/inspect/shape.ts";
import { type FreshStatements, freshStatements } from "../migrations/kit/fresh-statements.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import type { Delta } from "../model/delta.ts";
import { applyRenames } from "../model/fold.ts";
import { displayPath, quoteIdentifier, quotePath } from "../model/identifier.ts";
import { invertRenames, type Rename } from "../model/rename.ts";
import { type AllowedVariables, escapeTemplate, fillVariables, type Variables } from "../model/variable.ts";
import type { KeptSequence, Warehouse } from "../model/warehouse.ts";
import { throughObjects } from "../plan/objects/sql-object-names.ts";
import { mapTexts } from "../sql/statement.ts";
import { writeStatement } from "../sql/write-statement.ts";
import { FreshObjects } from "./fresh-objects.ts";
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
  /** Each under its own names. */
  readonly warehouses: Readonly<Record<keyof KitStates, Warehouse>>;
  /** Of the project, and the values that are proved. */
  readonly allowed: AllowedVariables;
  readonly variables: Variables;
}

/** The statements of a fresh build, templates, and the SQL objects that are made between them. */
export interface FreshPlan extends FreshStatements {
  readonly objects: FreshObjects;
}

/** The statements of {@link buildFresh}: planned while the server still starts. */
export async function planFresh({ states, renames, kept, warehouses }: FreshRequest): Promise<FreshPlan> {
  const schemas = renames.filter(({ kind }) => kind === "schema");
  const before = schemas.length === 0 ? warehouses.before : applyRenames(warehouses.before, schemas);
  const objects = new FreshObjects(before.sqlObjects, warehouses.after.sqlObjects);
  const hanging = (paths: ReadonlySet<string>) => objects.hanging(paths);
  const through = throughObjects([...warehouses.after.sqlObjects.values()]);
  const statements = await freshStatements({ ...states, renames, kept: kept.after, hanging, through });
  return { ...statements, clear: [...objects.clear(), ...statements.clear], objects };
}

/** A structure, and the statements that could not run, each with PostgreSQL's words. */
export interface FreshBuild {
  readonly rows: readonly StructureRow[];
  readonly failed: readonly string[];
}

/** `ALTER … RENAME TO` and `SET SCHEMA` by kind; a table's words do for views as well. */
const RENAME_WORDS = { schema: "SCHEMA", relation: "TABLE", sequence: "SEQUENCE", type: "TYPE" } as const;

function renameStatements({ kind, from, to }: Rename): string[] {
  if (displayPath(from) === displayPath(to)) return [];
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

/** Runs each statement that can be run, as scripts run. @returns those that cannot, in PostgreSQL's words */
async function runPossible(tx: Queryable, statements: readonly string[]): Promise<string[]> {
  const failed: string[] = [];
  await tx`SELECT set_config('search_path', ${SEARCH_PATH}, true)`;
  // Mostly all of them can, and are sent at once; one may end in a comment.
  const some = await attempt(tx, statements.join("\n;\n"));
  for (const statement of some === undefined ? [] : statements) {
    const refused = await attempt(tx, statement);
    if (refused !== undefined) failed.push(`${refused}: ${statement.split("\n")[0]}`);
  }
  await tx`SELECT set_config('search_path', '', true)`;
  return failed;
}

const fill =
  ({ allowed, variables }: FreshRequest) =>
  (template: string): string =>
    fillVariables(escapeTemplate(template, allowed), variables);

/** Texts of drizzle-kit for a set of variables. */
export function filled(request: FreshRequest, templates: readonly string[]): string[] {
  return templates.map(fill(request));
}

/** What is made anew, for a set of variables. */
function filledMake(request: FreshRequest, { make, objects }: FreshPlan): string[] {
  const statements = make.map((statement) => mapTexts(statement, fill(request)));
  const { variables } = request;
  return objects.withObjects(statements, (text) => fillVariables(text, variables)).map(writeStatement);
}

/**
 * What the definitions make from nothing, in the state before the revision and rolled back: in a database of its own it
 * would stand in the way of roles that go.
 */
export async function buildFresh(sql: Sql, request: FreshRequest, plan: FreshPlan): Promise<FreshBuild> {
  const schemas = filledRenames(request)
    .filter(({ kind }) => kind === "schema")
    .flatMap(renameStatements);
  return rolledBack(sql, async (tx) => {
    await makeRoles(tx, filled(request, plan.roles));
    const first = [...schemas, ...filled(request, plan.clear)];
    const failed = await runPossible(tx, [...first, ...filledMake(request, plan)]);
    return { rows: await catalogStructure(tx), failed };
  });
}

/**
 * In what the state before the revision is not what the recorded definitions make from nothing, under the names after
 * its renames: what was made by hand, or by SQL that was wrong. To be asked in that state.
 */
export async function formerDifferences(sql: Sql, request: FreshRequest): Promise<StructureDifference[]> {
  const { states, renames, kept, warehouses } = request;
  const turned = <Side>({ before, after }: Readonly<Record<keyof KitStates, Side>>) => ({
    before: after,
    after: before,
  });
  const plan = await planFresh({
    ...request,
    states: turned(states),
    renames: invertRenames(renames),
    kept: turned(kept),
    warehouses: turned(warehouses),
  });
  const moves = filledRenames(request).flatMap(renameStatements);
  const structure = (statements: readonly string[]) =>
    rolledBack(sql, async (tx) => {
      await runPossible(tx, statements);
      return catalogStructure(tx);
    });
  const anew = [...filled(request, plan.clear), ...filledMake(request, plan)];
  return compareStructures(await structure([...anew, ...moves]), await structure(moves));
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
