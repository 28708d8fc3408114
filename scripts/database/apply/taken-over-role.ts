/** A role that is to be created and is there already: what it has beyond that, and what makes it the same. */
import { DEFAULT_ATTRIBUTES, ROLE_FLAGS } from "../../model/role.ts";
import type { OfKind } from "../../sql/form.ts";
import type { RoleFlag, RoleOption, Statement, StatementOf } from "../../sql/statement.ts";

/** A row of queries/found-roles.sql. */
export interface FoundRole {
  readonly name: string;
  readonly login: boolean;
  readonly inherit: boolean;
  readonly superuser: boolean;
  readonly createdb: boolean;
  readonly createrole: boolean;
  readonly replication: boolean;
  readonly bypassrls: boolean;
  readonly connection_limit: number;
  /** Seconds since 1970; null is for ever. */
  readonly valid_until: number | null;
}

/** What SQL calls the flags, and whether a role has one of which CREATE ROLE says nothing. */
const FLAGS = ROLE_FLAGS.map(([column, flag]) => ({ column, flag, unlessSaid: DEFAULT_ATTRIBUTES[column] }));

const POWERS: ReadonlySet<RoleFlag> = new Set([
  "SUPERUSER",
  "CREATEROLE",
  "CREATEDB",
  "REPLICATION",
  "BYPASSRLS",
]);

/** What CREATE ROLE says, by kind. */
const optionOf = <Kind extends RoleOption["kind"]>(options: readonly RoleOption[], kind: Kind) =>
  options.find((option): option is OfKind<RoleOption, Kind> & RoleOption => option.kind === kind);

/** What CREATE ROLE says of a flag. */
function said(options: readonly RoleOption[], { flag, unlessSaid }: (typeof FLAGS)[number]): boolean {
  const found = options.flatMap((option) =>
    option.kind === "flag" && option.flag === flag ? [option.on] : [],
  );
  return found[0] ?? unlessSaid;
}

/** What the role may do that the statement does not give: `CREATEROLE`, … */
export function powersBeyond({ options = [] }: StatementOf<"create role">, found: FoundRole): string[] {
  return FLAGS.filter((one) => POWERS.has(one.flag) && found[one.column] && !said(options, one)).map(
    ({ flag }) => flag,
  );
}

/**
 * ALTER ROLE "role" …: what CREATE ROLE would give and the role does not have. Only what differs is named, since who
 * is no superuser may not even mention the rest.
 *
 * @returns undefined where all is so already
 */
export function alterInstead(
  { role, options = [] }: StatementOf<"create role">,
  found: FoundRole,
): Statement | undefined {
  const limit = optionOf(options, "connection limit")?.limit ?? -1;
  const until = optionOf(options, "valid until")?.text ?? "infinity";
  // A text that is no time differs from all.
  const seconds = until === "infinity" ? null : Date.parse(until) / 1000;
  const changes: RoleOption[] = [
    ...FLAGS.flatMap((one): RoleOption[] => {
      const on = said(options, one);
      return on === found[one.column] ? [] : [{ kind: "flag", flag: one.flag, on }];
    }),
    ...(limit === found.connection_limit ? [] : [{ kind: "connection limit", limit } as const]),
    ...(seconds === found.valid_until ? [] : [{ kind: "valid until", text: until } as const]),
  ];
  return changes.length === 0 ? undefined : { kind: "alter role", role, options: changes };
}
