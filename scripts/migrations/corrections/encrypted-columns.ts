// Columns that become encrypted, stop being so, or are encrypted otherwise: their values are written anew in place.
import { cuts, misfits } from "../../model/cast.ts";
import { EMPTY_WAREHOUSE } from "../../model/collections.ts";
import { asText, type Encryption, encryptionsOf, hasSameKeys, keyFunctions } from "../../model/encryption.ts";
import { applyRenames } from "../../model/fold.ts";
import { groupBy } from "../../model/group.ts";
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import { marked } from "../../model/not-yet-encrypted.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import { writtenType } from "../kit/column-type.ts";
import { modelRenames } from "../kit/kit-renames.ts";
import type { KitColumn } from "../kit/kit-state.ts";
import {
  type Change,
  columnPairs,
  type EncryptionSides,
  type Pair,
  pairs,
  type StatesOnly,
} from "./change.ts";
import type { Corrections } from "./correction.ts";
import { careful } from "./refused-values.ts";
import { valueType } from "./sequences-of-columns.ts";

/** A column whose values are written anew. */
export interface Recoding {
  readonly pair: Pair<KitColumn>;
  /** How they were encrypted, under the names after the renames of the way; and how they are. */
  readonly before: Encryption | undefined;
  readonly after: Encryption | undefined;
  /** What stands behind USING. */
  readonly using: string;
  /** The same where the revision is online, and values are encrypted later. */
  readonly open?: string;
}

const NOTHING: EncryptionSides = { from: new Map(), to: new Map() };

/** Under the names after the renames of the way. */
function formerEncryptions({ renames, encryptions: { from } = NOTHING }: StatesOnly) {
  const own = [...from.values()].filter(({ kind }) => kind === "encryption");
  const named = (object: SqlObject) => {
    const only = { ...EMPTY_WAREHOUSE, sqlObjects: new Map([["", object]]) };
    return [...applyRenames(only, modelRenames(renames)).sqlObjects.values()];
  };
  return {
    known: encryptionsOf(own.flatMap(named)),
    /** The table of keys as it was called: its functions are. */
    former: new Map(
      own.flatMap((object) => {
        const [[, now] = [], [, was] = []] = [
          [...encryptionsOf(named(object))][0],
          [...encryptionsOf([object])][0],
        ];
        return now && was ? [[displayPath(now.keys), was.keys] as const] : [];
      }),
    ),
  };
}

/** `"S"."keys_key"("user_id")` */
const keyOf = (functions: ReturnType<typeof keyFunctions>, { id }: Encryption): string =>
  `${quotePath(functions.keyOf)}(${quoteIdentifier(id)})`;

/** All columns that are there on both sides whose values are written anew. */
export function recodings(change: StatesOnly): Recoding[] {
  const later = encryptionsOf((change.encryptions ?? NOTHING).to.values());
  const { known, former } = formerEncryptions(change);
  if (later.size + known.size === 0) return [];
  const kept = new Set([...later.values()].map(({ keys }) => displayPath(keys)));
  const formerFunctions = ({ keys }: Encryption) => {
    const key = displayPath(keys);
    return keyFunctions(kept.has(key) ? keys : (former.get(key) ?? keys));
  };
  return columnPairs(change).flatMap((pair): Recoding[] => {
    const key = displayPath([pair.to.schema, pair.to.table]);
    const [before, after] = [known, later].map((side) => {
      const one = side.get(key);
      const type = one?.columns.get(pair.to.name);
      return one && type !== undefined ? { one, type } : undefined;
    });
    if (!before && !after) return [];
    const types = [
      before ? writtenType(before.type) : valueType(pair.from),
      after ? writtenType(after.type) : valueType(pair.to),
    ] as const;
    const isCut = cuts(...types);
    if (before && after && !isCut && hasSameKeys(before.one, after.one)) return [];
    const column = quoteIdentifier(pair.to.name);
    const functions = before && formerFunctions(before.one);
    const plain =
      before && functions
        ? `${quotePath(functions.decrypt)}(${column}, ${keyOf(functions, before.one)})`
        : column;
    const value = isCut
      ? careful(pair.to, types, plain, misfits(plain, ...types) ?? "false")
      : before
        ? `${plain}::${types[1]}`
        : plain;
    const own = after && keyFunctions(after.one.keys);
    const stored =
      after && own
        ? `${quotePath(own.encrypt)}(${asText(before || isCut ? `(${value})` : value, types[1])}, ${keyOf(own, after.one)})`
        : value;
    // Online the values are encrypted later, in batches; that each has its key is asked before.
    const waits =
      change.online && after && own && !before
        ? `CASE WHEN ${keyOf(own, after.one)} IS NOT NULL THEN ${marked(asText(value, types[1]))} END`
        : undefined;
    // Who has no value needs no key.
    const using = `CASE WHEN ${column} IS NOT NULL THEN ${stored} END`;
    const open = waits && `CASE WHEN ${column} IS NOT NULL THEN ${waits} END`;
    return [{ pair, before: before?.one, after: after?.one, using, ...(open && { open }) }];
  });
}

