// The migration.ts of an online revision that encrypts columns: a few pages of a table in each transaction, both ways.

import type { StatesOnly } from "../migrations/corrections/change.ts";
import { recodesInBatches, recodings } from "../migrations/corrections/encrypted-columns.ts";
import { type Encryption, keyFunctions } from "../model/encryption.ts";
import { groupBy } from "../model/group.ts";
import { displayPath, quoteIdentifier, quoteLiteral, quotePath } from "../model/identifier.ts";
import { isMarked, marked, unmarked } from "../model/not-yet-encrypted.ts";
import type { SqlObject } from "../model/sql-object.ts";
import { readStatement } from "../sql/read-statement.ts";
import type { Statement } from "../sql/statement.ts";
import type { onlineBoth } from "./online-facts.ts";

/** What runs in batches, and where: behind the transaction that encrypts, and before the one that decrypts. */
interface EncryptionBatches {
  /** The text of migration.ts. */
  readonly code: string;
  /** The way that encrypts. */
  readonly encrypts: "up" | "down";
  /** Of both ways, the statement behind the batches. */
  readonly statement: Statement;
}

/** Triggers of a table that fire at every UPDATE: that nothing but its form changes is no news to them. */
const triggersOf = (objects: Iterable<SqlObject>, table: readonly string[]): string[] =>
  [...objects]
    .filter(({ kind, path }) => kind === "trigger" && displayPath(path.slice(0, 2)) === displayPath(table))
    .filter(({ parts }) => parts.enabled === undefined && /UPDATE/.test(parts.events ?? ""))
    .map(({ path }) => path[2] ?? "");

/** One table: its SQL both ways, as migration.ts has it. */
function tableText(encryption: Encryption, columns: readonly string[], objects: Iterable<SqlObject>) {
  const { table, id, keys, keyId } = encryption;
  const functions = keyFunctions(keys);
  const key = `${quotePath(functions.keyOf)}(${quoteIdentifier(id)})`;
  const names = columns.map(quoteIdentifier);
  const [encrypt, decrypt] = [quotePath(functions.encrypt), quotePath(functions.decrypt)];
  const set = (isOpen: (name: string) => string, value: (name: string) => string) =>
    names
      .map((name) => `${name} = CASE WHEN ${isOpen(name)} THEN ${value(name)} ELSE ${name} END`)
      .join(", ");
  const isOther = (name: string) => `NOT ${isMarked(name)}`;
  const triggers = triggersOf(objects, table).map(quoteIdentifier);
  const switched = (word: string) =>
    triggers.map((name) => `ALTER TABLE ${quotePath(table)} ${word} TRIGGER ${name}`).join("; ");
  return {
    name: quotePath(table),
    literal: quoteLiteral(quotePath(table)),
    encrypt: {
      set: set(isMarked, (name) => `${encrypt}(${unmarked(name)}, ${key})`),
      where: names.map(isMarked).join(" OR "),
    },
    decrypt: {
      set: set(isOther, (name) => marked(`${decrypt}(${name}, ${key})`)),
      where: names.map(isOther).join(" OR "),
    },
    withoutKey: [
      `SELECT 1 FROM ${quotePath(table)} AS t`,
      `WHERE (${names.map((name) => `t.${name} IS NOT NULL`).join(" OR ")})`,
      `AND NOT EXISTS (SELECT FROM ${quotePath(keys)} AS k WHERE k.${quoteIdentifier(keyId)} = t.${quoteIdentifier(id)}) LIMIT 1`,
    ].join(" "),
    before: switched("DISABLE"),
    after: switched("ENABLE"),
  };
}

