// Live memberships → `member_of`, `members` and `access`.
import type { Access } from "../../declarations/language/roles-schema.ts";
import type { MembershipBody } from "../../declarations/language/schema-of-roles.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import type { Membership } from "../../model/role.ts";
import { type AccessTemplates, type MadeRole, sensitiveSchemas } from "./access-templates.ts";
import { compressNames, oneOrList } from "./compress.ts";

/** What a member's body says of the roles that it is in. */
interface SaidMemberships {
  readonly access: Access[];
  readonly memberOf: MembershipBody[];
}

const isPlain = ({ admin, inherit, set }: Membership): boolean => !admin && inherit && set;

/** The schemas in which a member is in every access role of one level, by what these reach. */
function schemasOf(level: string, held: ReadonlySet<string>, made: ReadonlyMap<string, MadeRole>) {
  const ofLevel = [...made].filter(([, role]) => role.level === level);
  const whole = (isMeant: (role: MadeRole) => boolean): string[] => {
    const bySchema = groupBy(
      ofLevel.filter(([, role]) => isMeant(role)),
      ([, { schema }]) => schema,
    );
    const all = [...bySchema].filter(([, roles]) => roles.every(([name]) => held.has(name)));
    return all.map(([schema]) => schema).sort(compareText);
  };
  return {
    plain: whole(({ mode }) => mode === undefined),
    only: whole(({ mode }) => mode === "only"),
    both: whole(() => true),
    namesIn: (schemas: readonly string[], isMeant: (role: MadeRole) => boolean) =>
      ofLevel.filter(([, role]) => schemas.includes(role.schema) && isMeant(role)).map(([name]) => name),
  };
}

/** Memberships in access roles as `access`; gives the names that it takes in. */
function accessOf(
  held: ReadonlySet<string>,
  { made, context, levels }: AccessTemplates,
  withExcept: boolean,
): { access: Access[]; taken: ReadonlySet<string> } {
  const universe = [...context.schemas].sort(compareText);
  const marked = sensitiveSchemas(context);
  const taken = new Set<string>();
  const access: Access[] = [];
  for (const level of levels.keys()) {
    const { plain, only, both, namesIn } = schemasOf(level, held, made);
    const add = (
      schemas: readonly string[],
      sensitive: Access["sensitive"],
      isMeant: (role: MadeRole) => boolean,
    ) => {
      if (schemas.length === 0) return;
      const may = (schema: string) => sensitive === "only" && !marked.has(schema);
      const { patterns, except } = compressNames(schemas, universe, { may, withExcept });
      access.push({
        level,
        in: oneOrList(patterns),
        ...(except.length > 0 && { except: oneOrList(except) }),
        ...(sensitive && { sensitive }),
      });
      for (const name of namesIn(schemas, isMeant)) taken.add(name);
    };
    const isIncluded =
      only.length > 0 &&
      only.every((schema) => plain.includes(schema)) &&
      plain.every((schema) => both.includes(schema) && (!marked.has(schema) || only.includes(schema)));
    if (isIncluded) add(plain, "include", () => true);
    else {
      add(plain, undefined, ({ mode }) => mode === undefined);
      add(only, "only", ({ mode }) => mode === "only");
    }
  }
  return { access, taken };
}

/**
 * Says what a member is in: by `access` where the roles are those of a level, else by name.
 *
 * @param memberships of one member, by live names
 * @param withExcept whether `except` may be used
 * @param nameOf how the language writes a live name; undefined where it cannot
 */
export function sayMemberships(
  memberships: readonly Membership[],
  templates: AccessTemplates,
  nameOf: (role: string) => string | undefined,
  withExcept: boolean,
): SaidMemberships {
  const plain = new Set(memberships.filter(isPlain).map(({ role }) => role));
  const { access, taken } = accessOf(plain, templates, withExcept);
  const memberOf = memberships
    .filter((membership) => !(isPlain(membership) && taken.has(membership.role)))
    .flatMap((membership): { name: string; body: MembershipBody }[] => {
      const name = nameOf(membership.role);
      if (name === undefined) return [];
      const { admin, inherit, set } = membership;
      const options = { ...(admin && { admin }), ...(!inherit && { inherit }), ...(!set && { set }) };
      return [{ name, body: isPlain(membership) ? name : { role: name, ...options } }];
    })
    .sort((a, b) => compareText(a.name, b.name));
  return { access, memberOf: memberOf.map(({ body }) => body) };
}
