// A table as Drizzle has it: its columns, and what stands behind them.
import type { LiveEntity } from "../../database/inspect/live-entity.ts";
import { displayPath } from "../../model/identifier.ts";
import { sqlTemplate } from "./code-names.ts";
import { columnText, type Writing } from "./column-text.ts";
import { type Exported, schemaVariable, type TableParts } from "./database-parts.ts";

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const quoted = (text: string): string => JSON.stringify(text);

/** `t.id` */
const columnOf = (variable: string, { columns }: Exported, name: string): string =>
  `${variable}.${columns.get(name) ?? name}`;

const columnsOf = (variable: string, exported: Exported, names: unknown): string =>
  listOf(names)
    .map((name) => columnOf(variable, exported, name))
    .join(", ");

const sqlOf = ({ file }: Writing, text: unknown): string => file.sql(sqlTemplate(String(text)));

/** `index("t_name").using("gin", t.name.op("gin_trgm_ops")).where(sql`…`)` */
function indexText(writing: Writing, index: LiveEntity, own: Exported): string {
  const { name, isUnique, method, where, with: options, columns } = index;
  const parts = (columns as readonly Readonly<Record<string, unknown>>[]).map((part) => {
    const { value, isExpression, asc, nullsFirst, opclass } = part;
    const isUsual = asc ? !nullsFirst : false;
    const { name: operator } = (opclass ?? {}) as { name?: string };
    if (isExpression) {
      const nulls = asc === nullsFirst ? ` NULLS ${nullsFirst ? "FIRST" : "LAST"}` : "";
      const behind = `${operator === undefined ? "" : ` ${operator}`}${asc ? "" : " DESC"}${nulls}`;
      return sqlOf(writing, `${String(value)}${behind}`);
    }
    const order = isUsual
      ? ""
      : `${asc ? ".asc()" : ".desc()"}${nullsFirst ? ".nullsFirst()" : ".nullsLast()"}`;
    return `${columnOf("t", own, String(value))}${order}${operator === undefined ? "" : `.op(${quoted(operator)})`}`;
  });
  const maker = writing.file.core(isUnique ? "uniqueIndex" : "index");
  const on =
    method === "btree"
      ? `.on(${parts.join(", ")})`
      : `.using(${[quoted(String(method)), ...parts].join(", ")})`;
  const given = String(options ?? "");
  const settings = given
    .split(", ")
    .filter(Boolean)
    .map((option) => {
      const [key = "", value = ""] = option.split("=");
      return `${key}: ${/^\d+$|^true$|^false$/.test(value) ? value : quoted(value)}`;
    });
  return [
    `${maker}(${quoted(name)})${on}`,
    typeof where === "string" ? `.where(${sqlOf(writing, where)})` : "",
    settings.length > 0 ? `.with({ ${settings.join(", ")} })` : "",
  ].join("");
}

const action = (value: unknown): string | undefined =>
  value === "NO ACTION" ? undefined : String(value).toLowerCase();

function foreignKeyText({ file, parts }: Writing, key: LiveEntity, own: Exported): string | undefined {
  const { name, columns, columnsTo, schemaTo, tableTo, onDelete, onUpdate } = key;
  const to = parts.exported.get(displayPath([String(schemaTo), String(tableTo)]));
  if (!to) return undefined;
  const alias = `${to.name}_${[...to.path].filter((letter) => /[a-z0-9]/.test(letter)).join("")}`;
  const variable = to.path === file.path ? to.name : file.from(to.path, to.name, alias);
  const [deleted, updated] = [action(onDelete), action(onUpdate)];
  return [
    `${file.core("foreignKey")}({ name: ${quoted(name)}, columns: [${columnsOf("t", own, columns)}], `,
    `foreignColumns: [${columnsOf(variable, to, columnsTo)}] })`,
    deleted === undefined ? "" : `.onDelete(${quoted(deleted)})`,
    updated === undefined ? "" : `.onUpdate(${quoted(updated)})`,
  ].join("");
}

function policyText(writing: Writing, policy: LiveEntity): string {
  const { name, as, for: command, roles, using, withCheck } = policy;
  const list = listOf(roles).map(quoted);
  const said = [
    as === "RESTRICTIVE" ? 'as: "restrictive"' : "",
    command === "ALL" ? "" : `for: ${quoted(String(command).toLowerCase())}`,
    `to: ${list.length === 1 ? list[0] : `[${list.join(", ")}]`}`,
    typeof using === "string" ? `using: ${sqlOf(writing, using)}` : "",
    typeof withCheck === "string" ? `withCheck: ${sqlOf(writing, withCheck)}` : "",
  ];
  return `${writing.file.core("pgPolicy")}(${quoted(name)}, { ${said.filter(Boolean).join(", ")} })`;
}

/** What stands behind the columns, an entry each. */
function extrasOf(
  writing: Writing,
  { of }: TableParts,
  own: Exported,
  inline: ReadonlySet<LiveEntity>,
): string[] {
  const { file } = writing;
  const keys = of("pks").filter((key) => !inline.has(key));
  const uniques = of("uniques").filter((key) => !inline.has(key));
  return [
    ...keys.map(
      ({ name, columns }) =>
        `${file.core("primaryKey")}({ name: ${quoted(name)}, columns: [${columnsOf("t", own, columns)}] })`,
    ),
    ...uniques.map(({ name, columns, nullsNotDistinct }) =>
      [
        `${file.core("unique")}(${quoted(name)}).on(${columnsOf("t", own, columns)})`,
        nullsNotDistinct ? ".nullsNotDistinct()" : "",
      ].join(""),
    ),
    ...of("fks").flatMap((key) => foreignKeyText(writing, key, own) ?? []),
    ...of("checks").map(
      ({ name, value }) => `${file.core("check")}(${quoted(name)}, ${sqlOf(writing, value)})`,
    ),
    ...of("indexes").map((index) => indexText(writing, index, own)),
    ...of("policies").map((policy) => policyText(writing, policy)),
  ];
}

/** The statement that defines a table. */
export function tableText(writing: Writing, table: TableParts, own: Exported): string {
  const { name, schema, isRlsEnabled } = table.table;
  const single = (key: LiveEntity) => (listOf(key.columns).length === 1 ? listOf(key.columns)[0] : undefined);
  // Under the names that Drizzle gives them: t_pkey, t_column_key.
  const key = table.of("pks").find((one) => single(one) !== undefined && one.name === `${name}_pkey`);
  const uniques = table
    .of("uniques")
    .filter((one) => !one.nullsNotDistinct && one.name === `${name}_${single(one)}_key`);
  const inline = new Set([...(key ? [key] : []), ...uniques]);
  const columns = table.columns.map((column) =>
    columnText(writing, column, own.columns.get(column.name) ?? column.name, {
      isKey: key !== undefined && single(key) === column.name,
      isUnique: uniques.some((one) => single(one) === column.name),
    }),
  );
  const extras = extrasOf(writing, table, own, inline);
  const withRls = isRlsEnabled && table.of("policies").length === 0 ? ".withRLS" : "";
  const maker =
    schema === "public"
      ? `${writing.file.core("pgTable")}${withRls}`
      : `${schemaVariable(String(schema))}.table${withRls}`;
  const body = columns.map((line) => `  ${line}\n`).join("");
  const behind = extras.length === 0 ? "" : `, (t) => [\n${extras.map((line) => `  ${line},\n`).join("")}]`;
  return `export const ${own.name} = ${maker}(${quoted(name)}, {\n${body}}${behind});`;
}
