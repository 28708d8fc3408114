// Roles that policies of the definitions name, checked against the role files.
import type { DeclaredAccess } from "../declarations/declared-access.ts";
import { nearest } from "../declarations/yaml/suggest.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import { displayName, displayPath } from "../model/identifier.ts";
import { predefinedSince } from "../model/predefined-role.ts";
import { relationKey } from "../model/relation.ts";

/** Words for roles in TO. */
const WORDS: ReadonlySet<string> = new Set(["public", "current_user", "current_role", "session_user"]);

/** Where a role stands as text in USING and WITH CHECK: `current_user = 'x'`, `pg_has_role(current_user, 'x', …)`. */
const AS_TEXT = [
  /\b(?:current_user|session_user|current_role|user)\s*(?:=|<>|!=)\s*'((?:[^']|'')+)'/gi,
  /\bpg_has_role\s*\(\s*(?:[^,'()]+,\s*)?'((?:[^']|'')+)'\s*,/gi,
];

/** The roles that an expression names as text, as far as its form tells that they are roles. */
function rolesAsText(expression: unknown): string[] {
  if (typeof expression !== "string") return [];
  return AS_TEXT.flatMap((pattern) =>
    [...expression.matchAll(pattern)].map(([, name = ""]) => name.replaceAll("''", "'")),
  );
}

/** The roles of a policy: those of TO, and those in its expressions. */
function rolesOf(policy: KitState["ddl"][number]): string[] {
  const to = Array.isArray(policy.roles) ? (policy.roles as string[]) : [];
  const named = to.filter((role) => !WORDS.has(role.toLowerCase()));
  return [...new Set([...named, ...rolesAsText(policy.using), ...rolesAsText(policy.withCheck)])];
}

/**
 * Roles that policies name and no file declares: the statement would fail, or the policy hold for nobody.
 *
 * @param placeOf where a table is defined, by its key
 */
export function checkPolicyRoles(
  { ddl }: KitState,
  { roles, removed, renames }: Pick<DeclaredAccess, "roles" | "removed" | "renames">,
  placeOf: (key: string) => Location | undefined,
): Diagnostic[] {
  const now = new Map(renames.map(({ from, to }) => [from, to]));
  return ddl
    .filter(({ entityType }) => entityType === "policies")
    .flatMap((policy) => {
      const { schema = "public", table = "", name } = policy;
      const at = placeOf(relationKey({ schema, name: table }));
      return rolesOf(policy)
        .filter((role) => !roles.has(role) && predefinedSince(role) === undefined)
        .map((role) => {
          const renamed = now.get(role);
          const guess = nearest(role, [...roles.keys()]);
          const help =
            renamed !== undefined
              ? `The role files rename it to ${displayName(renamed)}: write that.`
              : removed.has(role)
                ? "It stands in `removed`: take it out of the policy first."
                : `${guess ? `Did you mean ${displayName(guess)}? ` : ""}Declare it in a role file, with \`external: true\` if it is made elsewhere.`;
          const message = `the policy ${displayName(name)} of ${displayPath([schema, table])} names the role ${displayName(role)}, which no role file declares`;
          return problem("policy-role", message, { help, ...(at && { at }) });
        });
    });
}
