import type { DeclaredAccess, RolesContext } from "../../scripts/declarations/declared-access.ts";
import { parseRolesFile } from "../../scripts/declarations/language/roles-file.ts";
import { resolveRoles } from "../../scripts/declarations/resolve-roles.ts";
import type { Diagnostic } from "../../scripts/model/diagnostic.ts";
import { hasErrors } from "../../scripts/model/diagnostic.ts";
import { type Relation, relationKey, serialSequenceName } from "../../scripts/model/relation.ts";

/** A table with a serial id and a text column. */
export function table(schema: string, name: string): Relation {
  return {
    kind: "table",
    schema,
    name,
    columns: [
      { name: "id", type: "integer", notNull: true, serialSequence: serialSequenceName(name, "id") },
      { name: "note", type: "text", notNull: false },
    ],
  };
}

/** A warehouse of these schemas with these tables. */
export function contextOf(
  tables: Readonly<Record<string, readonly string[]>>,
  sensitive: readonly string[] = [],
): RolesContext {
  const relations = Object.entries(tables).flatMap(([schema, names]) =>
    names.map((name) => table(schema, name)),
  );
  return {
    schemas: new Set(Object.keys(tables)),
    relations: new Map(relations.map((relation) => [relationKey(relation), relation])),
    objects: new Map(),
    sensitive: new Set(sensitive),
    variables: { env: ["test", "prod"] },
  };
}

/** Small, with one of everything: an empty schema, one that is sensitive as a whole, one with a dot. */
export const SMALL = contextOf(
  {
    STG_AUTH: ["user", "session"],
    STG_RENTAL: ["item"],
    STG_USERDATA: ["info", "info_keys"],
    ODS_RENTAL: ["item", "strike"],
    DWH_USER_INFO: ["info", "faculty"],
    DM_RENTAL: ["dm_strike", "dm_rent"],
    DM_USER: ["union_member_join", "union_member_card"],
    DM_NEW: [],
    "geo.v2": ["c d", "point"],
  },
  ["STG_USERDATA.info", "STG_USERDATA.info_keys", "DWH_USER_INFO.info"],
);

/** Reads texts as files called a.yaml, b.yaml, … and resolves them. */
export function declare(
  texts: readonly string[],
  context: RolesContext = SMALL,
): { access: DeclaredAccess; diagnostics: readonly Diagnostic[] } {
  const parsed = texts.map((text, index) => parseRolesFile(`${"abcdefgh"[index]}.yaml`, text));
  const resolved = resolveRoles(
    parsed.map(({ file }) => file),
    context,
  );
  return {
    access: resolved.access,
    diagnostics: [...parsed.flatMap(({ diagnostics }) => diagnostics), ...resolved.diagnostics],
  };
}

/** The same for texts that are right. */
export function declareRight(texts: readonly string[], context: RolesContext = SMALL): DeclaredAccess {
  const { access, diagnostics } = declare(texts, context);
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(diagnosticText).join("\n"));
  return access;
}

/** `code file:line:column message`, and what else is said on lines below. */
export function diagnosticText({ code, at, message, help, related = [] }: Diagnostic): string {
  const place = (where: Diagnostic["at"]) =>
    [where?.file, where?.line, where?.column].filter(Boolean).join(":");
  return [
    `${code} ${place(at)} ${message}`,
    ...related.map((other) => `  see: ${place(other.at)} ${other.message}`),
    ...(help === undefined ? [] : [`  help: ${help.replaceAll("\n", "\n        ")}`]),
  ].join("\n");
}

/** What each role has, a line a role and object: `${env}_x: SELECT, INSERT on table STG_AUTH.user`. */
export function privilegeLines({ privileges }: DeclaredAccess, grantee?: string): string[] {
  return [...privileges].flatMap(([key, { acl }]) => {
    const byGrantee = new Map<string, string[]>();
    for (const entry of acl.entries.values()) {
      byGrantee.set(entry.grantee, [...(byGrantee.get(entry.grantee) ?? []), entry.privilege]);
    }
    return [...byGrantee]
      .filter(([name]) => grantee === undefined || name === grantee)
      .map(([name, held]) => `${name}: ${held.join(", ")} on ${key}`);
  });
}
