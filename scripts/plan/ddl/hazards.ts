// What a reviewer must know of a revision: what it destroys, locks, changes unseen.

import { narrows } from "../../model/cast.ts";
import type { Difference } from "../../model/delta.ts";
import { distributionWords } from "../../model/distribution.ts";
import type { Hazard } from "../../model/hazard.ts";
import { displayName, displayPath } from "../../model/identifier.ts";
import { displayObject, type ObjectName, objectKey, parseObjectKey } from "../../model/object.ts";
import { type Relation, relationKey } from "../../model/relation.ts";
import type { Rename } from "../../model/rename.ts";
import type { Role } from "../../model/role.ts";
import { serverIdentifier } from "../../model/server-identifier.ts";
import type { Statement } from "../../sql/statement.ts";
import { recodedColumns, recodedHazards } from "./encryption-hazards.ts";
import { partitionLosses } from "./partition-hazards.ts";
import { rebuilt } from "./rebuilt.ts";
import { statementHazards } from "./statement-hazards.ts";
import type { Retyped } from "./told.ts";

/** Something that the difference destroys. */
interface Loss {
  readonly message: string;
  readonly path: string;
  /** What goes; absent where something of it changes. */
  readonly object?: ObjectName;
  readonly instead?: string;
}

/** A type under the name that it has after the renames: `"A".mood[]`. */
function laterType(type: string, renames: readonly Rename[]): string {
  const written = (path: readonly string[]) => path.map(serverIdentifier).join(".");
  return renames.reduce((current, { kind, from, to }) => {
    const [former, later] = [written(from), written(to)];
    if (kind === "schema" && current.startsWith(`${former}.`)) return later + current.slice(former.length);
    return kind === "type" && current.replace(/\[\]$/, "") === former
      ? later + current.slice(former.length)
      : current;
  }, type);
}

function columnLosses(
  before: Relation,
  after: Relation,
  { renames, sqlObjects }: Pick<Difference, "renames" | "sqlObjects">,
): Loss[] {
  const recoded = recodedColumns({ sqlObjects });
  const columns = new Map(after.columns.map((column) => [column.name, column]));
  return before.columns.flatMap((column): Loss[] => {
    const now = columns.get(column.name);
    const object: ObjectName = { kind: "column", path: [before.schema, before.name, column.name] };
    const path = displayPath(object.path);
    if (!now) return [{ message: `drops the column ${path}`, path, object }];
    const type = laterType(column.type, renames);
    if (now.type === type || recoded.has(path) || !narrows(type, now.type)) return [];
    return [{ message: `changes the type of ${path} from ${column.type} to ${now.type}`, path }];
  });
}

function losses(difference: Difference): Loss[] {
  const { schemas, relations } = difference;
  const after = new Map(relations.added.map((relation) => [relationKey(relation), relation]));
  return [
    ...schemas.removed.map(
      (schema): Loss => ({
        message: `drops the schema ${displayName(schema)}`,
        path: displayName(schema),
        object: { kind: "schema", path: [schema] },
      }),
    ),
    ...relations.removed
      .filter((relation) => relation.kind !== "view")
      .flatMap((relation): Loss[] => {
        const { kind, schema, name } = relation;
        const now = after.get(relationKey(relation));
        if (now?.kind === kind) return columnLosses(relation, now, difference);
        const message = `drops the ${kind} ${relationKey(relation)}`;
        return [{ message, path: relationKey(relation), object: { kind: "table", path: [schema, name] } }];
      }),
  ];
}

/** Relations that the revision makes: nobody waits for them. */
function madeBy({ relations }: Difference): ReadonlySet<string> {
  const before = new Set(relations.removed.map((relation) => relationKey(relation)));
  return new Set(relations.added.map((relation) => relationKey(relation)).filter((key) => !before.has(key)));
}

