// `access` of a role → the access roles that it joins.
import type { Access } from "../language/roles-schema.ts";
import type { SensitiveMode } from "../language/schema-of-grants.ts";
import { resolveExcept } from "../objects/except.ts";
import { findLevel } from "../objects/levels.ts";
import { listNames } from "../objects/list-names.ts";
import { matchSchemas } from "../objects/match.ts";
import { child, items, type Placed, placeOf, problemAt, type Report, type Words } from "../yaml/placed.ts";
import type { AccessRole } from "./access-roles.ts";
import type { EntryContext } from "./entry-context.ts";

/** The access roles that fit what an entry asks for, by what they reach themselves. */
export const FITTING: Readonly<Record<"none" | "include" | "only", readonly SensitiveMode[]>> = {
  none: [undefined],
  include: [undefined, "include", "only"],
  only: ["only"],
};

function reportMissing(
  level: Placed<string>,
  what: string,
  schemas: readonly string[],
  report: Report,
): void {
  if (schemas.length === 0) return;
  const message = `no access role of level ${level.value} exists for ${what}${listNames(schemas)}`;
  const help = "Let a template of `access_roles` make it, or use `grants` instead of `access`.";
  report(problemAt(placeOf(level), "no-access-role", message, help));
}

/** The access roles of which `{level, in, except, sensitive}` makes a role a member. */
export function resolveAccess(
  access: Placed<Access>,
  roles: readonly AccessRole[],
  context: EntryContext,
): AccessRole[] {
  const { levels, catalog, report } = context;
  const mode = access.value.sensitive;
  const level = { ...access, value: access.value.level, path: [...access.path, "level"] };
  const isKnown = findLevel(level, levels, report) !== undefined;
  const lists = items(child(access, "in")).map((item) => ({
    item,
    named: matchSchemas(item, context),
  }));
  const schemas = new Set(lists.flatMap(({ named }) => named));
  const reach = { schemas, relations: [] };
  const exceptions = resolveExcept(items(child(access, "except")), reach, [1], context);

  const hasSensitive = (schema: string) => catalog.relationsOf(schema).some(catalog.isSensitive);
  const asked = [...schemas].filter((schema) => !exceptions.schemas.has(schema));
  const wanted = new Set(mode === "only" ? asked.filter(hasSensitive) : asked);
  for (const { item, named } of lists) {
    if (named.length === 0 || named.some((schema) => wanted.has(schema))) continue;
    const words: Words = named.every((schema) => exceptions.schemas.has(schema))
      ? [
          "nothing-left",
          `\`except\` takes away all that ${item.value} names`,
          "Take the item out, or except less.",
        ]
      : [
          "nothing-sensitive",
          `nothing in ${item.value} is sensitive`,
          "Take `sensitive: only` away, or mark what is sensitive.",
        ];
    report(problemAt(placeOf(item), ...words));
  }
  if (!isKnown) return [];

  const fitting = FITTING[mode ?? "none"];
  const found = roles.filter(
    (role) =>
      role.level === access.value.level && wanted.has(role.schema) && fitting.includes(role.sensitive),
  );
  const covered = new Set(found.map(({ schema }) => schema));
  const coveredSensitive = new Set(found.filter(({ sensitive }) => sensitive).map(({ schema }) => schema));
  const missing = [...wanted].filter((schema) => !covered.has(schema));
  reportMissing(level, mode === "only" ? "what is sensitive in " : "", missing, report);
  if (mode === "include") {
    const uncovered = [...wanted].filter(
      (schema) => covered.has(schema) && hasSensitive(schema) && !coveredSensitive.has(schema),
    );
    reportMissing(level, "what is sensitive in ", uncovered, report);
  }
  return found;
}
