// In what the tables of two sources differ, and all else that the catalogs know beside access.
import { withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { type LiveStructure, readStructure } from "../database/inspect/live-structure.ts";
import { readMadeBy } from "../database/inspect/made-by.ts";
import type { StructureRow } from "../database/inspect/shape.ts";
import { bindWarehouse } from "../model/bind.ts";
import { type StructureDifference, wholeObjects } from "../prove/structure-differences.ts";
import { possibleHistories } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import { scratchPlace } from "../sources/scratch-place.ts";
import type { Source, TableSource } from "../sources/source.ts";
import { openMade } from "./declared-structure.ts";
import { besideScratch } from "./expected-structure.ts";
import { schemasOf } from "./find-drift.ts";
import { ignoredOn } from "./ignored-there.ts";
import { compareStates } from "./kit-structure.ts";
import { declaredMakers, withoutMade } from "./made-by-creators.ts";
import { standInsOf } from "./stand-ins.ts";
import { heirsOf, type StructureDrift, structureDrift } from "./structure-drift.ts";
import { pathOfObject } from "./structure-names.ts";

/** In what the second of two sources differs from the first. */
export interface TableDifference {
  readonly differences: readonly StructureDifference[];
  /** Of what is there on both sides, what the catalogs say first, by its name. */
  readonly lines: ReadonlyMap<string, string>;
  /** Partitions and heirs that only one side has, as a regclass prints them: they are not compared. */
  readonly heirs: ReadonlySet<string>;
}

/** A source that is no server. */
type Written = Source & { readonly tables: TableSource };
type Live = Source & { readonly target: NonNullable<Source["target"]> };

const isLive = (source: Source): source is Live => source.target !== undefined;
const isWritten = (source: Source): source is Written => source.tables !== undefined;

const allOf = ({ changed, byHand }: StructureDrift): StructureDifference[] => [...changed, ...byHand];

const linesOf = (rows: readonly StructureRow[]) => new Map(rows.map(({ object, line }) => [object, line]));

/** The same differences, seen from the other side. */
const turned = (differences: readonly StructureDifference[]): StructureDifference[] =>
  differences.map(({ kind, fresh, actual, ...rest }) => ({
    ...rest,
    kind: kind === "missing" ? "extra" : kind === "extra" ? "missing" : kind,
    fresh: actual,
    actual: fresh,
  }));

/** What a server has, and which of it is made by those of whom that is declared. */
function readLive({ target: { url } }: Live, makers: ReturnType<typeof declaredMakers>) {
  return withConnection(url, (sql) =>
    transaction(
      sql,
      async (tx) => ({ structure: await readStructure(tx), made: await readMadeBy(tx, makers) }),
      "ISOLATION LEVEL REPEATABLE READ READ ONLY",
    ),
  );
}

/** The schemas in which a source, or revisions that it stands on, make something. */
function schemasBeside({ warehouse, tables }: Written, { binding }: Live): Set<string> {
  const { recorded, declared } = tables;
  const before = declared ? schemasOf(bindWarehouse(recorded.warehouse, binding)) : [];
  return new Set([...schemasOf(warehouse), ...before]);
}

/** In what a server is not as a source says that is none. */
async function besideLive(
  project: Project,
  written: Written,
  live: Live,
  onStep: (text: string) => void,
): Promise<TableDifference> {
  const { variables, major } = live.binding;
  onStep("Reading the catalogs");
  const { structure, made } = await readLive(live, declaredMakers(written.warehouse));
  onStep(`Building what is ${written.kind}`);
  const { config } = project;
  const place = scratchPlace(project);
  const { scratch, scripts } = await openMade(place, written.tables, config.variables, variables);
  const { expected, found } = await besideScratch(scratch, { structure, major });
  const rows = withoutMade(found.rows, expected.rows, made);
  const heirs = heirsOf(expected.rows, rows);
  const drift = structureDrift(expected.rows, rows, {
    schemas: schemasBeside(written, live),
    ignore: ignoredOn(project, variables),
    histories: possibleHistories(project),
    heirs,
    standIns: standInsOf(expected.rows, scripts, variables),
  });
  return { differences: allOf(drift), lines: linesOf(found.rows), heirs };
}

/** Extensions of the second that the first has not. */
const moreExtensions = (first: LiveStructure, second: LiveStructure): StructureDifference[] => {
  const known = new Set(first.rows.map(({ object }) => object));
  return second.rows
    .filter(({ object }) => object.startsWith("extension ") && !known.has(object))
    .map((row) => ({ ...row, kind: "extra", beyond: false, fresh: "", actual: "" }));
};

/** Two servers as they are, but for partitions that only one has, the tables of histories, and what is ignored. */
async function bothLive(
  project: Project,
  from: Live,
  to: Live,
  onStep: (text: string) => void,
): Promise<TableDifference> {
  onStep("Reading the catalogs");
  const [one, other] = await Promise.all([readLive(from, []), readLive(to, [])]);
  const [first, second] = [one.structure, other.structure];
  const schemas = ({ rows }: LiveStructure) => rows.flatMap((row) => pathOfObject(row)?.[0] ?? []);
  const heirs = new Set([...heirsOf(first.rows, second.rows), ...heirsOf(second.rows, first.rows)]);
  const drift = structureDrift(
    first.rows.filter(({ relation = "" }) => !heirs.has(relation)),
    second.rows,
    {
      schemas: new Set([...schemas(first), ...schemas(second)]),
      ignore: [from, to].flatMap(({ binding }) => ignoredOn(project, binding.variables)),
      histories: possibleHistories(project),
      heirs,
      standIns: new Set(),
    },
  );
  const differences = [...allOf(drift), ...moreExtensions(first, second)];
  return { differences, lines: linesOf(second.rows), heirs };
}

/**
 * Compares two sources, access left aside. A server is asked only where one of them is one; beside it what is declared or
 * recorded is made on the scratch server.
 *
 * @throws {Refusal} where the scratch server cannot be had, or does not take what is declared
 */
export async function compareTables(
  project: Project,
  from: Source,
  to: Source,
  onStep: (text: string) => void = () => {},
): Promise<TableDifference> {
  if (isLive(from) && isLive(to)) return bothLive(project, from, to, onStep);
  if (isWritten(from) && isLive(to)) return besideLive(project, from, to, onStep);
  if (isLive(from) && isWritten(to)) {
    const found = await besideLive(project, to, from, onStep);
    return { ...found, differences: turned(found.differences) };
  }
  if (!isWritten(from) || !isWritten(to)) throw new Error(`nothing is known of the tables of ${from.label}`);
  const stateOf = ({ tables: { recorded, declared } }: Written) => (declared ?? recorded).state;
  const values = { first: from.binding.variables, second: to.binding.variables };
  const differences = compareStates(stateOf(from), stateOf(to), project.config.variables, values);
  return { differences: wholeObjects(differences), lines: new Map(), heirs: new Set() };
}
