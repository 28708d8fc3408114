// What roles that go have beyond the database: nothing of it is touched, an administrator decides.
import { droppedRoles, type GoingRole } from "../database/apply/role-statements.ts";
import type { Queryable } from "../database/connect/connect.ts";
import { type Belonging, readBelongings } from "../database/inspect/role-belongings.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { groupBy } from "../model/group.ts";
import { quoteIdentifier, splitPath } from "../model/identifier.ts";
import type { ObjectName } from "../model/object.ts";
import type { ObjectKind } from "../model/object-kinds.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { SelectedStatement } from "../sql/select-statements.ts";
import { statementSql } from "../sql/write-statement.ts";

/** Who gets it in the end, where heirs go too. */
export function lastHeirs(going: readonly GoingRole[]): ReadonlyMap<string, string> {
  const next = new Map(
    going.flatMap(({ role, heir }) => (heir === undefined ? [] : [[role, heir] as const])),
  );
  return new Map(
    [...next].map(([role, first]) => {
      let heir = first;
      for (const seen = new Set([role]); !seen.has(heir) && next.has(heir); ) {
        seen.add(heir);
        heir = next.get(heir) ?? heir;
      }
      return [role, heir];
    }),
  );
}

/** Kinds of object of the cluster: by catalog, what they are in the model and in SQL. */
const SHARED: Readonly<
  Record<string, { readonly kind: ObjectKind; readonly word: "DATABASE" | "TABLESPACE" | "PARAMETER" }>
> = {
  pg_database: { kind: "database", word: "DATABASE" },
  pg_tablespace: { kind: "tablespace", word: "TABLESPACE" },
  pg_parameter_acl: { kind: "parameter", word: "PARAMETER" },
};

/** What an administrator runs about one of them. */
function sqlFor({ role, how, catalog, identity, database }: Belonging, heir: string): string {
  const quoted = quoteIdentifier(role);
  if (database !== null)
    return `in the database ${database}: REASSIGN OWNED BY ${quoted} TO ${quoteIdentifier(heir)}; DROP OWNED BY ${quoted};`;
  const word = SHARED[catalog]?.word;
  if (word === undefined) return `take ${identity} from ${role}`;
  const path = word === "PARAMETER" ? (identity ?? "").split(".") : (splitPath(identity ?? "") ?? []);
  const target = { path };
  const statement =
    how === "owns"
      ? statementSql({
          kind: "alter object",
          object: word as "DATABASE" | "TABLESPACE",
          target,
          actions: [{ kind: "owner", role: heir }],
        })
      : statementSql({
          kind: "revoke",
          privileges: [{ privilege: "ALL" }],
          on: word,
          targets: [target],
          grantees: [role],
        });
  return `${statement};`;
}

const shown = ({ how, type, identity, database }: Belonging): string =>
  database === null
    ? `${how} ${type} ${identity}`
    : `owns something or has rights in the database ${database}`;

/**
 * Why roles cannot go whose heirs get what they own: what they have in the cluster and in other databases is nothing
 * that a revision may give away.
 */
export function beyondDatabase(
  found: readonly Belonging[],
  heirs: ReadonlyMap<string, string>,
): Diagnostic[] {
  const beyond = found.filter(({ role, reach }) => reach !== "here" && heirs.has(role));
  return [...groupBy(beyond, ({ role }) => role)].map(([role, group]) => {
    const heir = heirs.get(role) ?? "";
    const distinct = [...new Map(group.map((one) => [shown(one), one])).values()];
    const list = distinct.map((one) => `\n  ${shown(one)}`).join("");
    const statements = [...new Set(distinct.map((one) => sqlFor(one, heir)))].map((sql) => `\n  ${sql}`);
    return problem(
      "role-beyond-database",
      `the role ${role} cannot go: beyond this database it has what no revision may give away:${list}`,
      {
        help: `Nothing was applied. Have an administrator run:${statements.join("")}\nOr leave \`reassign_owned_to\` out: the role is then kept while another database needs it.`,
      },
    );
  });
}

/** Whether a revision itself takes the right away, since an earlier one gave it. */
const isKnown = ({ role, catalog, identity, how }: Belonging, from: Warehouse): boolean => {
  const kind = SHARED[catalog]?.kind;
  if (kind === undefined || kind === "database" || how === "owns") return false;
  const name = kind === "parameter" ? identity : (splitPath(identity ?? "") ?? [])[0];
  const isThis = (object: ObjectName) => object.kind === kind && object.path[0] === name;
  return [...from.privileges.values()].some(
    ({ object, acl }) => isThis(object) && [...acl.entries.values()].some(({ grantee }) => grantee === role),
  );
};

/**
 * The same, found before anything is sent.
 *
 * @param nameNow what a role is called before anything runs
 */
export async function beyondBefore(
  tx: Queryable,
  statements: readonly SelectedStatement[],
  from: Warehouse,
  nameNow: (role: string) => string,
): Promise<Diagnostic[]> {
  const going = droppedRoles(statements).map(
    ({ role, heir }): GoingRole => ({ role: nameNow(role), heir: heir && nameNow(heir) }),
  );
  const heirs = lastHeirs(going);
  const found = await readBelongings(tx, [...heirs.keys()]);
  return beyondDatabase(
    found.filter((one) => !isKnown(one, from)),
    heirs,
  );
}
