// Entries of `default_privileges` that say what PUBLIC has on what comes later.
import { internAcl, PUBLIC, plainEntry } from "../../model/acl.ts";
import { conditionText } from "../../model/condition.ts";
import { type DefaultPrivileges, defaultKey } from "../../model/default-privileges.ts";
import type { Location } from "../../model/diagnostic.ts";
import { displayName } from "../../model/identifier.ts";
import { KIND_OF_KEY } from "../../model/object-kinds.ts";
import { DEFAULT_KEYS, type DefaultsBody } from "../language/schema-of-roles.ts";
import { resolvePrivileges } from "../objects/levels.ts";
import { matchSchemas } from "../objects/match.ts";
import type { KnownRolesContext } from "../roles/entry-context.ts";
import { child, items, type Placed, placeOf, problemAt } from "../yaml/placed.ts";

/** What PUBLIC has, and no more, on what one role makes of a kind: everywhere, or beyond that in a schema. */
interface SaidOfPublic {
  readonly defaults: DefaultPrivileges;
  readonly at: Location;
}

function resolveEntry(body: Placed<DefaultsBody>, context: KnownRolesContext): SaidOfPublic[] {
  const { findRole, conditionOf, report } = context;
  const key = DEFAULT_KEYS.find((candidate) => body.value[candidate]);
  const said = child(body, "public");
  if (!key || !said) return [];
  const kind = KIND_OF_KEY[key];
  const acl = internAcl(
    resolvePrivileges(said, kind, report).map((privilege) => plainEntry(PUBLIC, privilege)),
  );
  const named = new Set(items(child(body, "in")).flatMap((item) => matchSchemas(item, context)));
  const schemas = body.value.in === undefined ? [undefined] : [...named];
  return items<string>(child(body, "for"))
    .filter(findRole)
    .flatMap((creator): SaidOfPublic[] => {
      const when = conditionOf(creator.value);
      if (when) {
        const message = `what PUBLIC has on each ${kind} that ${displayName(creator.value)} makes cannot be said: the role exists only where ${conditionText(when)}`;
        const help = "Take `when` from the role, or name its objects one by one under `public`.";
        report(problemAt(placeOf(creator), "conditional-creator", message, help));
        return [];
      }
      return schemas.map((schema) => ({
        defaults: { creator: creator.value, ...(schema !== undefined && { schema }), kind, acl },
        at: placeOf(creator),
      }));
    });
}

/**
 * What entries say of PUBLIC, to start from with what roles get. What they say twice, or `public` with `creators`
 * says too, is reported.
 *
 * @param others what `public` says of what creators make
 */
export function resolvePublicDefaults(
  entries: readonly Placed<DefaultsBody>[],
  others: readonly DefaultPrivileges[],
  context: KnownRolesContext,
): DefaultPrivileges[] {
  const bySection = new Set(others.map(defaultKey));
  const said = new Map<string, SaidOfPublic>();
  for (const one of entries.flatMap((entry) => resolveEntry(entry, context))) {
    const key = defaultKey(one.defaults);
    const first = said.get(key);
    said.set(key, first ?? one);
    if (!first && !bySection.has(key)) continue;
    const message = `what PUBLIC has on each ${key} is said twice`;
    const related = first ? [{ message: "the other one is here", at: first.at }] : undefined;
    const help = first
      ? "Let one entry say it."
      : "`public` says it of all that is made later: let one of them.";
    context.report(problemAt(one.at, "public-twice", message, help, related));
  }
  return [...said.values()].map(({ defaults }) => defaults);
}
