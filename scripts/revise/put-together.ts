// What drizzle-kit made and what differs → a revision as it is to be proved.
import type { Around, Surroundings } from "../migrations/corrections/change.ts";
import { generateDown } from "../migrations/kit/generate-down.ts";
import type { GeneratedUp } from "../migrations/kit/generate-up.ts";
import { escapeTemplate } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { composeScript } from "../plan/compose.ts";
import { objectsInTheWay } from "../plan/objects/objects-in-the-way.ts";
import { readSql } from "../plan/objects/sql-object-kinds.ts";
import { withoutConditional, withoutPublicSaid } from "../plan/privileges/render-public.ts";
import type { RoleDeparture } from "../plan/roles/render-dropped-roles.ts";
import { tableDefinitions } from "../review/table-definitions.ts";
import type { Compared, Sources } from "../sources/read-sources.ts";
import { mapTexts, type Statement } from "../sql/statement.ts";
import { type Beside, withBeside } from "./beside.ts";
import { differenceBack, revisionHazards, rowEffects, wayBack } from "./both-ways.ts";
import { bothWithObjects, viewsThroughObjects } from "./ddl-with-objects.ts";
import { encryptionBatches, withBatches } from "./encryption-batches.ts";
import { olderTargets } from "./older-targets.ts";
import { onlineBoth, partitionedTables } from "./online-facts.ts";
import type { PlannedRevision } from "./planned-revision.ts";
import { toldStatements } from "./told-statements.ts";

/** What drizzle-kit's states do not say of a warehouse. */
export function surroundings({ keptSequences, owners }: Warehouse): Surroundings {
  return {
    sequenceOf: (column) => keptSequences.get(column)?.sequence,
    ownerOf: (table) => owners.get(`table ${table}`)?.owner,
  };
}

/** What SQL objects have to do with tables from one side to the other. */
export function objectsAround(
  { sqlObjects: from }: Pick<Warehouse, "sqlObjects">,
  { sqlObjects: to }: Pick<Warehouse, "sqlObjects">,
): Pick<Around, "goneObjects" | "objectTexts" | "encryptions"> {
  const goneObjects = objectsInTheWay(from, to);
  return {
    encryptions: { from, to },
    objectTexts: [...to.values()].map(readSql),
    ...(goneObjects && { goneObjects }),
  };
}

/** What both sides come to; of roles that go, only who gets what they own. */
type Differing = Omit<Compared, "departures"> & { readonly departures: ReadonlyMap<string, RoleDeparture> };

/** The scripts of both ways. Drizzle's statements become templates: `${` that is no variable stays as it is. */
async function composeBoth(
  { project, before }: Pick<Sources, "project" | "before">,
  up: GeneratedUp,
  { declared, difference, changes, departures }: Differing,
  { mayCut, beside, online }: Pick<RevisionParts, "mayCut" | "beside" | "online">,
): Promise<Pick<PlannedRevision, "migration" | "down" | "rows" | "wayBack" | "code">> {
  const { variables } = project.config;
  const asTemplates = (statements: readonly Statement[]) =>
    mapTexts(statements, (text) => escapeTemplate(text, variables));
  const { recorded } = before;
  const downStatements = await generateDown({
    before: before.state,
    after: up.state,
    kitRenames: up.kitRenames,
    around: {
      before: surroundings(declared),
      after: surroundings(recorded),
      mayCut: new Set(),
      online,
      ...objectsAround(declared, recorded),
    },
    kept: recorded.keptSequences,
  });
  const [from, to] = [recorded.sqlObjects, declared.sqlObjects];
  const kit = {
    up: await viewsThroughObjects(up.statements, { states: { from: before.state, to: up.state }, from, to }),
    down: await viewsThroughObjects(downStatements, {
      states: { from: up.state, to: before.state },
      from,
      to,
    }),
  };
  const plain = withBeside(kit, beside);
  const states = { before: before.state, after: up.state, kitRenames: up.kitRenames };
  const sides = { recorded, declared, renames: difference.renames };
  const ways = await bothWithObjects(plain, states, sides, asTemplates);
  const back = differenceBack({ recorded, declared, difference });
  const onlyConditional = changes.publicSaid.added.length > 0;
  const unsaid = onlyConditional ? withoutConditional(back) : withoutPublicSaid(back);
  const wayDown = difference === changes ? back : unsaid;
  const batches = online
    ? encryptionBatches({
        from: before.state,
        to: up.state,
        renames: up.kitRenames,
        encryptions: { from, to },
      })
    : undefined;
  const taken = online
    ? withBatches(
        onlineBoth(ways, states, partitionedTables(recorded, declared), (name) =>
          escapeTemplate(name, variables),
        ),
        batches,
      )
    : undefined;
  const down = composeScript(wayDown, declared, recorded, ways.down, { variables, ...taken?.down });
  return {
    rows: rowEffects(states, { recorded, declared }, variables, mayCut),
    wayBack: wayBack(states, back, toldStatements(down, online)),
    migration: composeScript(changes, recorded, declared, ways.up, {
      departures,
      variables,
      ...taken?.up,
    }),
    down,
    ...(batches && { code: batches.code }),
  };
}

/** What a revision is put together from. */
interface RevisionParts {
  readonly name: string;
  readonly message: string;
  readonly up: GeneratedUp;
  readonly compared: Differing;
  readonly mayCut: ReadonlySet<string>;
  /** What stands around drizzle-kit's statements. */
  readonly beside?: Beside | undefined;
  /** Whether it is to keep nobody waiting while a table is read. */
  readonly online?: boolean | undefined;
  /** Its scripts, where they were corrected by hand. */
  readonly byHand?: Pick<PlannedRevision, "migration" | "down" | "code">;
}

/** A revision as it is to be proved, from what drizzle-kit made and what differs. */
export async function putTogether(
  sources: Pick<Sources, "project" | "earlier" | "before">,
  { name, message, up, compared, mayCut, beside, online = false, byHand }: RevisionParts,
): Promise<PlannedRevision> {
  const { earlier, before } = sources;
  const { declared, difference, departures, views, expectations, provenance, warnings } = compared;
  const planned = await composeBoth(sources, up, compared, { mayCut, beside, online });
  const { migration, down } = byHand ?? planned;
  const { code } = byHand ?? planned;
  const statements = toldStatements(migration, online);
  const states = { before: before.state, after: up.state, kitRenames: up.kitRenames };
  return {
    name,
    message,
    migration,
    down,
    ...(code !== undefined && { code }),
    rows: planned.rows,
    wayBack: byHand
      ? wayBack(states, planned.wayBack.difference, toldStatements(down, online))
      : planned.wayBack,
    snapshot: { text: up.snapshot, id: up.id, parents: up.parents },
    difference,
    states: { before: before.state, after: up.state },
    hazards: revisionHazards(states, { declared, difference }, { statements, departures, mayCut }),
    definitions: tableDefinitions(statements),
    ...(byHand && { byHand: true }),
    ...(online && { online }),
    recorded: before.recorded,
    declared,
    promises: { expectations, provenance },
    views,
    earlier,
    warnings: [...warnings, ...olderTargets(sources.project.config, [migration, down])],
  };
}
