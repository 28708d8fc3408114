// `schemas`: which are external, who owns them, what is unmanaged there.
import { displayName } from "../../model/identifier.ts";
import type { ParsedRolesFile } from "../language/roles-file.ts";
import type { SchemaBody } from "../language/schema-of-roles.ts";
import { isSystemSchema, type NamingContext } from "../objects/catalog.ts";
import { matchSchemas } from "../objects/match.ts";
import { parsePattern } from "../objects/pattern.ts";
import { TEMPLATE_VARIABLES } from "../roles/access-roles.ts";
import type { ConditionContext } from "../roles/entry-context.ts";
import { checkVariables, filledNames } from "../roles/role-names.ts";
import { child, entries, keyOf, type Placed, placeOf, problemAt } from "../yaml/placed.ts";

/** One entry of `schemas` with its pattern. */
export interface SchemaEntry {
  readonly pattern: Placed<string>;
  readonly body: Placed<SchemaBody>;
}

/** What `schemas` says of one schema, after all patterns. */
export interface SchemaSettings {
  readonly owner?: Placed<string>;
  readonly objects_owner?: Placed<string>;
  readonly unmanaged?: Placed<"keep" | "revoke">;
}

/** The entries of `schemas` in all files; one pattern may stand in several. */
export function schemaEntries(files: readonly ParsedRolesFile[]): SchemaEntry[] {
  return files.flatMap(({ content }) =>
    entries(child(content, "schemas")).map(([name, body]) => ({ pattern: keyOf(name, body), body })),
  );
}

/**
 * The schemas that others make, as `external: true` says.
 *
 * @param defined those of the definitions
 */
export function resolveExternalSchemas(
  said: readonly SchemaEntry[],
  defined: ReadonlySet<string>,
  { variables, report }: ConditionContext,
): ReadonlySet<string> {
  const external = new Map<string, Placed<string>>();
  const taken = new Set([...defined].flatMap((name) => filledNames(name, variables)));
  for (const { pattern, body } of said) {
    const parsed = parsePattern(pattern.value);
    const [name = ""] = parsed?.segments ?? [];
    // What is no name of a schema at all is reported where patterns are matched.
    if (!body.value.external || parsed?.segments.length !== 1) continue;
    const at = placeOf(pattern);
    const shown = displayName(name);
    const first = external.get(name);
    if (parsed.wildcard) {
      const help = "Nothing tells which schemas others make: write each with its exact name.";
      report(problemAt(at, "external-pattern", `${pattern.value} cannot be external with a *`, help));
    } else if (isSystemSchema(name)) {
      const help = "Take it away: PostgreSQL's own schemas are not managed.";
      report(problemAt(at, "external-schema", `${shown} is a schema of PostgreSQL itself`, help));
    } else if (defined.has(name)) {
      const help = "Take `external` away, or the schema out of the definitions.";
      report(problemAt(at, "external-schema", `${shown} cannot be external: the definitions make it`, help));
    } else if (first) {
      const related = [{ message: "the other one is here", at: placeOf(first) }];
      const message = `\`external\` is said twice of ${shown}`;
      report(problemAt(at, "schema-twice", message, "Keep one of them.", related));
    } else if (filledNames(name, variables).some((filled) => taken.has(filled))) {
      const help =
        "Take the value of the variable out of drizzle.config.ts, or rename the schema of the definitions.";
      const message = `${shown} would be a schema of the definitions under some value of a variable`;
      report(problemAt(at, "same-schema", message, help));
    } else {
      checkVariables({ name, at }, Object.keys(variables), TEMPLATE_VARIABLES, report);
      external.set(name, pattern);
    }
  }
  return new Set(external.keys());
}

const KEYS = ["owner", "objects_owner", "unmanaged"] as const;
const OWNER_KEYS: readonly string[] = ["owner", "objects_owner"] satisfies readonly (typeof KEYS)[number][];

/** What is said of each schema; a key that two patterns set is reported. */
export function resolveSchemas(
  said: readonly SchemaEntry[],
  context: NamingContext,
): ReadonlyMap<string, SchemaSettings> {
  const { catalog, report } = context;
  const settings = new Map<string, SchemaSettings>();
  const reported = new Set<string>();
  for (const { pattern, body } of said) {
    const [name = "", ...more] = parsePattern(pattern.value)?.segments ?? [];
    // Why it is not external after all was said before.
    if (body.value.external && name !== "" && more.length === 0 && !catalog.externalSchemas.has(name))
      continue;
    if (Object.keys(body.value).length === 0) {
      const help = `Say one of: ${[...KEYS, "external"].map((key) => `\`${key}\``).join(", ")}.`;
      report(problemAt(placeOf(pattern), "empty-value", `nothing is said of ${pattern.value}`, help));
    }
    const named = matchSchemas(pattern, context);
    for (const key of KEYS) {
      const value = child(body, key);
      if (!value) continue;
      const isOwner = OWNER_KEYS.includes(key);
      // A wildcard that sets owners leaves the schemas of others out.
      const meant = named.filter((schema) => !isOwner || !catalog.externalSchemas.has(schema));
      if (named.length > 0 && meant.length === 0) {
        const message = `\`${key}\` cannot be said of ${pattern.value}, which is external`;
        const help = "Whoever makes a schema decides who owns it: take it away, or take `external` away.";
        report(problemAt(keyOf(key, value).locate(value.path), "external-schema", message, help));
      }
      for (const schema of meant) {
        const before = settings.get(schema);
        const first = before?.[key];
        if (!first) {
          settings.set(schema, { ...before, [key]: value });
          continue;
        }
        const places = JSON.stringify([first, value].map((one) => placeOf(one)));
        if (reported.has(places)) continue;
        reported.add(places);
        const message = `\`${key}\` of ${displayName(schema)} is said twice`;
        const related = [{ message: "the other one is here", at: placeOf(first) }];
        report(problemAt(placeOf(value), "schema-twice", message, "Let one pattern say it.", related));
      }
    }
  }
  return settings;
}
