// Roles that a database has and no role file declares → entries beside the files that are there.
import type { RolesContext } from "../../declarations/declared-access.ts";
import type { RolesFile } from "../../declarations/language/roles-schema.ts";
import type { MembershipBody } from "../../declarations/language/schema-of-roles.ts";
import { type Acl, type AclEntry, internAcl } from "../../model/acl.ts";
import { fillVariables, type Variables } from "../../model/variable.ts";
import { defaultsBase, type Warehouse } from "../../model/warehouse.ts";
import { adoptRoles } from "./adopt-roles.ts";
import { conditionOf } from "./drifted-access.ts";
import type { Body } from "./role-bodies.ts";
import { sections } from "./sections.ts";

/** What is new, and what is there. */
interface NewRoles {
  /** What a database has, its names as the definitions write them. */
  readonly live: Warehouse;
  readonly major: number;
  readonly context: RolesContext;
  readonly variables: Variables;
  /** The declared roles by their names there: templates. */
  readonly declared: ReadonlyMap<string, string>;
  readonly isNew: (role: string) => boolean;
  /** Of the new ones those that the project shall not manage. */
  readonly isExternal: (role: string) => boolean;
}

const only = (acl: Acl, counts: (entry: AclEntry) => boolean): Acl =>
  internAcl([...acl.entries.values()].filter(counts));

/** What the new roles have, and nothing else; the declared ones only where they are in one membership with them. */
function ofNewRoles({ live, declared, isNew }: NewRoles): Warehouse {
  const isTheirs = ({ grantee }: AclEntry) => isNew(grantee);
  const memberships = [...live.memberships].filter(
    ([, { role, member }]) =>
      (isNew(role) && (isNew(member) || declared.has(member))) || (isNew(member) && !isNew(role)),
  );
  const partners = new Set(memberships.flatMap(([, { role, member }]) => [role, member]));
  const privileges = [...live.privileges].map(
    ([key, entry]) => [key, { ...entry, acl: only(entry.acl, isTheirs) }] as const,
  );
  const defaults = [...live.defaults].map(([key, entry]) => {
    if (isNew(entry.creator)) return [key, entry] as const;
    const own = [...entry.acl.entries.values()].filter(isTheirs);
    const acl = own.length > 0 ? internAcl([...defaultsBase(entry).entries.values(), ...own]) : undefined;
    return [key, acl && { ...entry, acl }] as const;
  });
  return {
    ...live,
    roles: new Map([...live.roles].filter(([name]) => isNew(name) || partners.has(name))),
    memberships: new Map(memberships),
    privileges: new Map(privileges.filter(([, { acl }]) => acl.entries.size > 0)),
    defaults: new Map(defaults.flatMap(([key, entry]) => (entry ? [[key, entry] as const] : []))),
    owners: new Map([...live.owners].filter(([, { owner }]) => isNew(owner))),
  };
}

const listOf = (value: Body["member_of"]): readonly MembershipBody[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const nameIn = (body: MembershipBody): string => (typeof body === "string" ? body : body.role);

const withName = (body: MembershipBody, name: string): MembershipBody =>
  typeof body === "string" ? name : { ...body, role: name };

/** Says the new roles with all that they have; a membership of a declared one in them stands in their bodies. */
export function newRoles(adoption: NewRoles): {
  readonly content: RolesFile;
  readonly unsaid: readonly string[];
} {
  const { live, major, context, variables, declared, isNew, isExternal } = adoption;
  const adopted = adoptRoles({
    live: ofNewRoles(adoption),
    major,
    context,
    variables,
    // What is declared is only spoken of.
    isExternal: (role) => declared.has(role) || isExternal(role),
    isIgnored: () => false,
    explicit: new Set([...live.roles.keys()].filter(isNew)),
    unexcepted: new Set(),
  });
  const declaredAs = (template: string) => declared.get(fillVariables(template, variables));
  const bodies = Object.entries(adopted.content.roles ?? {});
  const members = new Map<string, MembershipBody[]>();
  for (const [name, body] of bodies) {
    const member = declaredAs(name);
    if (member === undefined) continue;
    for (const one of listOf(body?.member_of)) {
      const list = members.get(nameIn(one)) ?? [];
      members.set(nameIn(one), [...list, withName(one, member)]);
    }
  }
  // Nobody knows whether it is so elsewhere.
  const when = conditionOf(context, variables);
  const own = bodies.flatMap(([name, body]): [string, Body | null][] => {
    if (declaredAs(name) !== undefined) return [];
    const { grants, member_of: memberOf, ...rest } = body ?? {};
    const list = listOf(memberOf).map((one) => withName(one, declaredAs(nameIn(one)) ?? nameIn(one)));
    const said = members.get(name);
    const isOnlySpokenOf = rest.external === true && !grants && list.length === 0 && !said;
    return [
      [
        name,
        {
          ...rest,
          ...(isOnlySpokenOf ? {} : when),
          ...(list.length > 0 && { member_of: list }),
          ...(said && { members: said }),
          ...(grants && { grants }),
        },
      ],
    ];
  });
  const { public: _, sensitive: __, ...content } = adopted.content;
  const conditional: RolesFile = {
    ...(content.grants && { grants: content.grants.map((entry) => ({ ...entry, ...when })) }),
    ...(content.default_privileges && {
      default_privileges: content.default_privileges.map((entry) => ({ ...entry, ...when })),
    }),
  };
  const roles = Object.fromEntries(own);
  return { content: sections({ ...content, ...conditional, roles }), unsaid: adopted.unsaid };
}