/** Roles that log in under another name: what was hashed with the former name no longer fits. */
function lostPasswords({ renames }: Difference, roles: ReadonlyMap<string, Role>): string[] {
  return renames.flatMap(({ kind, from: [from = ""], to: [to = ""] }) =>
    kind === "role" && roles.get(to)?.login
      ? [`renames the login ${displayName(from)} to ${displayName(to)}: a password stored as MD5 is lost`]
      : [],
  );
}

/** What people and programs outside of the database call by its name, and no longer find under it. */
function formerNames({ renames }: Difference): string[] {
  return renames.flatMap(({ kind, from, to }) =>
    kind === "role"
      ? []
      : [
          `the ${kind} ${displayPath(from)} is called ${displayPath(to)}: queries, jobs and functions that say ${displayPath(from)} fail`,
        ],
  );
}

/** What citus moves between nodes, of tables that are there. */
function movedRows({ distributions }: Difference, made: ReadonlySet<string>): Hazard[] {
  const now = new Map(distributions.added.map((one) => [objectKey(one.object), one]));
  const all = new Map(
    [...distributions.removed, ...distributions.added].map((one) => [objectKey(one.object), one]),
  );
  return [...all].flatMap(([key, { object }]): Hazard[] => {
    const path = displayPath(object.path);
    if (made.has(path)) return [];
    const after = now.get(key);
    const where = after ? distributionWords(after) : "back on one node";
    return [{ kind: "lock", message: `${path}: where citus is, moves its rows (${where}): locks writes` }];
  });
}

/** What is made again gets back what is declared, and nothing else. */
function lostGrants(ddl: readonly Statement[]): string[] {
  const names = [...rebuilt(ddl)].flatMap((key) => {
    const object = parseObjectKey(key);
    return object ? [displayObject(object)] : [];
  });
  if (names.length === 0) return [];
  return [`what was granted by hand on what is made again is lost: ${names.join(", ")}`];
}

/** What is there after a revision, beyond its difference. */
interface AfterRevision {
  /** By name. */
  readonly roles?: ReadonlyMap<string, Role>;
  readonly lostLabels?: Retyped["lostLabels"];
}

/** The types on both sides of columns that get another one, by the path afterwards. */
export function retypedColumns({
  relations,
  renames,
}: Difference): (path: string) => { readonly from: string; readonly to: string } | undefined {
  const before = new Map(relations.removed.map((relation) => [relationKey(relation), relation]));
  const pairs = relations.added.flatMap((now) =>
    now.columns.flatMap(({ name, type: to }) => {
      const former = before.get(relationKey(now))?.columns.find((column) => column.name === name);
      const from = former && laterType(former.type, renames);
      return from === undefined || from === to
        ? []
        : [[displayPath([now.schema, now.name, name]), { from, to }] as const];
    }),
  );
  const known = new Map(pairs);
  return (path) => known.get(path);
}

/**
 * What a revision destroys, whom it keeps waiting, who sees which rows, what it changes beside columns, and what else
 * is good to know; of the tables that it makes itself only row security is told.
 *
 * @param ddl drizzle-kit's statements, or those of a corrected draft
 * @param after what the difference does not tell
 */
export function findHazards(
  difference: Difference,
  ddl: readonly Statement[],
  { roles = new Map(), lostLabels = () => undefined }: AfterRevision = {},
): Hazard[] {
  const notices = [...lostGrants(ddl), ...lostPasswords(difference, roles)];
  const lost: Loss[] = [...losses(difference), ...partitionLosses(difference)];
  const told = new Set(lost.flatMap(({ object }) => (object ? [objectKey(object)] : [])));
  return [
    ...lost.map(({ object: _, ...loss }): Hazard => ({ kind: "destructive", ...loss })),
    ...statementHazards(ddl, madeBy(difference), told, { lostLabels }),
    ...movedRows(difference, madeBy(difference)),
    ...recodedHazards(difference, madeBy(difference)),
    ...formerNames(difference).map((message): Hazard => ({ kind: "rename", message })),
    ...notices.map((message): Hazard => ({ kind: "notice", message })),
  ];
}
