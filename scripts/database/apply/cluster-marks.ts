/** Marks by which the databases of a cluster tell one another which roles and memberships their histories need. */
import { quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import { isOurs, type Membership, type Role } from "../../model/role.ts";
import type { Queryable } from "../connect/connect.ts";
import { together } from "../connect/together.ts";
import marksQuery from "../queries/cluster-marks.sql";
import type { HistoryTable } from "./history-table.ts";

/**
 * What a mark says: the highest four bits of its number. It is an empty large object that is granted to the role, or to
 * both roles of a membership: it goes with the database and is copied with it, needs no right over the role, and
 * PostgreSQL drops no role that has one. See docs/revisions.md, "Databases of one cluster".
 */
const KINDS = {
  /** The role came by a history: the last one that leaves it drops it. */
  made: 12,
  /** The role was there before any history. */
  found: 13,
  membership: 14,
} as const;
type Kind = keyof typeof KINDS;

/** Below, a number has 14 bits for the OID of a role of PostgreSQL's own, of which no grant is noted, and 14 that count. */
const SHIFT = { kind: 2 ** 28, own: 2 ** 14 };
const FIRST_FREE_OID = 16_384;

/** A mark of some database of the cluster. */
interface ClusterMark {
  readonly database: string;
  readonly number: number;
  /** Which history it belongs to, where it lies in the database that is asked. */
  readonly note: string | null;
  /** One, or the two of a membership. */
  readonly roles: readonly string[];
  /** Whether who made it may make roles: anybody may make a large object. */
  readonly trusted: boolean;
}

/** What whoever looks at large objects reads; the inspection knows marks by its beginning. */
const markNote = ({ schema, table }: HistoryTable): string =>
  `dwh-definitions: the history ${schema}.${table} needs the roles that this is granted to`;

const kindOf = ({ number }: Pick<ClusterMark, "number">): Kind | undefined =>
  (Object.keys(KINDS) as Kind[]).find((kind) => KINDS[kind] === Math.floor(number / SHIFT.kind));

/** What it says of whom, whatever its number. */
const markKey = (kind: Kind | undefined, roles: readonly string[]): string =>
  JSON.stringify([kind, ...[...roles].sort()]);

/** What the other histories of the cluster need, in this database or others. */
export interface OthersNeeds {
  /** Whether a history made the role. */
  isMade(role: string): boolean;
  /** Who needs it: `the database w`. */
  role(role: string): string | undefined;
  membership(membership: Pick<Membership, "role" | "member">): string | undefined;
}

export const NO_NEEDS: OthersNeeds = {
  isMade: () => false,
  role: () => undefined,
  membership: () => undefined,
};

const readMarks = (tx: Queryable): Promise<ClusterMark[]> =>
  tx.unsafe(marksQuery) as unknown as Promise<ClusterMark[]>;

/**
 * Reads what the others need; it stays so while {@link lockRoles} holds.
 *
 * @param trusted whether only marks of those count who may make roles: where they keep something from being told
 */
export async function othersNeeds(
  tx: Queryable,
  history: HistoryTable,
  { trusted = false } = {},
): Promise<OthersNeeds> {
  const others = (await readMarks(tx)).filter(
    (mark) => mark.note !== markNote(history) && (mark.trusted || !trusted),
  );
  // What a mark of another database says is not read: one of this has a note.
  const whose = ({ note, database }: ClusterMark) =>
    note === null ? `the database ${database}` : `another history in the database ${database}`;
  const needing = new Map(others.map((mark) => [markKey(kindOf(mark), mark.roles), whose(mark)]));
  const find = (kind: Kind, ...roles: string[]) => needing.get(markKey(kind, roles));
  return {
    isMade: (role) => find("made", role) !== undefined,
    role: (role) => find("made", role) ?? find("found", role),
    membership: ({ role, member }) => find("membership", role, member),
  };
}

/** What a history needs of the cluster. */
export interface Needed {
  readonly roles: Iterable<Role>;
  readonly memberships: Iterable<Membership>;
  /** The roles that were there before any history. */
  readonly found: ReadonlySet<string>;
}

/** A mark that is to be there. */
interface Wanted {
  readonly kind: Kind;
  readonly roles: readonly string[];
  /** The OID of the one that is PostgreSQL's own; 0 where there is none. */
  readonly own: number;
}

/** A grant to the owner of an object is noted of nobody: what whoever applies is, or is a member of, has no mark. */
function wantedMarks(
  needed: Needed,
  oids: ReadonlyMap<string, number>,
  executor: string,
): Map<string, Wanted> {
  const all = [
    ...[...needed.roles].filter(isOurs).map(({ name }) => ({
      kind: needed.found.has(name) ? ("found" as const) : ("made" as const),
      roles: [name],
    })),
    ...[...needed.memberships].map(({ role, member }) => ({
      kind: "membership" as const,
      roles: [role, member],
    })),
  ];
  const wanted = all.flatMap(({ kind, roles }): Wanted[] => {
    const found = roles.map((role) => oids.get(role));
    const own = found.filter((oid) => oid !== undefined && oid < FIRST_FREE_OID);
    const isNoted = !found.includes(undefined) && !roles.includes(executor) && own.length < roles.length;
    return isNoted ? [{ kind, roles, own: own[0] ?? 0 }] : [];
  });
  return new Map(wanted.map((one) => [markKey(one.kind, one.roles), one]));
}

/** All large objects of this database that have numbers of marks, those that are granted to nobody any more too. */
const OBJECTS = `SELECT oid::bigint::float8 AS number, obj_description(oid, 'pg_largeobject') AS note
  FROM pg_catalog.pg_largeobject_metadata WHERE oid::bigint >> 28 IN (12, 13, 14)`;

const unlink = (number: number): string => `SELECT pg_catalog.lo_unlink(${number})`;

/** Makes the marks of a history those of what it needs. */
export async function setMarks(tx: Queryable, history: HistoryTable, needed: Needed): Promise<void> {
  const note = markNote(history);
  const [rows, objects, marks] = await together([
    tx.unsafe<{ name: string; oid: number; me: boolean }[]>(
      "SELECT rolname AS name, oid::bigint::float8 AS oid, rolname = current_user AS me FROM pg_catalog.pg_roles",
    ),
    tx.unsafe<{ number: number; note: string | null }[]>(OBJECTS),
    readMarks(tx),
  ]);
  const executor = rows.find(({ me }) => me)?.name ?? "";
  const wanted = wantedMarks(needed, new Map(rows.map(({ name, oid }) => [name, oid])), executor);
  const mine = marks.filter((mark) => mark.note === note);
  const kept = mine.filter((mark) => wanted.delete(markKey(kindOf(mark), mark.roles)));
  const keptNumbers = new Set(kept.map(({ number }) => number));
  const gone = objects.filter((object) => object.note === note && !keptNumbers.has(object.number));
  const taken = new Set(objects.map(({ number }) => number));
  const made = [...wanted.values()].flatMap(({ kind, roles, own }) => {
    const from = KINDS[kind] * SHIFT.kind + own * SHIFT.own;
    let number = from;
    while (taken.has(number)) number++;
    // So many are beyond every cluster; what has no mark is told by its grants.
    if (number >= from + SHIFT.own) return [];
    taken.add(number);
    return [
      `SELECT pg_catalog.lo_create(${number})`,
      `COMMENT ON LARGE OBJECT ${number} IS ${quoteLiteral(note)}`,
      `GRANT SELECT ON LARGE OBJECT ${number} TO ${roles.map(quoteIdentifier).join(", ")}`,
    ];
  });
  const statements = [...gone.map(({ number }) => unlink(number)), ...made];
  if (statements.length > 0) await tx.unsafe(statements.join(";\n"));
}

/** Removes the marks of a history on roles that are to go, and on their memberships. */
export async function removeMarks(
  tx: Queryable,
  history: HistoryTable,
  roles: readonly string[],
): Promise<void> {
  const note = markNote(history);
  const gone = (await readMarks(tx)).filter(
    (mark) => mark.note === note && mark.roles.some((role) => roles.includes(role)),
  );
  if (gone.length > 0) await tx.unsafe(gone.map(({ number }) => unlink(number)).join(";\n"));
}

/** The large objects that a history has as marks, as paths. */
export async function markObjects(tx: Queryable, history: HistoryTable): Promise<string[]> {
  const objects = await tx.unsafe<{ number: number; note: string | null }[]>(OBJECTS);
  return objects.filter(({ note }) => note === markNote(history)).map(({ number }) => String(number));
}
