// One entry of `grants` → privileges on objects.
import type { Privilege } from "../../model/privilege.ts";
import type { Grant } from "../language/schema-of-grants.ts";
import { isReached, type NamingContext } from "../objects/catalog.ts";
import { type Excepted, exceptsIn, isKept, resolveExcept } from "../objects/except.ts";
import type { Given } from "../objects/given.ts";
import {
  findLevel,
  type Level,
  levelInSchema,
  NO_LEVEL,
  resolvePrivileges,
  type WholeSchema,
} from "../objects/levels.ts";
import { isExact, matchSchemas } from "../objects/match.ts";
import { reportNothingLeft } from "../objects/nothing-left.ts";
import { giveOnObjects, kindOfEntry } from "../objects/select-objects.ts";
import type { EntryContext } from "../roles/entry-context.ts";
import { child, items, type Placed, placeOf } from "../yaml/placed.ts";

/** What an entry gives, and the schemas where it gives a level as a whole. */
export interface ResolvedGrant {
  readonly given: readonly Given[];
  readonly whole: readonly WholeSchema[];
  readonly excepted: readonly Excepted[];
  /** What the entry would give on what is excepted. */
  readonly exceptedPrivileges: readonly Privilege[];
}

const NOTHING: ResolvedGrant = { given: [], whole: [], excepted: [], exceptedPrivileges: [] };

/** `{level, in, except, sensitive}`: a schema counts while something remains in it, or nothing ever was. */
function byLevel(grant: Placed<Grant>, level: Level, context: NamingContext): ResolvedGrant {
  const { catalog, report } = context;
  const mode = grant.value.sensitive;
  const lists = items(child(grant, "in")).map((item) => ({
    item,
    schemas: matchSchemas(item, context),
  }));
  const schemas = new Set(lists.flatMap((list) => list.schemas));
  const exact = new Set(lists.flatMap((list) => (isExact(list.item) ? list.schemas : [])));
  const relations = [...schemas].flatMap(catalog.relationsOf);
  const except = items(child(grant, "except"));
  const exceptions = resolveExcept(except, { schemas, relations }, [1, 2], context);

  const given = new Map<string, Given[]>();
  for (const schema of schemas) {
    const all = catalog.relationsOf(schema);
    const left = all.filter((relation) => isReached(catalog, mode, relation) && isKept(exceptions, relation));
    // Nobody knows what else there is in an external schema.
    const isOpen = all.length === 0 || catalog.externalSchemas.has(schema);
    if (left.length > 0 || (isOpen && mode !== "only" && !exceptions.schemas.has(schema))) {
      const named = exact.has(schema) ? "schema" : undefined;
      given.set(
        schema,
        levelInSchema(level, schema, left, mode, catalog).map((one) => ({ ...one, named })),
      );
    }
  }
  for (const { item, schemas: named } of lists) {
    if (named.length === 0 || named.some((schema) => given.has(schema))) continue;
    const reached = named.some(
      (schema) =>
        exceptions.schemas.has(schema) ||
        catalog.relationsOf(schema).some((relation) => isReached(catalog, mode, relation)),
    );
    reportNothingLeft(item, mode, reached, report);
  }
  // What is made later is not sensitive.
  const whole = mode === "only" ? [] : [...given.keys()];
  const at = placeOf(grant);
  return {
    given: [...given.values()].flat(),
    whole: whole.map((schema) => ({
      schema,
      level,
      excepted: exceptsIn(exceptions, schema),
      guarded: mode === undefined && catalog.isGuarded(schema),
      at,
    })),
    excepted: exceptions.excepted,
    exceptedPrivileges: level.tables,
  };
}

/** `{privileges, tables or another kind, columns, except, sensitive}`: exactly these, no USAGE on the schema. */
function byPrivileges(grant: Placed<Grant>, context: NamingContext): ResolvedGrant {
  const kind = kindOfEntry(grant.value);
  const said = child(grant, "privileges");
  // Without them it would not have been read.
  if (!kind || !said) return NOTHING;
  const privileges = resolvePrivileges(said, kind, context.report);
  const { given, excepted } = giveOnObjects(grant, privileges, {}, context);
  return {
    ...NOTHING,
    given: given.filter((one) => one.privileges.length > 0),
    excepted,
    exceptedPrivileges: privileges,
  };
}

/** What a grant gives on which objects. */
export function resolveGrant(grant: Placed<Grant>, context: EntryContext): ResolvedGrant {
  const name = child(grant, "level");
  if (!name) return byPrivileges(grant, context);
  // Without the level the rest can still be wrong, and is checked.
  return byLevel(grant, findLevel(name, context.levels, context.report) ?? NO_LEVEL, context);
}
