import { quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";

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

type Flag = "login" | "inherit" | "superuser" | "createdb" | "createrole" | "replication" | "bypassrls";

/** The attributes that are on or off, in the order in which they are written. */
const FLAGS: readonly (readonly [column: Flag, word: string, unlessSaid: boolean])[] = [
  ["superuser", "SUPERUSER", false],
  ["createdb", "CREATEDB", false],
  ["createrole", "CREATEROLE", false],
  ["inherit", "INHERIT", true],
  ["login", "LOGIN", false],
  ["replication", "REPLICATION", false],
  ["bypassrls", "BYPASSRLS", false],
];

const POWERS: ReadonlySet<Flag> = new Set([
  "superuser",
  "createrole",
  "createdb",
  "replication",
  "bypassrls",
]);

const LIMIT = /\bCONNECTION LIMIT (-?\d+)/;
const UNTIL = /\bVALID UNTIL '([^']*)'/;

/** What CREATE ROLE says of an attribute. */
function said(options: string, [, word, unlessSaid]: (typeof FLAGS)[number]): boolean {
  const match = new RegExp(`(?:^|\\s)(NO)?${word}(?=\\s|$)`).exec(options.replace(UNTIL, ""));
  return match ? match[1] === undefined : unlessSaid;
}

/** What the role may do that the statement does not give: `CREATEROLE`, … */
export function powersBeyond(options: string, found: FoundRole): string[] {
  return FLAGS.filter((flag) => POWERS.has(flag[0]) && found[flag[0]] && !said(options, flag)).map(
    ([, word]) => word,
  );
}

/** The time that is said; null is for ever. A text that is no time differs from all. */
function untilSaid(options: string): { readonly text: string; readonly seconds: number | null } {
  const text = UNTIL.exec(options)?.[1] ?? "infinity";
  return { text, seconds: text === "infinity" ? null : Date.parse(text) / 1000 };
}

/**
 * ALTER ROLE "role" …: what CREATE ROLE with these options would give and the role does not have. Only what differs
 * is named, since who is no superuser may not even mention the rest.
 *
 * @returns undefined where all is so already
 */
export function alterInstead(role: string, options: string, found: FoundRole): string | undefined {
  const limit = Number(LIMIT.exec(options)?.[1] ?? -1);
  const until = untilSaid(options);
  const changes = [
    ...FLAGS.flatMap((flag) => {
      const [column, word] = flag;
      const wanted = said(options, flag);
      return wanted === found[column] ? [] : [wanted ? word : `NO${word}`];
    }),
    ...(limit === found.connection_limit ? [] : [`CONNECTION LIMIT ${limit}`]),
    ...(until.seconds === found.valid_until ? [] : [`VALID UNTIL ${quoteLiteral(until.text)}`]),
  ];
  return changes.length === 0 ? undefined : `ALTER ROLE ${quoteIdentifier(role)} ${changes.join(" ")}`;
}
