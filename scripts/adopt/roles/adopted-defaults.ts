// Live default privileges → entries of `default_privileges`.
import type { DefaultsBody } from "../../declarations/language/schema-of-roles.ts";
import { type Acl, type AclEntry, OWNER, PUBLIC } from "../../model/acl.ts";
import { type DefaultPrivileges, defaultKey } from "../../model/default-privileges.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { OBJECT_KINDS } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import { defaultsBase } from "../../model/warehouse.ts";
import { compressNames, oneOrList } from "./compress.ts";
import { privilegesText, type Scene } from "./scene.ts";

/** What is known where they are said. */
type DefaultsScene = Pick<Scene, "live" | "context" | "major" | "say">;

interface Row {
  readonly creator: string;
  readonly to: string;
  readonly schema: string | undefined;
  readonly rest: Omit<DefaultsBody, "for" | "to" | "in">;
}

/** What PUBLIC has as role files can say it. */
const isPublics = ({ grantee, grantor, grantable }: AclEntry): boolean =>
  grantee === PUBLIC && grantor === OWNER && !grantable;

const heldByPublic = (acl: Acl): Set<Privilege> =>
  new Set([...acl.entries.values()].flatMap((one) => (isPublics(one) ? [one.privilege] : [])));

/** What PUBLIC has of what roles make, where that is not what PostgreSQL gives it; the schemas of one sort together. */
function publicRows(
  entries: readonly DefaultPrivileges[],
  { major, context }: DefaultsScene,
  nameOf: (role: string) => string | undefined,
): DefaultsBody[] {
  const odd = entries.flatMap((entry) => {
    const [now, usual] = [heldByPublic(entry.acl), heldByPublic(defaultsBase(entry))];
    const isUsual = now.size === usual.size && [...now].every((privilege) => usual.has(privilege));
    const creator = isUsual ? undefined : nameOf(entry.creator);
    if (creator === undefined) return [];
    const text = now.size === 0 ? [] : privilegesText(entry.kind, now, major);
    const rest = { [OBJECT_KINDS[entry.kind].key]: true as const, public: text };
    return [{ creator, rest, schema: entry.schema }];
  });
  const universe = [...context.schemas].sort(compareText);
  const groups = groupBy(odd, ({ creator, rest, schema }) =>
    JSON.stringify([creator, rest, schema === undefined]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const schemas = group.flatMap(({ schema }) => schema ?? []);
    const within = schemas.length > 0 && { in: oneOrList(compressNames(schemas, universe).patterns) };
    return [{ for: first.creator, ...within, ...first.rest }];
  });
}

/** The entries of one default ACL that can be said, by grantee and grant option. */
function rowsOf(
  entry: DefaultPrivileges,
  { say, major }: DefaultsScene,
  nameOf: (role: string) => string | undefined,
): Row[] {
  const { creator, schema, kind, acl } = entry;
  const base = defaultsBase(entry);
  const added = [...acl.entries].filter(([key]) => !base.entries.has(key)).map(([, one]) => one);
  const isOdd = ({ grantee, grantor }: AclEntry) =>
    grantee === OWNER || grantee === PUBLIC || grantor !== OWNER;
  if (added.some((one) => isOdd(one) && !isPublics(one)))
    say(`default privileges of who creates, or by others: ${defaultKey(entry)}`);
  const name = nameOf(creator);
  if (name === undefined) return [];
  const groups = groupBy(
    added.filter((one) => !isOdd(one)),
    ({ grantee, grantable }) => `${grantee}\t${grantable}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const to = first && nameOf(first.grantee);
    if (!first || to === undefined) return [];
    const privileges = new Set<Privilege>(group.map(({ privilege }) => privilege));
    return [
      {
        creator: name,
        to,
        schema,
        rest: {
          [OBJECT_KINDS[kind].key]: true as const,
          privileges: privilegesText(kind, privileges, major),
          ...(first.grantable && { grant_option: true }),
        },
      },
    ];
  });
}

/** Puts rows together that differ in one thing only, which becomes a list. */
function together(rows: readonly Row[], universe: readonly string[]): DefaultsBody[] {
  const restText = ({ rest }: Row) => JSON.stringify(rest);
  const bySchema = groupBy(
    rows,
    (row) => `${row.creator}\t${row.to}\t${row.schema !== undefined}\t${restText(row)}`,
  );
  const folded = [...bySchema.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const schemas = group.flatMap(({ schema }) => schema ?? []);
    return [
      { ...first, in: schemas.length > 0 ? oneOrList(compressNames(schemas, universe).patterns) : undefined },
    ];
  });
  const byGrantee = groupBy(folded, (row) => `${row.creator}\t${JSON.stringify(row.in)}\t${restText(row)}`);
  return [...byGrantee.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        for: first.creator,
        ...(first.in !== undefined && { in: first.in }),
        ...first.rest,
        to: oneOrList(group.map(({ to }) => to).sort(compareText)),
      },
    ];
  });
}

/**
 * What later objects are born with.
 *
 * @param nameOf how the language writes a live role's name; undefined where it cannot
 */
export function defaultEntries(
  scene: DefaultsScene,
  nameOf: (role: string) => string | undefined,
): DefaultsBody[] {
  const entries = [...scene.live.defaults.values()].filter(
    ({ schema }) => schema === undefined || scene.context.schemas.has(schema),
  );
  const rows = entries.flatMap((entry) => rowsOf(entry, scene, nameOf));
  return [
    ...together(rows, [...scene.context.schemas].sort(compareText)),
    ...publicRows(entries, scene, nameOf),
  ];
}
