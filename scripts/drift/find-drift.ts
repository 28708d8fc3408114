// In what a target is not what its applied revisions made of it: structure, and access with owners and comments.
import { readHistory } from "../database/apply/history-table.ts";
import { readLog } from "../database/apply/log-table.ts";
import { type HalfDone, readHalfDone } from "../database/apply/step-record.ts";
import { majorOf, type Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { inspect, type LiveWarehouse } from "../database/inspect/inspect.ts";
import { readStructure } from "../database/inspect/live-structure.ts";
import { readMadeBy } from "../database/inspect/made-by.ts";
import type { SchemaMaker } from "../database/inspect/schema-makers.ts";
import type { StructureRow } from "../database/inspect/shape.ts";
import { readUnmanagedGrants, type UnmanagedGrant } from "../database/inspect/unmanaged-grants.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { bindWarehouse } from "../model/bind.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import type { Ownership } from "../model/ownership.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { compareHistory } from "../move/compare-history.ts";
import type { AccessDifference } from "../sources/compare-access.ts";
import { historyTable, possibleHistories } from "../sources/history-place.ts";
import { readNeededByOthers } from "../sources/needed-by-others.ts";
import type { Project } from "../sources/project.ts";
import { readRecorded } from "../sources/recorded.ts";
import { scratchPlace } from "../sources/scratch-place.ts";
import type { Source } from "../sources/source.ts";
import type { Target } from "../sources/target.ts";
import { withoutHistories, withoutOtherNames } from "../sources/without-others.ts";
import { answeringForPublic, compareRecorded, withoutHeirs } from "./compare-recorded.ts";
import { type BothStructures, besideExpected } from "./expected-structure.ts";
import { ignoredOn } from "./ignored-there.ts";
import { declaredMakers, withoutMade, withoutMadeComments } from "./made-by-creators.ts";
import { standInsOf } from "./stand-ins.ts";
import { heirsOf, type StructureDrift, structureDrift } from "./structure-drift.ts";
import { pathOfObject } from "./structure-names.ts";
import { undeclaredOwners } from "./undeclared-owners.ts";

/** What was found, and what it was found by. */
export interface Drift {
  /** The last of the applied revisions; undefined at base. */
  readonly revision: Revision | undefined;
  /** What stopped between two of its steps: of what differs, a part is what these did. */
  readonly half: HalfDone | undefined;
  readonly structure: StructureDrift;
  readonly structures: BothStructures;
  /** Partitions and heirs, as a regclass prints them. */
  readonly heirs: ReadonlySet<string>;
  /** Who makes things by declaration. */
  readonly makers: readonly SchemaMaker[];
  /** What they made, which is left aside: rows of the structure. */
  readonly made: readonly StructureRow[];
  /** On what, in schemas of revisions, roles have something that nobody declared: left alone, and no drift. */
  readonly unmanaged: readonly UnmanagedGrant[];
  /** From what is recorded to what the server has. */
  readonly access: AccessDifference;
  readonly recorded: Source;
  readonly live: Source;
  /** Of what a server has, what may be this history's. */
  readonly ownPart: (live: Warehouse) => Warehouse;
}

/** The schemas in which revisions make something. */
export const schemasOf = ({ schemas, relations, objects }: Warehouse): Set<string> =>
  new Set([
    ...schemas,
    ...[...relations.values()].map(({ schema }) => schema),
    ...[...objects.values()].map(({ path: [schema = ""] }) => schema),
  ]);

/** What is recorded and what the server has, bound alike. */
async function bothSources(
  project: Project,
  { shown, variables }: Target,
  applied: readonly Revision[],
  warehouse: LiveWarehouse,
): Promise<Record<"recorded" | "live", Source> & { readonly template: Warehouse }> {
  const binding = { variables, major: warehouse.major };
  const { recorded: template } = await readRecorded(project.root, applied);
  const recorded = answeringForPublic(bindWarehouse(template, binding));
  const alike = { binding, provenance: new Map(), renames: [] };
  const { database } = warehouse;
  return {
    recorded: { kind: "recorded", label: "recorded", warehouse: recorded, ...alike },
    live: { kind: "live", label: `live ${shown}`, warehouse, database, ...alike },
    template,
  };
}

/** With owners that nobody declared and that are not who applied the revisions. */
function withOwners(recorded: Source, owners: readonly Ownership[]): Source {
  const { warehouse } = recorded;
  const more = owners.map((one) => [objectKey(one.object), one] as const);
  return { ...recorded, warehouse: { ...warehouse, owners: new Map([...warehouse.owners, ...more]) } };
}

/** How a target is compared. */
export interface DriftOptions {
  readonly onStep?: (text: string) => void;
  /** Whether what declared makers made counts too: where they are declared because of what was found. */
  readonly countsMade?: boolean;
}

/**
 * Compares a target with revisions.
 *
 * @param applied those that it has, or is to have, oldest first
 * @throws {Refusal} where the scratch server cannot be had
 */
export async function driftFrom(
  project: Project,
  target: Target,
  sql: Sql,
  applied: readonly Revision[],
  { onStep = () => {}, countsMade = false }: DriftOptions = {},
): Promise<Drift> {
  onStep("Reading the catalogs");
  const structure = await transaction(sql, readStructure, "ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const warehouse = await inspect(sql);
  const { variables } = target;
  const { recorded, live, template } = await bothSources(project, target, applied, warehouse);
  const schemas = schemasOf(recorded.warehouse);
  const makers = countsMade ? [] : declaredMakers(recorded.warehouse);
  const history = historyTable(project, target);
  const [unmanaged, made, log, half] = await transaction(
    sql,
    async (tx) =>
      [
        await readUnmanagedGrants(tx, schemas, recorded.warehouse.roles.keys()),
        await readMadeBy(tx, makers),
        await readLog(tx, history),
        await readHalfDone(tx, history),
      ] as const,
    "READ ONLY",
  );
  onStep("Building what the revisions make");
  const place = scratchPlace(project);
  const all = await besideExpected(place, applied, variables, { structure, major: majorOf(sql) });
  const rows = withoutMade(all.found.rows, all.expected.rows, made);
  const structures = { ...all, found: { ...all.found, rows } };
  const counting = new Set(rows);
  const heirs = heirsOf(structures.expected.rows, structures.found.rows);
  const counted = withoutMadeComments(withoutHeirs(warehouse, heirs), recorded.warehouse, makers);
  const ownPart = (one: Warehouse) =>
    withoutHistories(project, withoutOtherNames(project, one, [template], variables));
  const neededByOthers = await readNeededByOthers(project, target, sql);
  const found = { ...live, neededByOthers, warehouse: ownPart(counted) };
  const owners = undeclaredOwners(
    { applied, log, variables },
    {
      recorded: recorded.warehouse,
      live: counted,
      schemas,
      made: new Set(all.expected.rows.map((row) => displayPath(pathOfObject(row) ?? []))),
      history: { kind: "table", path: [history.schema, history.table] },
    },
  );
  const expected = withOwners(recorded, owners);
  const migrations = applied.map(({ migration }) => migration);
  return {
    revision: applied.at(-1),
    half,
    structures,
    structure: structureDrift(structures.expected.rows, structures.found.rows, {
      schemas,
      ignore: ignoredOn(project, variables),
      histories: possibleHistories(project),
      heirs,
      standIns: standInsOf(structures.expected.rows, migrations, variables),
    }),
    heirs,
    makers,
    made: all.found.rows.filter((row) => !counting.has(row)),
    unmanaged,
    access: compareRecorded(expected, found),
    recorded: expected,
    live: found,
    ownPart,
  };
}

/**
 * Compares a target with its applied revisions.
 *
 * @throws {Refusal} where its history is not that of the project, or the scratch server cannot be had
 */
export async function findDrift(
  project: Project,
  target: Target,
  sql: Sql,
  onStep: (text: string) => void = () => {},
): Promise<Drift> {
  const revisions = await loadRevisions(project.config.out);
  const rows = await transaction(sql, (tx) => readHistory(tx, historyTable(project, target)), "READ ONLY");
  const { applied, problems } = compareHistory(revisions, rows);
  refuseErrors(problems);
  return driftFrom(project, target, sql, applied, { onStep });
}
