// What a database has of the objects that definitions declare beside Drizzle's, by the parts that these take.
import type { Queryable } from "../connect/connect.ts";
import factsQuery from "../queries/sql-object-facts.sql";

/** An argument of a routine; what it has none of is null. */
export interface LiveArgument {
  readonly name: string | null;
  readonly type: string;
  readonly mode: "i" | "o" | "b" | "v";
  readonly default: string | null;
}

/** What is known of each kind; what is as usual is null. */
interface LiveFacts {
  readonly extension: object;
  readonly domain: {
    readonly type: string;
    readonly collate: string | null;
    readonly default: string | null;
    readonly notNull: boolean;
    readonly checks: Readonly<Record<string, string>> | null;
  };
  readonly "composite type": { readonly attributes: readonly (readonly [name: string, type: string])[] };
  readonly function: LiveRoutine;
  readonly procedure: LiveRoutine;
  readonly trigger: LiveTrigger;
  readonly other: LiveOther;
}

/** What is known of any other kind: its statements. */
interface LiveOther {
  /** `aggregate`; of what is no object of its own, what it says of one: `rule state` */
  readonly word: string;
  /** What DROP and COMMENT ON call it. */
  readonly target: string | null;
  readonly create: string;
  /** Where that is not DROP with its word and target. */
  readonly drop: string | null;
  /** Names of what it needs though its statement does not say so, as SQL writes them. */
  readonly needs: readonly string[];
}

/** What is known of a routine. */
export interface LiveRoutine {
  readonly arguments: readonly LiveArgument[] | null;
  readonly returns: string | null;
  readonly language: string;
  readonly volatility: string | null;
  readonly security: string | null;
  readonly parallel: string | null;
  readonly strict: true | null;
  readonly leakproof: true | null;
  readonly cost: number | null;
  readonly rows: number | null;
  /** `search_path=pg_catalog, pg_temp` */
  readonly settings: readonly string[] | null;
  readonly body: string | null;
  readonly atomic: string | null;
  /** The whole statement that makes it. */
  readonly definition: string;
  /** What DROP calls it. */
  readonly target: string;
}

/** What is known of a trigger. */
export interface LiveTrigger {
  /** The bits of pg_trigger. */
  readonly type: number;
  readonly columns: readonly string[] | null;
  readonly old: string | null;
  readonly new: string | null;
  /** Empty where it cannot be deferred. */
  readonly constraint: string | null;
  readonly enabled: string | null;
  /** The whole statement that makes it. */
  readonly definition: string;
}

/** An object as it is found. */
export type LiveSqlObject = {
  readonly [Kind in keyof LiveFacts]: {
    readonly kind: Kind;
    /** As the queries of the catalogs name it. */
    readonly object: string;
    /** Empty where it lies in none. */
    readonly schema: string;
    readonly name: string;
    /** The table or view of a trigger. */
    readonly relation: string | null;
    readonly comment: string | null;
    readonly facts: LiveFacts[Kind];
  };
}[keyof LiveFacts];

/** Reads all of them, those of extensions aside, in the order of their names. */
export async function readSqlObjects(tx: Queryable): Promise<LiveSqlObject[]> {
  const rows = await tx.unsafe<LiveSqlObject[]>(factsQuery);
  return [...rows].sort((a, b) => (a.object < b.object ? -1 : 1));
}
