// `access_roles`: a template → a role for each schema and level.
import { displayName } from "../../model/identifier.ts";
import { newRole, type Role } from "../../model/role.ts";
import { fillSome, variablesIn } from "../../model/variable.ts";
import type { AccessRoleBody } from "../language/roles-schema.ts";
import type { SensitiveMode } from "../language/schema-of-grants.ts";
import { isReached } from "../objects/catalog.ts";
import type { Given } from "../objects/given.ts";
import { findLevel, levelInSchema } from "../objects/levels.ts";
import { matchSchemas } from "../objects/match.ts";
import { child, items, keyPlaceOf, type Placed, problemAt, type Report } from "../yaml/placed.ts";
import type { EntryContext } from "./entry-context.ts";

/** A role that a template made for one schema and one level. */
export interface AccessRole {
  readonly role: Role;
  readonly level: string;
  readonly schema: string;
  readonly sensitive: SensitiveMode;
  readonly given: readonly Given[];
  /** Its template's entry in the file. */
  readonly body: Placed<AccessRoleBody>;
}

/** Variables that are filled in here, beside those of a deploy. */
export const TEMPLATE_VARIABLES = ["schema", "SCHEMA", "level"] as const;

/** A schema in lower case but for the names of variables that it has itself: what ${schema} becomes. */
function lowerCase(schema: string): string {
  return schema.replace(/\$\$\{|\$\{[^}]*\}|[^$]+|\$/g, (part) =>
    part.startsWith("${") ? part : part.toLowerCase(),
  );
}

/** The name of the role that a template makes. */
export const accessRoleName = (template: string, schema: string, level: string): string =>
  fillSome(template, { schema: lowerCase(schema), SCHEMA: schema, level });

function checkTemplate(template: string, body: Placed<AccessRoleBody>, report: Report): boolean {
  const variables = variablesIn(template);
  const missing = (variable: string, help: string) =>
    report(
      problemAt(
        keyPlaceOf(body),
        "template-variable",
        `the name ${displayName(template)} must have ${variable} in it`,
        help,
      ),
    );
  const hasSchema = variables.includes("schema") || variables.includes("SCHEMA");
  const hasLevel = variables.includes("level") || items(child(body, "levels")).length === 1;
  if (!hasSchema) missing("${schema} or ${SCHEMA}", "Each schema gets a role of its own.");
  if (!hasLevel) missing("${level}", "Each of its levels gets a role of its own.");
  return hasSchema && hasLevel;
}

/**
 * Makes the roles of one template: one for each schema and level, those of `sensitive: only` just where
 * something is sensitive.
 */
export function resolveAccessRole(
  template: string,
  body: Placed<AccessRoleBody>,
  context: EntryContext,
): AccessRole[] {
  const { levels, catalog, report } = context;
  const isComplete = checkTemplate(template, body, report);
  const { sensitive, shared } = body.value;
  const schemas = new Set(items(child(body, "in")).flatMap((item) => matchSchemas(item, context)));
  const given = items(child(body, "levels")).flatMap((name) => {
    const level = findLevel(name, levels, report);
    return level ? [{ name: name.value, level }] : [];
  });
  if (!isComplete) return [];
  return [...schemas].flatMap((schema) => {
    const relations = catalog
      .relationsOf(schema)
      .filter((relation) => isReached(catalog, sensitive, relation));
    if (sensitive === "only" && relations.length === 0) return [];
    return given.map(({ name, level }): AccessRole => {
      const role = newRole(accessRoleName(template, schema, name), {
        management: shared ? "shared" : "managed",
        template,
        schema,
      });
      const given = levelInSchema(level, schema, relations, sensitive, catalog);
      return { role, level: name, schema, sensitive, given, body };
    });
  });
}
