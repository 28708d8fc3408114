// `except` → schemas and relations that are taken away.
import type { Condition } from "../../model/condition.ts";
import { displayPath, splitPath } from "../../model/identifier.ts";
import type { ObjectName } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import { type Relation, relationKey } from "../../model/relation.ts";
import { type Placed, placeOf, problemAt } from "../yaml/placed.ts";
import type { NamingContext } from "./catalog.ts";
import { matchRelations, matchSchemas, readPattern } from "./match.ts";

/** What one item of `except` takes away. */
export interface Excepted {
  readonly pattern: Placed<string>;
  /** Whether it names schemas. */
  readonly bySchema: boolean;
  readonly objects: readonly ObjectName[];
}

/** What an item of `except` takes from what one role gets. */
export interface ExceptedFor extends Excepted {
  readonly grantee: string;
  readonly privileges: readonly Privilege[];
  readonly when?: Condition | undefined;
}

/** What is taken away from an entry. */
interface Exceptions {
  readonly schemas: ReadonlySet<string>;
  /** Relation keys. */
  readonly relations: ReadonlySet<string>;
  readonly excepted: readonly Excepted[];
}

/** What an entry reaches before anything is taken away, whether it is sensitive or not. */
interface Reach {
  readonly schemas: ReadonlySet<string>;
  readonly relations: readonly Relation[];
}

/**
 * Resolves `except`: schemas, or relations where the entry allows two segments. Each must take something away;
 * a sensitive relation that the entry leaves out anyway counts, since it is left out also when it is no longer
 * sensitive.
 */
export function resolveExcept(
  patterns: readonly Placed<string>[],
  reach: Reach,
  allowed: readonly (1 | 2)[],
  context: NamingContext,
): Exceptions {
  const { catalog, report } = context;
  const schemas = new Set<string>();
  const relations = new Set<string>();
  const within = new Set(reach.relations.map(relationKey));
  const excepted: Excepted[] = [];
  const tableOf = ({ schema, name }: Relation): ObjectName => ({ kind: "table", path: [schema, name] });
  for (const pattern of patterns) {
    const parsed = readPattern(pattern, allowed, context);
    if (!parsed) continue;
    const bySchema = parsed.segments.length === 1;
    const relationsNamed = bySchema ? [] : matchRelations(pattern, context);
    const named = bySchema ? matchSchemas(pattern, context) : relationsNamed.map(relationKey);
    const taken = named.filter((name) => (bySchema ? reach.schemas.has(name) : within.has(name)));
    // Whoever reaches an external schema as a whole reaches what is not known of it.
    if (!bySchema && !parsed.wildcard && taken.length === 0) {
      const unknown = relationsNamed.filter(
        ({ schema }) => reach.schemas.has(schema) && catalog.externalSchemas.has(schema),
      );
      taken.push(...unknown.map(relationKey));
    }
    const objects = bySchema
      ? reach.relations.filter(({ schema }) => taken.includes(schema)).map(tableOf)
      : relationsNamed.filter((relation) => taken.includes(relationKey(relation))).map(tableOf);
    excepted.push({ pattern, bySchema, objects });
    if (named.length > 0 && taken.length === 0) {
      const message = `\`except\` takes nothing away: the entry does not reach ${displayPath(parsed.segments)}`;
      report(problemAt(placeOf(pattern), "except-nothing", message, "Take it out, or correct the name."));
    }
    for (const name of taken) (bySchema ? schemas : relations).add(name);
  }
  return { schemas, relations, excepted };
}

/** Whether something in the schema, or all of it, was taken away. */
export function exceptsIn({ schemas, relations }: Exceptions, schema: string): boolean {
  return schemas.has(schema) || [...relations].some((key) => splitPath(key)?.[0] === schema);
}

/** Whether nothing was said against the relation. */
export function isKept(
  { schemas, relations }: Pick<Exceptions, "schemas" | "relations">,
  relation: Relation,
): boolean {
  return !schemas.has(relation.schema) && !relations.has(relationKey(relation));
}
