// The objects that a relation consists of: itself, its columns, the sequences of serial and identity ones.

import { type ObjectName, objectKey } from "./object.ts";
import type { Relation } from "./relation.ts";

/** The sequences of a relation's serial columns. */
export function serialSequences({ schema, columns }: Relation): ObjectName[] {
  return columns.flatMap(({ serialSequence }): ObjectName[] =>
    serialSequence === undefined ? [] : [{ kind: "sequence", path: [schema, serialSequence] }],
  );
}

/** The sequences that come and go with a relation's columns, serial ones and identities. */
export function columnSequences({ schema, columns }: Relation): ObjectName[] {
  return columns.flatMap(({ serialSequence, identitySequence }): ObjectName[] => {
    const name = serialSequence ?? identitySequence;
    return name === undefined ? [] : [{ kind: "sequence", path: [schema, name] }];
  });
}

/** A relation as an object, its columns, and their sequences. */
export function objectsOfRelation(relation: Relation): ObjectName[] {
  const { schema, name, columns } = relation;
  return [
    { kind: "table", path: [schema, name] },
    ...columns.map((column): ObjectName => ({ kind: "column", path: [schema, name, column.name] })),
    ...columnSequences(relation),
  ];
}

/** The tables of the sequences of columns, which have their owner, by objectKey of the sequence. */
export function tablesOfSequences(relations: Iterable<Relation>): Map<string, ObjectName> {
  const tables = new Map<string, ObjectName>();
  for (const relation of relations) {
    const table: ObjectName = { kind: "table", path: [relation.schema, relation.name] };
    for (const sequence of columnSequences(relation)) tables.set(objectKey(sequence), table);
  }
  return tables;
}
