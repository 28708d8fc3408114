// What the names of the catalogs' objects say: the schema and the relation that something lies in.
import { commentedObject } from "../database/inspect/live-structure.ts";
import type { StructureRow } from "../database/inspect/shape.ts";
import { splitPath } from "../model/identifier.ts";

/** An identifier as PostgreSQL prints it. */
const NAME = String.raw`(?:"(?:[^"]|"")+"|[^\s".(]+)`;

const IN_SCHEMA = new RegExp(
  `^(?:relation|type|routine|statistics|constraint|index|column|collation|conversion|text search \\w+) (${NAME}\\.${NAME})`,
);
const SCHEMA = new RegExp(`^schema (${NAME})$`);

/** An object of the catalogs, as their queries name it. */
interface Named {
  readonly object: string;
  readonly relation: string | undefined;
}

/**
 * Names from the schema down to what stands or falls as one: a relation with all of its parts, a routine or type by
 * itself. Undefined for what lies in no schema, such as an extension.
 */
export function pathOfObject({ object, relation }: Named): readonly string[] | undefined {
  const subject = commentedObject(object);
  const text = relation ?? IN_SCHEMA.exec(subject)?.[1] ?? SCHEMA.exec(subject)?.[1];
  return text === undefined ? undefined : splitPath(text);
}

/** The table that a partition or heir is a part of, as a regclass prints it; undefined of all else. */
export const parentOf = ({ beyond }: Pick<StructureRow, "beyond">): string | undefined =>
  /(?:^| )child of (.*?)(?: bound |$)/.exec(beyond)?.[1];
