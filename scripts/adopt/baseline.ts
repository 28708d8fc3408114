// The first revision of a database that is there already: planned, proved, written, and the target stamped at it.
import { type Sql, withConnection } from "../database/connect/connect.ts";
import { rolledBack } from "../database/connect/transaction.ts";
import type { OtherHistory } from "../database/inspect/other-histories.ts";
import { type DriftItem, driftItems, hasDrifted } from "../drift/drift-items.ts";
import { type Drift, type DriftOptions, driftFrom } from "../drift/find-drift.ts";
import { pathOfObject } from "../drift/structure-names.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { freshKit } from "../migrations/kit/fresh-kit.ts";
import { EMPTY_STATE } from "../migrations/kit/kit-state.ts";
import { bindWarehouse } from "../model/bind.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import type { Hazard } from "../model/hazard.ts";
import { displayPath } from "../model/identifier.ts";
import { isOtherTools } from "../model/other-tools.ts";
import { isOurs } from "../model/role.ts";
import { stamp } from "../move/stamp-history.ts";
import { withSqlObjects } from "../plan/objects/place-sql-objects.ts";
import { openBase } from "../prove/ground.ts";
import { code } from "../review/markdown.ts";
import type { Beside } from "../revise/beside.ts";
import { viewsThroughObjects } from "../revise/ddl-with-objects.ts";
import { planRevision } from "../revise/plan-revision.ts";
import { proveAndWrite } from "../revise/write-revision.ts";
import { type Declarations, readDeclarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";
import { readSources } from "../sources/read-sources.ts";
import { definedContext } from "../sources/roles-context.ts";
import { scratchPlace } from "../sources/scratch-place.ts";
import type { Target } from "../sources/target.ts";
import type { Statement } from "../sql/statement.ts";
import { type BesideDefinitions, besideDefinitions, type WantedStructure } from "./beside-definitions.ts";
import { type FoundDatabase, heirsIn, otherToolsSchemas } from "./definitions/adopt-definitions.ts";

/** The structure that the first revision is to make: without the history, and what is a part of another table. */
function wantedOf(
  { structure, storage }: FoundDatabase,
  historySchema: string,
  { definitions }: Declarations,
): Omit<WantedStructure, "said"> {
  const heirs = heirsIn(structure);
  const others = otherToolsSchemas(structure);
  const rows = structure.rows.filter((row) => {
    const path = pathOfObject(row) ?? [];
    const [schema = ""] = path;
    const isHeirs = row.relation !== undefined && heirs.has(displayPath(path));
    return schema !== historySchema && !others.has(schema) && !isOtherTools(path) && !isHeirs;
  });
  const partitionings = [...definitions.sqlObjects.values()].filter(({ kind }) => kind === "partitioning");
  const partitioned = new Set(partitionings.map(({ path }) => displayPath(path)));
  return { ...structure, rows, storage, partitioned };
}

/** Definitions that were written, and what must stand around them. */
interface TriedDefinitions {
  readonly declarations: Declarations;
  readonly beside: BesideDefinitions;
}

/** Builds what the definitions make, and finds what must stand around it. @throws {Refusal} as besideDefinitions does */
export async function tryDefinitions(
  project: Project,
  found: FoundDatabase,
  said: ReadonlySet<string>,
): Promise<TriedDefinitions> {
  const declarations = await readDeclarations(project);
  const { kept } = definedContext(declarations, project.config.variables, found.warehouse);
  const wanted = { ...wantedOf(found, project.config.migrations.schema, declarations), said };
  // Partitions are parts of their tables, and not compared apart.
  const sqlObjects = new Map(
    [...declarations.definitions.sqlObjects].filter(([, { kind }]) => kind !== "partition"),
  );
  const objects = bindWarehouse(
    { ...EMPTY_WAREHOUSE, sqlObjects },
    { variables: {}, major: found.major },
  ).sqlObjects;
  const kit = await viewsThroughObjects(await freshKit(declarations.state, kept), {
    states: { from: EMPTY_STATE, to: declarations.state },
    from: EMPTY_WAREHOUSE.sqlObjects,
    to: objects,
  });
  const withObjects = (some: readonly Statement[]) =>
    withSqlObjects(some, EMPTY_WAREHOUSE.sqlObjects, objects);
  const scratch = await openBase(scratchPlace(project), [], {});
  const beside = await withConnection(scratch.url, (sql) =>
    rolledBack(sql, (tx) => besideDefinitions(tx, kit, wanted, withObjects)),
  ).finally(() => scratch.close());
  return { declarations, beside };
}

/** What a reviewer is told of another tool's history. */
function historyNotice({ tool, table, heads }: OtherHistory): Hazard {
  const at =
    heads === undefined
      ? "of which nothing could be read"
      : heads.length === 0
        ? "with nothing applied"
        : `at ${heads.join(", ")}`;
  return {
    kind: "notice",
    message: `the database also has the history of ${tool}, ${code(table)}, ${at}: it is left alone; from this revision on, changes are made here`,
  };
}

/** What a first revision is made of. */
export interface BaselineParts {
  readonly found: FoundDatabase;
  /** What Drizzle has no words for, as SQL around drizzle-kit's; undefined where only what is declared counts. */
  readonly beside: Beside | undefined;
  /** False to write it without, for a comparison. */
  readonly proof?: boolean | undefined;
}

/**
 * Plans, proves and writes the first revision.
 *
 * @returns its folder
 * @throws {Refusal} where the proof fails
 */
export async function writeBaseline(
  project: Project,
  { found, beside, proof = true }: BaselineParts,
  message: string,
  onStep: (text: string) => void = () => {},
): Promise<string> {
  const sources = { ...(await readSources(project)), existing: found.warehouse.relations };
  const planned = await planRevision(sources, message, [], beside ? { beside } : {});
  if (planned.kind !== "planned") throw new Error(`a first revision came to: ${planned.kind}`);
  const revision = {
    ...planned.revision,
    hazards: [...planned.revision.hazards, ...found.histories.map(historyNotice)],
  };
  if (!beside) return (await proveAndWrite(project, revision, { proof, onStep })).folder;
  // As a draft that was written by hand: Drizzle has no words for some of it.
  const options = { proof, where: project.root, onStep };
  return (await proveAndWrite(project, { ...revision, byHand: true }, options)).folder;
}

/** A target beside a revision at which it may be stamped. */
export interface ComparedBaseline {
  readonly at: Revision;
  readonly drift: Drift;
  /** In what the target is not what the revisions up to this one make. */
  readonly differences: readonly DriftItem[];
}

/** Compares a target with what revisions make, up to the last of them. */
export async function compareRevisions(
  project: Project,
  target: Target,
  sql: Sql,
  revisions: readonly Revision[],
  options: DriftOptions,
): Promise<ComparedBaseline> {
  const at = revisions.at(-1);
  if (!at) throw new Error("there is no revision");
  const drift = await driftFrom(project, target, sql, revisions, options);
  const items = hasDrifted(drift) ? await driftItems(project, drift) : [];
  return { at, drift, differences: items.filter(({ area }) => area !== "unmanaged") };
}

/** Compares a target with the first revision. @param options what makers made counts where adoption wrote who they are */
export async function compareBaseline(
  project: Project,
  target: Target,
  sql: Sql,
  options: DriftOptions,
): Promise<ComparedBaseline> {
  const revisions = await loadRevisions(project.config.out);
  return compareRevisions(project, target, sql, revisions.slice(0, 1), options);
}

/** Stamps a target at the revision, whose roles were there before: nothing else is done to it. */
export async function stampBaseline(
  project: Project,
  target: Target,
  { at, drift }: ComparedBaseline,
  onStep: (text: string) => void,
): Promise<void> {
  const { roles } = drift.recorded.warehouse;
  const there = drift.live.warehouse.roles;
  const ours = [...roles.values()].filter(isOurs).flatMap(({ name }) => there.get(name) ?? []);
  await stamp(project, target, { to: at.name, takenOver: ours, onStep });
}