const CODE = (
  tables: readonly unknown[],
  up: string,
  down: string,
) => `import type { MigrationBatches, MigrationContext, MigrationSql } from "dwh-definitions";

// Written by \`revision --online\`: encrypts what stands in plain behind a zero byte, and back. Values do not leave the server.

const TABLES = ${JSON.stringify(tables, null, 2)};

/** Pages of a table in one batch. */
const PAGES = 64;

/** Which table, its next page, and whether something was changed since its first page. */
type Place = [table: number, page: number, changed: boolean];

async function batch(sql: MigrationSql, { variables, after }: MigrationContext & { after?: Place }, way: "encrypt" | "decrypt") {
  // Where a policy would hide rows, which stayed as they are then, it is an error.
  await sql.unsafe("SET LOCAL row_security = off");
  const fill = (text: string) => text.replace(/\\$\\{(\\w+)\\}/g, (whole, name) => variables[name] ?? whole);
  if (!after)
    for (const { name, withoutKey } of TABLES)
      if ((await sql.unsafe(fill(withoutKey))).count > 0) throw new Error(\`a row of \${fill(name)} has no key\`);
  let [index, page, changed] = after ?? [0, 0, false];
  for (let table = TABLES[index]; table; table = TABLES[index]) {
    const [size] = await sql.unsafe<{ pages: string }>(
      fill(
        \`SELECT (greatest(pg_relation_size(\${table.literal}), max(pg_relation_size(relid))) / current_setting('block_size')::bigint)::text AS pages
         FROM pg_partition_tree(\${table.literal})\`,
      ),
    );
    for (const pages = Number(size?.pages ?? 0); page < pages; page += PAGES) {
      const range = \`ctid >= '(\${page},0)'::tid AND ctid < '(\${page + PAGES},0)'::tid\`;
      const { set, where } = table[way];
      const find = () => sql.unsafe(fill(\`SELECT 1 FROM \${table.name} WHERE \${range} AND (\${where}) LIMIT 1\`));
      if ((await find()).count === 0) continue;
      if (table.before) await sql.unsafe(fill(table.before));
      const rows = await sql.unsafe(fill(\`UPDATE \${table.name} SET \${set} WHERE \${range} AND (\${where})\`));
      if (rows.count === 0 && (await find()).count > 0)
        throw new Error(\`a trigger or a rule of \${fill(table.name)} holds its rows back\`);
      if (table.after) await sql.unsafe(fill(table.after));
      if (rows.count === 0) continue;
      return { rows: rows.count, after: [index, page + PAGES, true] as Place };
    }
    // A row that somebody changed meanwhile may stand on a page that was done.
    if (!changed) index += 1;
    [page, changed] = [0, false];
  }
  return 0;
}

export const batches: MigrationBatches<Place> = {
  up: (sql, context) => batch(sql, context, "${up}"),
  down: (sql, context) => batch(sql, context, "${down}"),
};
`;

type OnlineBoth = ReturnType<typeof onlineBoth>;

/** The statements of both ways, with that which says where the batches run. */
export function withBatches(ways: OnlineBoth, batches: EncryptionBatches | undefined): OnlineBoth {
  if (!batches) return ways;
  const { encrypts, statement } = batches;
  const decrypts = encrypts === "up" ? "down" : "up";
  const last = ways[encrypts];
  const first = ways[decrypts];
  return {
    ...ways,
    [encrypts]: { ...last, online: { ...last.online, behind: [...last.online.behind, statement] } },
    [decrypts]: { ...first, leftovers: [statement, ...first.leftovers] },
  };
}

/** What of the way up runs in batches; undefined where nothing does. */
export function encryptionBatches(change: StatesOnly): EncryptionBatches | undefined {
  const all = recodings(change);
  if (!recodesInBatches(all)) return undefined;
  const isUp = all.every(({ after }) => after !== undefined);
  const { from, to } = change.encryptions ?? { from: new Map(), to: new Map() };
  const objects: readonly SqlObject[] = [...(isUp ? to : from).values()];
  const byTable = groupBy(all, ({ pair: { to: column } }) => displayPath([column.schema, column.table]));
  const tables = [...byTable.values()].flatMap((columns) => {
    const encryption = columns[0]?.after ?? columns[0]?.before;
    return encryption
      ? [
          tableText(
            encryption,
            columns.map(({ pair }) => pair.to.name),
            objects,
          ),
        ]
      : [];
  });
  const [first] = tables;
  if (!first) return undefined;
  const [up, down] = isUp ? ["encrypt", "decrypt"] : ["decrypt", "encrypt"];
  return {
    code: CODE(tables, up as string, down as string),
    encrypts: isUp ? "up" : "down",
    statement: { ...readStatement(`ANALYZE ${first.name}`), directives: { batches: true } },
  };
}
