// A scratch server with what a source makes that is none: its revisions, and what is declared beyond them.
import { serverVersion, withConnection } from "../database/connect/connect.ts";
import type { Scratch } from "../database/servers/scratch.ts";
import type { ScratchPlace } from "../database/servers/scratch-servers.ts";
import { generateDown } from "../migrations/kit/generate-down.ts";
import { type AllowedVariables, escapeTemplate, fillVariables, type Variables } from "../model/variable.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { openBase, runScript } from "../prove/ground.ts";
import { outsideOf } from "../prove/outside-of.ts";
import { claimRoles, makeRoles } from "../prove/scratch-roles.ts";
import { makeStubs } from "../prove/stubs.ts";
import { ddlWithObjects, viewsThroughObjects } from "../revise/ddl-with-objects.ts";
import { objectsAround, surroundings } from "../revise/put-together.ts";
import type { TableSide, TableSource } from "../sources/source.ts";
import { atOnce } from "../sql/concurrent-indexes.ts";
import { mapTexts } from "../sql/statement.ts";
import { writeScript } from "../sql/write-statement.ts";

/** How the statements are called in messages. */
const FILE = "what is declared beyond the revisions";

/** The script that makes the tables of what is recorded those that are declared; what is called otherwise is made anew. */
async function declaredScript(
  { recorded, declared }: { readonly recorded: TableSide; readonly declared: TableSide },
  allowed: AllowedVariables,
): Promise<string> {
  // No owner changes here.
  const before = surroundings(recorded.warehouse);
  // The way back of a step from what is declared to what is recorded: nothing is left to ask.
  const statements = await generateDown({
    before: declared.state,
    after: recorded.state,
    kitRenames: [],
    kept: declared.warehouse.keptSequences,
    around: {
      before,
      after: { ...surroundings(declared.warehouse), ownerOf: before.ownerOf },
      mayCut: new Set(),
      ...objectsAround(recorded.warehouse, declared.warehouse),
    },
  });
  const way = {
    states: { from: recorded.state, to: declared.state },
    from: recorded.warehouse.sqlObjects,
    to: declared.warehouse.sqlObjects,
  };
  const templates = await ddlWithObjects(
    await viewsThroughObjects(statements.map(atOnce), way),
    way,
    (some) => mapTexts(some, (text) => escapeTemplate(text, allowed)),
  );
  return writeScript(templates.map((statement) => ({ statements: [statement] })));
}

/** The roles that policies name. */
const policyRoles = ({ state }: TableSide, variables: Variables): string[] =>
  state.ddl.flatMap(({ entityType, roles }) =>
    entityType === "policies" ? (roles as string[]).map((role) => fillVariables(role, variables)) : [],
  );

/** Runs what is declared beyond the revisions, which the scratch server has. */
async function declareOn(
  scratch: Scratch,
  { revisions, recorded }: TableSource,
  declared: TableSide,
  script: string,
  variables: Variables,
): Promise<void> {
  const outside = outsideOf([diffWarehouses(recorded.warehouse, declared.warehouse, [])], revisions);
  await claimRoles(scratch, [script], outside, variables);
  const roles = policyRoles(declared, variables);
  await scratch.shared?.claim([], roles);
  await withConnection(scratch.url, async (sql) => {
    const { major } = await serverVersion(sql);
    const scripts = [...revisions.map(({ migration }) => migration), script];
    await makeStubs(sql, outside, scripts, variables);
    await makeRoles(sql, roles);
    await runScript(sql, { file: FILE, text: script }, variables, major);
  });
}

/** A scratch server, and the scripts that made what it has. */
interface MadeScratch {
  readonly scratch: Scratch;
  readonly scripts: readonly string[];
}

/**
 * Opens a scratch server with the tables of a source.
 *
 * @throws {Refusal} where it cannot be had, or does not take the statements
 */
export async function openMade(
  place: ScratchPlace,
  source: TableSource,
  allowed: AllowedVariables,
  variables: Variables,
): Promise<MadeScratch> {
  const { revisions, recorded, declared } = source;
  const own = declared && [await declaredScript({ recorded, declared }, allowed)];
  const scratch = await openBase(place, revisions, variables);
  const scripts = [...revisions.map(({ migration }) => migration), ...(own ?? [])];
  if (!declared || !own?.[0]) return { scratch, scripts };
  try {
    await declareOn(scratch, source, declared, own[0], variables);
    return { scratch, scripts };
  } catch (error) {
    await scratch.close();
    throw error;
  }
}
