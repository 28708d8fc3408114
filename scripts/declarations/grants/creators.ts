// `creators`: who makes tables where, and what others get on them.
import { internAcl, PUBLIC, plainEntry } from "../../model/acl.ts";
import { type Condition, combineWhen, conditionText } from "../../model/condition.ts";
import type { DefaultKind, DefaultPrivileges } from "../../model/default-privileges.ts";
import type { Location } from "../../model/diagnostic.ts";
import { displayName } from "../../model/identifier.ts";
import type { Privilege } from "../../model/privilege.ts";
import { defaultsBase } from "../../model/warehouse.ts";
import type { ParsedRolesFile } from "../language/roles-file.ts";
import type { Given } from "../objects/given.ts";
import { onSequences, type WholeSchema } from "../objects/levels.ts";
import { matchSchemas } from "../objects/match.ts";
import type { KnownRolesContext } from "../roles/entry-context.ts";
import { child, entries, items, keyOf, placeOf, problemAt, type Report, warningAt } from "../yaml/placed.ts";
import type { DefaultEntry } from "./collect-defaults.ts";

/** A role that makes tables, with the schemas of one entry. */
export interface Creator {
  readonly name: string;
  readonly schemas: ReadonlySet<string>;
  readonly when?: Condition;
  readonly at: Location;
}

/** What a role has in whole schemas, and where. */
interface WholeTo {
  readonly grantee: string;
  readonly whole: readonly WholeSchema[];
  readonly when?: Condition | undefined;
}

/** Who makes tables where; one role may stand in several files. */
export function resolveCreators(files: readonly ParsedRolesFile[], context: KnownRolesContext): Creator[] {
  return files.flatMap(({ content }) =>
    entries(child(content, "creators")).flatMap(([name, patterns]): Creator[] => {
      const key = keyOf(name, patterns);
      const schemas = items<string>(patterns).flatMap((item) => matchSchemas(item, context));
      if (!context.findRole(key)) return [];
      const when = context.conditionOf(name);
      return [{ name, schemas: new Set(schemas), ...(when && { when }), at: placeOf(key) }];
    }),
  );
}

/** What a creator must have in its schemas: USAGE and CREATE. */
export function impliedGrants({ schemas }: Creator): Given[] {
  return [...schemas].map((schema) => ({
    object: { kind: "schema", path: [schema] },
    privileges: ["USAGE", "CREATE"],
  }));
}

/** What a level gives on tables that come later, and on their sequences where it lets insert. */
function laterPrivileges({ level }: WholeSchema): [DefaultKind, readonly Privilege[]][] {
  return [
    ["table", level.tables],
    ["sequence", onSequences(level)],
  ];
}

/**
 * Whole-schema grants as default privileges of those who make tables there. An entry that excepts something gives
 * none, nor does one where something sensitive is made by others, since it may be made again: a warning says so.
 */
export function creatorDefaults(
  creators: readonly Creator[],
  grants: readonly WholeTo[],
  report: Report,
): DefaultEntry[] {
  const warned = new Set<string>();
  const warn = ({ schema, excepted, at }: WholeSchema) => {
    const key = JSON.stringify([schema, at]);
    if (warned.has(key)) return;
    warned.add(key);
    const why = excepted
      ? "`except` takes something of it away"
      : "something that others make there is sensitive";
    const message = `no default privileges come of this for ${displayName(schema)}, since ${why}`;
    const help =
      "Tables that a creator makes there later must be granted then, or say it under `default_privileges`.";
    report(warningAt(at, "no-default-privileges", message, help));
  };
  return creators.flatMap((creator) =>
    grants.flatMap(({ grantee, whole, when }) => {
      const both = combineWhen(when, creator.when);
      if (grantee === creator.name || both === "never") return [];
      return whole
        .filter(({ schema }) => creator.schemas.has(schema))
        .flatMap((entry): DefaultEntry[] => {
          const { schema, excepted, guarded, at } = entry;
          if (excepted || guarded) {
            warn(entry);
            return [];
          }
          return laterPrivileges(entry).flatMap(([kind, privileges]) =>
            privileges.map((privilege) => ({
              creator: creator.name,
              schema,
              kind,
              entry: { ...plainEntry(grantee, privilege), ...(both && { when: both }) },
              at,
            })),
          );
        });
    }),
  );
}

/**
 * What is born without PUBLIC's usual privileges: the global default privileges of every creator, with no more
 * for PUBLIC than is given. A creator that does not exist everywhere is reported, since these cannot be
 * conditional.
 *
 * @param privileges what PUBLIC keeps
 */
export function globalPublicDefaults(
  kind: DefaultKind,
  privileges: readonly Privilege[],
  creators: readonly Creator[],
  report: Report,
): DefaultPrivileges[] {
  return creators.flatMap(({ name, when, at }): DefaultPrivileges[] => {
    if (when) {
      const message = `what PUBLIC has on each ${kind} that ${displayName(name)} makes cannot be said: the role exists only where ${conditionText(when)}`;
      const help = "Take `when` from the role, or name its objects one by one under `public`.";
      report(problemAt(at, "conditional-creator", message, help));
      return [];
    }
    const entry = { creator: name, kind };
    const acl = internAcl(privileges.map((privilege) => plainEntry(PUBLIC, privilege)));
    return acl === defaultsBase(entry) ? [] : [{ ...entry, acl }];
  });
}
