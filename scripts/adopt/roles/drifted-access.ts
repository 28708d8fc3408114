// Access that drifted → entries that say it beside the role files that are there.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import type { Grant } from "../../declarations/language/schema-of-grants.ts";
import { type AclEntry, internAcl, OWNER, PUBLIC } from "../../model/acl.ts";
import { EMPTY_WAREHOUSE } from "../../model/collections.ts";
import { defaultKey } from "../../model/default-privileges.ts";
import type { Difference } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { fillVariables, type Variables } from "../../model/variable.ts";
import { aclOf, defaultsBase, type ObjectPrivileges, type Warehouse } from "../../model/warehouse.ts";
import { defaultEntries } from "./adopted-defaults.ts";
import { directEntries, grantsByPrivileges, objectEntries } from "./adopted-grants.ts";
import { grantsTo } from "./common-grants.ts";
import { factsOf } from "./facts.ts";
import { bindContext, inWordsOf, restrictLive } from "./restrict.ts";

/** What is to be said, and in which words. */
interface DriftedAccess {
  /** From what is recorded to what the server has. */
  readonly difference: Difference;
  readonly live: Warehouse;
  readonly major: number;
  /** What the definitions have. */
  readonly context: RolesContext;
  /** The declared roles: templates. */
  readonly roles: Iterable<string>;
  readonly variables: Variables;
  /** The schema of the history. */
  readonly history: string;
}

/** The entries of a file: it has none of the sections that a role or a level is declared in. */
export type DriftedEntries = Pick<RolesFile, "owners" | "public" | "grants" | "default_privileges">;

const isGrant = ({ grantor, grantee }: AclEntry): boolean =>
  grantor === OWNER && grantee !== OWNER && grantee !== PUBLIC;

/** The objects of which PUBLIC has otherwise than it is recorded, with all that it has there now. */
function publicsNow({ privileges: { added, removed } }: Difference, live: Warehouse): ObjectPrivileges[] {
  const isPublics = ({ acl }: ObjectPrivileges) =>
    [...acl.entries.values()].some(({ grantee }) => grantee === PUBLIC);
  const objects = new Map(
    [...added, ...removed].filter(isPublics).map(({ object }) => [objectKey(object), object]),
  );
  return [...objects.values()].map((object) => ({ object, acl: aclOf(live, object) }));
}

/** What came by hand and nothing else, in the words of the definitions. */
function onlyDrifted({ difference, live, context, variables, history }: DriftedAccess): Warehouse {
  const { privileges, owners, defaults } = difference;
  const granted = privileges.added.map(({ object, acl }) => ({
    object,
    acl: internAcl([...acl.entries.values()].filter(isGrant)),
  }));
  const publics = publicsNow(difference, live).map(({ object, acl }) => ({
    object,
    acl: internAcl([...acl.entries.values()].filter(({ grantee }) => grantee === PUBLIC)),
  }));
  const all = groupBy([...granted, ...publics], ({ object }) => objectKey(object));
  const born = defaults.added.map((entry) => {
    const own = [...entry.acl.entries.values()].filter(isGrant);
    return { ...entry, acl: internAcl([...defaultsBase(entry).entries.values(), ...own]) };
  });
  const found: Warehouse = {
    ...EMPTY_WAREHOUSE,
    schemas: live.schemas,
    privileges: new Map(
      [...all].flatMap(([key, list]) => {
        const [first] = list;
        const acl = internAcl(list.flatMap((one) => [...one.acl.entries.values()]));
        return first ? [[key, { object: first.object, acl }] as const] : [];
      }),
    ),
    owners: new Map(owners.added.map((one) => [objectKey(one.object), one])),
    defaults: new Map(born.map((one) => [defaultKey(one), one])),
  };
  const known = restrictLive(found, bindContext(context, variables), new Set([history]));
  return inWordsOf(context, known.live, variables);
}

/** `{ env: test }` where there are other values. */
export function conditionOf({ variables: allowed }: RolesContext, variables: Variables): Pick<Grant, "when"> {
  const several = Object.entries(variables).filter(([name]) => (allowed[name]?.length ?? 0) > 1);
  return several.length === 0 ? {} : { when: Object.fromEntries(several) };
}

/**
 * Says what came by hand as far as entries can: what roles and PUBLIC have, who owns what, default privileges. Where there
 * are several environments, of this one only; owners are the same in all.
 */
export function driftedEntries(drifted: DriftedAccess): DriftedEntries {
  const { difference, context, major, variables } = drifted;
  const found = onlyDrifted(drifted);
  const names = new Map([...drifted.roles].map((name) => [fillVariables(name, variables), name]));
  const nameOf = (role: string) => names.get(role);
  const when = conditionOf(context, variables);
  const facts = factsOf(found.privileges, isGrant);
  const grants = [...facts].flatMap(([role, held]) => {
    const to = nameOf(role);
    if (to === undefined) return [];
    return grantsByPrivileges(held, context, major).map((grant) => ({ to, grant: { ...grant, ...when } }));
  });
  const ofPublic = new Set(publicsNow(difference, drifted.live).map(({ object }) => objectKey(object)));
  const publics = [...found.privileges].flatMap(([key, { object, acl }]) => {
    const privileges = new Set(
      [...acl.entries.values()].flatMap((one) => (one.grantee === PUBLIC ? [one.privilege] : [])),
    );
    return ofPublic.has(key) ? [{ object, privileges, grantable: false }] : [];
  });
  const owned = groupBy(found.owners.values(), ({ owner, object }) => `${owner}\t${object.kind}`);
  const owners = [...owned.values()].flatMap((list) => {
    const [first] = list;
    const owner = first && nameOf(first.owner);
    if (!first || owner === undefined) return [];
    const objects: ObjectName[] = list.map(({ object }) => object);
    return objectEntries(first.object.kind, objects, context).map(({ sensitive: _, ...named }) => ({
      owner,
      ...named,
    }));
  });
  const scene = { live: found, context, major, say: () => {} };
  return {
    owners,
    public: directEntries(publics, context, major).map((entry) => ({ ...entry, ...when })),
    grants: grantsTo(grants.sort((a, b) => compareText(a.to, b.to))),
    default_privileges: defaultEntries(scene, nameOf).map((entry) => ({ ...entry, ...when })),
  };
}
