// What a reviewer must know of partitions that go, come, are attached and detached.
import type { Difference } from "../../model/delta.ts";
import { displayPath } from "../../model/identifier.ts";
import type { ObjectName } from "../../model/object.ts";
import {
  isDetached,
  parentOfPartition,
  partitionContent,
  partitionsOf,
  tableOfPartition,
} from "../../model/partition.ts";
import { relationKey } from "../../model/relation.ts";
import { hazard, onOneLine, type Told } from "./told.ts";

/** A partition that is dropped with its rows. */
interface PartitionLoss {
  readonly message: string;
  readonly path: string;
  readonly object: ObjectName;
  readonly instead: string;
}

const INSTEAD = "`detached: true` beside its bounds keeps it, as a table of its own.";

/** The partitions that a difference drops: not those that get another name, nor those that go with their table. */
export function partitionLosses({ sqlObjects, relations }: Difference): PartitionLoss[] {
  const [goes, comes] = [partitionsOf(sqlObjects.removed), partitionsOf(sqlObjects.added)];
  const stays = new Set(comes.flatMap((one) => [displayPath(one.path), partitionContent(one)]));
  const kept = new Set(relations.added.map(relationKey));
  const tables = new Set(relations.removed.map(relationKey).filter((key) => !kept.has(key)));
  return goes
    .filter((one) => !stays.has(displayPath(one.path)) && !stays.has(partitionContent(one)))
    .filter((one) => isDetached(one) || !tables.has(displayPath(parentOfPartition(one))))
    .map((one) => {
      const path = displayPath(one.path);
      const message = `drops the partition ${path} of ${displayPath(parentOfPartition(one))} with its rows`;
      return { message, path, object: tableOfPartition(one), instead: INSTEAD };
    });
}

/** A name as SQL writes it, with its schema. */
const NAME = String.raw`(?:"(?:[^"]|"")*"|[^\s".]+)(?:\.(?:"(?:[^"]|"")*"|[^\s".]+))?`;
const MOVES = new RegExp(`^(ATTACH|DETACH) PARTITION (${NAME})\\s*(.*)$`, "is");

/** `ATTACH PARTITION "s"."p" FOR VALUES …`, `DETACH PARTITION "s"."p"` as actions of ALTER TABLE; undefined for others. */
export function partitionMoved(change: string, table: string): Told {
  const [, word = "", name = "", bound = ""] = MOVES.exec(change) ?? [];
  if (word === "") return undefined;
  const partition = name.replaceAll('"', "");
  return word.toUpperCase() === "ATTACH"
    ? hazard("change", `attaches ${partition} to ${table}: ${onOneLine(bound)}`)
    : hazard("change", `detaches ${partition} from ${table}: it stays, as a table of its own`);
}
