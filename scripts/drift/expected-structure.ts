// What the applied revisions make: built on the scratch server, which keeps it.
import { majorOf, type Queryable, withConnection } from "../database/connect/connect.ts";
import { rolledBack } from "../database/connect/transaction.ts";
import { type LiveStructure, readStructure } from "../database/inspect/live-structure.ts";
import type { StructureRow } from "../database/inspect/shape.ts";
import type { Scratch } from "../database/servers/scratch.ts";
import type { ScratchPlace } from "../database/servers/scratch-servers.ts";
import type { Revision } from "../migrations/folder.ts";
import { displayPath } from "../model/identifier.ts";
import type { Variables } from "../model/variable.ts";
import { openBase } from "../prove/ground.ts";
import { respelled } from "./same-spelling.ts";
import { pathOfObject } from "./structure-names.ts";

/** What the revisions make, and what a server has of it, in the words of one server. */
export interface BothStructures {
  readonly expected: LiveStructure;
  readonly found: LiveStructure;
}

/** A query as this server prints it; undefined where it does not take it. */
async function printed(tx: Queryable, query: string): Promise<string | undefined> {
  await tx.unsafe("SAVEPOINT printed");
  try {
    await tx.unsafe(`CREATE TEMPORARY VIEW printed AS ${query}`);
    const [row] = await tx.unsafe<{ text: string }[]>(
      "SELECT pg_get_viewdef('pg_temp.printed'::regclass) AS text",
    );
    return row?.text;
  } catch {
    return undefined;
  } finally {
    await tx.unsafe("ROLLBACK TO printed");
  }
}

/** `kind v options {…} as SELECT …` */
const QUERY = /^(kind [vm] (?:.*? )?as )/s;

/** Views whose queries another major prints otherwise, as this one does. */
async function reprinted(
  tx: Queryable,
  expected: LiveStructure,
  found: LiveStructure,
): Promise<StructureRow[]> {
  const wanted = new Map(expected.rows.map((row) => [row.object, row.line]));
  const queries = new Map(
    found.entities.flatMap(({ entityType, schema = "", name, definition }) =>
      entityType === "views" ? [[displayPath([schema, name]), String(definition)] as const] : [],
    ),
  );
  const rows: StructureRow[] = [];
  for (const row of found.rows) {
    const other = wanted.get(row.object);
    const [head] = QUERY.exec(row.line) ?? [];
    const query = queries.get(displayPath(pathOfObject(row) ?? []));
    const isOther = other !== undefined && other !== row.line;
    const text = isOther && head !== undefined && query !== undefined ? await printed(tx, query) : undefined;
    rows.push(text === undefined ? row : { ...row, line: `${head}${text}`.replaceAll("\n", "\\n") });
  }
  return rows;
}

/** A structure as a server of this major prints it. */
interface PrintedStructure {
  readonly structure: LiveStructure;
  readonly major: number;
}

/** What a scratch server has, which is closed then, beside what was found on a server. */
export async function besideScratch(scratch: Scratch, live: PrintedStructure): Promise<BothStructures> {
  try {
    return await withConnection(scratch.url, (sql) =>
      rolledBack(sql, async (tx) => {
        const expected = await readStructure(tx);
        const { structure: found, major } = live;
        const rows = await respelled(tx, expected.rows, found.rows);
        const alike = { ...found, rows };
        if (majorOf(tx) === major) return { expected, found: alike };
        return { expected, found: { ...alike, rows: await reprinted(tx, expected, alike) } };
      }),
    );
  } finally {
    await scratch.close();
  }
}

/**
 * What the applied revisions make for these values, beside what was found on a server.
 *
 * @throws {Refusal} where the scratch server cannot be had, or a revision does not run on it
 */
export async function besideExpected(
  place: ScratchPlace,
  applied: readonly Revision[],
  variables: Variables,
  live: PrintedStructure,
): Promise<BothStructures> {
  return besideScratch(await openBase(place, applied, variables), live);
}
