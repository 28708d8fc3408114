/** Whether all that a script says about access is what its revision says in delta.json. */
import { type Diagnostic, type Location, problem } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group.ts";
import { type ObjectName, objectKey, schemaOf } from "../../model/object.ts";
import { ownerByItself } from "../../model/ownership.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { targetSql } from "../../sql/write-statement.ts";
import { objectOf } from "../objects/object-sql.ts";
import { defaultClaims, privilegeClaims } from "./acl-claims.ts";
import { type Claim, roleWords, type Sides, unsaid } from "./claim.ts";
import {
  alterClaims,
  createClaims,
  heirClaims,
  joinClaims,
  leaveClaims,
  partClaims,
  renameClaims,
  settingClaims,
} from "./role-claims.ts";

/** Statements about access that are not understood cannot be compared. */
const ABOUT_ACCESS =
  /^(?:GRANT|REVOKE|(?:CREATE|ALTER|DROP)\s+(?:ROLE|USER|GROUP)\b(?!\s+MAPPING)|ALTER\s+DEFAULT\s+PRIVILEGES|REASSIGN|DROP\s+OWNED|CREATE\s+SCHEMA|ALTER\s+SYSTEM)\b/i;

const withoutComments = (text: string): string => text.replace(/^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)+/, "");

function ownerClaim(word: string, object: ObjectName | undefined, role: RoleSpec, sides: Sides): Claim {
  const { to, major } = sides;
  const key = object ? `owner ${objectKey(object)}` : `owner ${word}`;
  const says = `${object ? objectKey(object) : word} belongs to ${roleWords(role)}`;
  const expected = object && to.owners.get(key.slice("owner ".length))?.owner;
  // The sequence of a serial column follows its table, of which alone is said whose it is.
  const beside = () =>
    object?.kind === "sequence" &&
    [...to.owners.values()].some(
      (one) => one.owner === role && one.object.kind === "table" && schemaOf(one.object) === schemaOf(object),
    );
  if (typeof role !== "string") return { key, says, holds: object !== undefined && expected === undefined };
  const byItself = object && expected === undefined ? ownerByItself(object, major) : undefined;
  return { key, says, holds: (expected ?? byItself) === role || (expected === undefined && beside()) };
}

const NOT_UNDERSTOOD = unsaid("it is about access in a way that is not understood");

type Claims = {
  readonly [Kind in Statement["kind"]]?: (statement: StatementOf<Kind>, sides: Sides) => Claim[];
};

/** What each kind of statement claims; the others claim nothing about access. */
const CLAIMS: Claims = {
  "create role": createClaims,
  "alter role": alterClaims,
  "rename role": renameClaims,
  "drop role": ({ roles }, sides) => leaveClaims("drops", roles, sides),
  "drop owned": ({ roles }, sides) => leaveClaims("drops what is owned by", roles, sides),
  "reassign owned": (statement, sides) => [
    ...leaveClaims("gives away what is owned by", statement.roles, sides),
    ...heirClaims(statement, sides),
  ],
  "set in role": settingClaims,
  "reset in role": settingClaims,
  "grant membership": joinClaims,
  "revoke membership": partClaims,
  grant: privilegeClaims,
  revoke: privilegeClaims,
  "default privileges": defaultClaims,
  make: ({ object, path, definition = "" }, sides) => {
    if (object === "ROLE") return [NOT_UNDERSTOOD];
    if (object !== "SCHEMA" || definition.trim() === "") return [];
    const owner = /^AUTHORIZATION\s+(?:"((?:[^"]|"")+)"|(\w+))$/i.exec(definition.trim());
    const role = owner?.[1]?.replaceAll('""', '"') ?? owner?.[2]?.toLowerCase();
    if (role === undefined) return [unsaid(`the schema ${path.join(".")} is made with more than itself`)];
    return [ownerClaim(object, { kind: "schema", path }, role, sides)];
  },
  drop: ({ object }) => (object === "ROLE" ? [NOT_UNDERSTOOD] : []),
  "alter object": ({ object, target, actions }, sides) =>
    object === "ROLE"
      ? [NOT_UNDERSTOOD]
      : actions.flatMap((action) =>
          action.kind === "owner"
            ? [
                ownerClaim(
                  `${object.toLowerCase()} ${targetSql(target)}`,
                  objectOf(object, target),
                  action.role,
                  sides,
                ),
              ]
            : [],
        ),
  other: ({ text }) => (ABOUT_ACCESS.test(withoutComments(text)) ? [NOT_UNDERSTOOD] : []),
};

/** The objects whose privileges or owners statements change. */
export const objectsInAccess = (statements: readonly Statement[]): ObjectName[] =>
  statements.flatMap((statement) => {
    const targets =
      statement.kind === "grant" || statement.kind === "revoke"
        ? statement.targets.map((target) => objectOf(statement.on, target))
        : statement.kind === "alter object"
          ? [objectOf(statement.object, statement.target)]
          : statement.kind === "make" && statement.object === "SCHEMA"
            ? [objectOf(statement.object, statement)]
            : [];
    const columns =
      statement.kind === "grant" || statement.kind === "revoke"
        ? statement.privileges.flatMap((item) => item.columns ?? [])
        : [];
    return targets.flatMap((object): ObjectName[] =>
      object === undefined
        ? []
        : [
            object,
            ...columns.map((column): ObjectName => ({ kind: "column", path: [...object.path, column] })),
          ],
    );
  });

function claimsOf(statement: Statement, sides: Sides): Claim[] {
  const claims = CLAIMS[statement.kind] as ((statement: Statement, sides: Sides) => Claim[]) | undefined;
  return claims?.(statement, sides) ?? [];
}

/** A statement of a script with its place. */
interface PlacedStatement {
  readonly statement: Statement;
  readonly sql: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Compares all that a script says of roles, memberships, privileges, owners and default privileges with what its
 * revision says: of each thing what it says last.
 *
 * @param statements those that run on the target, variables filled in
 * @param file for the places
 */
export function vouchScript(
  statements: readonly PlacedStatement[],
  sides: Sides,
  file: string,
): Diagnostic[] {
  const last = new Map<string, { readonly claim: Claim; readonly at: Location; readonly sql: string }>();
  // USAGE that a grantor gets for its statements only: what it has from others stays when that is taken back.
  const lent = new Set<string>();
  for (const { statement, sql, line, column } of statements) {
    for (const said of claimsOf(statement, sides)) {
      if (statement.kind === "grant") lent.add(said.key);
      const isBack = statement.kind === "revoke" && lent.has(said.key);
      const claim = isBack ? { ...said, holds: true } : said;
      last.set(claim.key, { claim, sql, at: { file, line, column } });
    }
  }
  const wrong = [...last.values()].filter(({ claim }) => !claim.holds);
  // One statement may say a lot that is wrong: the first of it is enough.
  const byPlace = groupBy(wrong, ({ at }) => `${at.line}:${at.column}`);
  const firsts = [...byPlace.values()].flatMap((group) => group.slice(0, 1));
  return firsts.map(({ claim, at, sql }) =>
    problem("not-in-delta", `${claim.says}, which delta.json does not say`, {
      at,
      excerpt: sql,
      help: "Nothing was sent. Access is declared in role files, from which `revision` makes the SQL and the delta; a file that was edited is restored from version control.",
    }),
  );
}
