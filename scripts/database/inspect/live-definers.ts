// What of a server does as its owner may: routines with SECURITY DEFINER, triggers that run them, rules.
import type { DoorSource } from "../../model/door.ts";
import type { Privilege } from "../../model/privilege.ts";
import { relationKey } from "../../model/relation.ts";
import type { Queryable } from "../connect/connect.ts";
import definersQuery from "../queries/definers.sql";

interface Row {
  readonly kind: "routine" | "trigger" | "rule";
  readonly on: readonly string[];
  readonly as: readonly string[];
  readonly name: string | null;
  readonly privileges: readonly Privilege[];
  readonly touches: readonly (readonly [schema: string, name: string])[] | null;
}

function doorSource({ kind, on, as, name, privileges, touches }: Row): DoorSource {
  if (kind === "routine") return { on: { kind, path: on }, as: { kind, path: as }, privileges };
  const isRule = kind === "rule";
  return {
    on: { kind: "table", path: on },
    as: { kind: isRule ? "table" : "routine", path: as },
    name: `${kind} ${name}`,
    privileges,
    ...(isRule && {
      touches: (touches ?? []).map(([schema, table]) => relationKey({ schema, name: table })),
    }),
  };
}

/** Every one of them but PostgreSQL's own. Any role may ask. */
export async function readDefiners(sql: Queryable): Promise<DoorSource[]> {
  const rows = await sql.unsafe<Row[]>(definersQuery);
  return rows.map(doorSource);
}
