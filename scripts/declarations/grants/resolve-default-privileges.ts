// One entry of `default_privileges` → entries of ACLs.
import { plainEntry } from "../../model/acl.ts";
import { KIND_OF_KEY } from "../../model/object-kinds.ts";
import { DEFAULT_KEYS, type DefaultsBody } from "../language/schema-of-roles.ts";
import { resolvePrivileges } from "../objects/levels.ts";
import { matchSchemas } from "../objects/match.ts";
import type { KnownRolesContext } from "../roles/entry-context.ts";
import { resolveWhen, withinRoles } from "../roles/when.ts";
import { child, items, type Placed, placeOf, problemAt } from "../yaml/placed.ts";
import type { DefaultEntry } from "./collect-defaults.ts";

/** What an entry of `default_privileges` adds for each creator, schema and grantee. */
export function resolveDefaultPrivileges(
  body: Placed<DefaultsBody>,
  context: KnownRolesContext,
): DefaultEntry[] {
  const { findRole, report } = context;
  const at = placeOf(body);
  const key = DEFAULT_KEYS.find((candidate) => body.value[candidate]);
  const said = child(body, "privileges");
  // Without a kind it would not have been read; what PUBLIC has is said by an entry of its own.
  if (!key || !said) return [];
  const kind = KIND_OF_KEY[key];
  const privileges = resolvePrivileges(said, kind, report);
  const own = resolveWhen(body, context);
  const creators = items<string>(child(body, "for")).filter(findRole);
  const grantees = items<string>(child(body, "to")).filter(findRole);
  const named = new Set(items(child(body, "in")).flatMap((item) => matchSchemas(item, context)));
  const schemas = body.value.in === undefined ? [undefined] : [...named];
  const pairs = creators.flatMap((creator) =>
    // Whoever creates something owns it and has everything.
    grantees.filter(({ value }) => value !== creator.value).map((grantee) => ({ creator, grantee })),
  );
  const [self] = grantees;
  if (self && creators.length > 0 && pairs.length === 0) {
    const message = `this gives ${self.value} nothing: it owns what it makes`;
    report(problemAt(placeOf(self), "defaults-to-creator", message, "Take it out, or name another role."));
  }
  return pairs.flatMap(({ creator, grantee }) => {
    const when = withinRoles(own, [creator.value, grantee.value], at, context);
    if (when === "never") return [];
    const grantable = body.value.grant_option ?? false;
    return schemas.flatMap((schema) =>
      privileges.map(
        (privilege): DefaultEntry => ({
          creator: creator.value,
          ...(schema !== undefined && { schema }),
          kind,
          entry: { ...plainEntry(grantee.value, privilege), grantable, ...(when && { when }) },
          at,
        }),
      ),
    );
  });
}