/** Whether values are written anew in batches: where all are encrypted, or all decrypted. */
export const recodesInBatches = (all: readonly Recoding[]): boolean =>
  all.length > 0 &&
  (all.every(({ before }) => before === undefined) || all.every(({ after }) => after === undefined));

/** Tables that are encrypted for the first time, by keys in a table that comes with that: each gets the keys of its rows. */
export function newKeys(change: StatesOnly): Encryption[] {
  const later = [...encryptionsOf((change.encryptions ?? NOTHING).to.values())];
  if (later.length === 0) return [];
  const { known } = formerEncryptions(change);
  const there = new Set(
    pairs(change, "tables").map(({ to }) => displayPath([to.schema ?? "public", to.name])),
  );
  return later.flatMap(([key, one]) =>
    there.has(key) && !known.has(key) && !there.has(displayPath(one.keys)) ? [one] : [],
  );
}

/** `INSERT INTO "S"."keys" ("id", "key") SELECT id, gen_random_bytes(32) FROM …`: made on the server, and never sent. */
function keysSql({ table, id, keys, keyId, key, pgcrypto }: Encryption): string {
  const own = quoteIdentifier(id);
  const rows = `SELECT DISTINCT ${own} AS id FROM ${quotePath(table)} WHERE ${own} IS NOT NULL`;
  const columns = `(${quoteIdentifier(keyId)}, ${quoteIdentifier(key)})`;
  const made = `${quoteIdentifier(pgcrypto)}.gen_random_bytes(32)`;
  return `INSERT INTO ${quotePath(keys)} ${columns} SELECT row.id, ${made} FROM (${rows}) AS row ON CONFLICT DO NOTHING;`;
}

/** Tables of keys that go are needed once more: they go behind all else, and their schemas with them. */
function keepMeanwhile(change: Change, all: readonly Recoding[], corrections: Corrections): void {
  if (all.length === 0) return;
  const { former } = formerEncryptions(change);
  const stays = new Set(
    pairs(change, "tables").map(({ from }) => displayPath([from.schema ?? "public", from.name])),
  );
  const schemas = new Set(
    change.to.ddl.flatMap(({ entityType, name }) => (entityType === "schemas" ? [name] : [])),
  );
  const gone = new Map(
    all.flatMap(({ before }) => {
      const was = before && former.get(displayPath(before.keys));
      return before && was && !stays.has(displayPath(was)) ? [[displayPath(was), before.keys] as const] : [];
    }),
  );
  const emptied = new Set<string>();
  for (const entity of change.from.ddl) {
    const { entityType, schema = "public", table, name } = entity;
    const isIts = gone.has(displayPath([schema, entityType === "tables" ? name : (table ?? "")]));
    if (isIts) corrections.unsaid.from.leaveOut(entity);
    const holds =
      entityType === "schemas" && [...gone.values()].some(([own]) => own === name) && !schemas.has(name);
    if (!holds) continue;
    corrections.unsaid.from.leaveOut(entity);
    emptied.add(name);
  }
  corrections.last.push(
    ...[...gone.values()].map((keys) => `DROP TABLE ${quotePath(keys)};`),
    ...[...emptied].map((schema) => `DROP SCHEMA ${quoteIdentifier(schema)};`),
  );
}

/** Makes the keys that rows lack, behind which foreign keys to them come, and writes the values of a table anew at once. */
export function correctEncrypted(change: Change, all: readonly Recoding[], corrections: Corrections): void {
  const made = newKeys(change);
  const tables = new Set(made.map(({ keys }) => displayPath(keys)));
  for (const entity of change.to.ddl)
    if (
      tables.size > 0 &&
      entity.entityType === "fks" &&
      tables.has(displayPath([String(entity.schemaTo), String(entity.tableTo)]))
    )
      corrections.takenDown.to.leaveOut(entity);
  corrections.behind.push(...made.map(keysSql));
  keepMeanwhile(change, all, corrections);
  const inBatches = recodesInBatches(all);
  const byTable = groupBy(all, ({ pair: { to } }) => quotePath([to.schema, to.table]));
  for (const [table, columns] of byTable) {
    const actions = columns.map(
      ({ pair: { to }, using, open }) =>
        `ALTER COLUMN ${quoteIdentifier(to.name)} SET DATA TYPE ${valueType(to)} USING ${(inBatches ? open : undefined) ?? using}`,
    );
    corrections.behind.push(`ALTER TABLE ${table} ${actions.join(", ")};`);
  }
}
