/** What makes, attaches and detaches a partition. The table comes quoted, the bound as PostgreSQL writes it. */
import { quotePath } from "../model/identifier.ts";

/** A partition of a table. */
interface PartitionPlace {
  readonly path: readonly string[];
  /** The table, quoted: `"s"."t"`. */
  readonly of: string;
  /** `FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`, `DEFAULT` */
  readonly bound: string;
}

/** `CREATE TABLE "s"."p" PARTITION OF "s"."t" FOR VALUES …`; with `IF NOT EXISTS`, one that is there is taken as it is. */
export const createPartition = (
  { path, of, bound }: PartitionPlace,
  { ifMissing = false }: { readonly ifMissing?: boolean } = {},
): string =>
  `CREATE TABLE ${ifMissing ? "IF NOT EXISTS " : ""}${quotePath(path)} PARTITION OF ${of} ${bound}`;

/** `ALTER TABLE "s"."t" ATTACH PARTITION "s"."p" FOR VALUES …` */
export const attachPartition = ({ path, of, bound }: PartitionPlace): string =>
  `ALTER TABLE ${of} ATTACH PARTITION ${quotePath(path)} ${bound}`;

/** `ALTER TABLE "s"."t" DETACH PARTITION "s"."p"` */
export const detachPartition = ({ path, of }: Omit<PartitionPlace, "bound">): string =>
  `ALTER TABLE ${of} DETACH PARTITION ${quotePath(path)}`;
