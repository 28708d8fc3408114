// Live default privileges → entries of `default_privileges`.
import type { DefaultsBody } from "../../declarations/language/schema-of-roles.ts";
import { type AclEntry, OWNER, PUBLIC } from "../../model/acl.ts";
import { type DefaultPrivileges, defaultKey } from "../../model/default-privileges.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { OBJECT_KINDS } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import { defaultsBase } from "../../model/warehouse.ts";
import { compressNames, oneOrList } from "./compress.ts";
import { privilegesText, type Scene } from "./scene.ts";

interface Row {
  readonly creator: string;
  readonly to: string;
  readonly schema: string | undefined;
  readonly rest: Omit<DefaultsBody, "for" | "to" | "in">;
}

/** The entries of one default ACL that can be said, by grantee and grant option. */
function rowsOf(
  entry: DefaultPrivileges,
  { say, major }: Scene,
  nameOf: (role: string) => string | undefined,
): Row[] {
  const { creator, schema, kind, acl } = entry;
  const base = defaultsBase(entry);
  const added = [...acl.entries].filter(([key]) => !base.entries.has(key)).map(([, one]) => one);
  const isOdd = ({ grantee, grantor }: AclEntry) =>
    grantee === OWNER || grantee === PUBLIC || grantor !== OWNER;
  const lost = [...base.entries.keys()].some((key) => !acl.entries.has(key));
  if (lost || added.some(isOdd)) say(`default privileges of PUBLIC or of who creates: ${defaultKey(entry)}`);
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
export function defaultEntries(scene: Scene, nameOf: (role: string) => string | undefined): DefaultsBody[] {
  const rows = [...scene.live.defaults.values()]
    .filter(({ schema }) => schema === undefined || scene.context.schemas.has(schema))
    .flatMap((entry) => rowsOf(entry, scene, nameOf));
  return together(rows, [...scene.context.schemas].sort(compareText));
}
