// One column of a table as Drizzle has it.
import type { LiveEntity } from "../../database/inspect/live-entity.ts";
import { displayPath } from "../../model/identifier.ts";
import { serverIdentifier } from "../../model/server-identifier.ts";
import { property, sqlTemplate } from "./code-names.ts";
import type { DatabaseParts } from "./database-parts.ts";
import type { FileText } from "./file-text.ts";
import { typeWords } from "./type-words.ts";

/** What is written, and where. */
export interface Writing {
  readonly file: FileText;
  readonly parts: DatabaseParts;
  /** Types of one's own by their SQL, made once a file. */
  readonly customTypes: Map<string, string>;
}

/** `const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });` */
function customType({ file, customTypes }: Writing, sqlType: string): string {
  const known = customTypes.get(sqlType);
  if (known !== undefined) return known;
  const words = sqlType.match(/[\p{L}\p{N}]+/gu) ?? ["custom"];
  const name = `${words.join("_")}Type`.replace(/^(?=\d)/, "_");
  const free = [...customTypes.values()].includes(name) ? `${name}${customTypes.size}` : name;
  customTypes.set(sqlType, free);
  const maker = file.core("customType");
  file.first(`const ${free} = ${maker}<{ data: string }>({ dataType: () => ${JSON.stringify(sqlType)} });`);
  return free;
}

/** The function of the column's type, and its argument. */
function typeOf(
  writing: Writing,
  { type, typeSchema }: Readonly<Record<string, unknown>>,
): { name: string; config: string } {
  const { file, parts } = writing;
  if (typeof typeSchema === "string") {
    const found = parts.exported.get(displayPath([typeSchema, String(type)]));
    if (found) {
      const name = found.path === file.path ? found.name : file.from(found.path, found.name, found.name);
      return { name, config: "" };
    }
    return {
      name: customType(writing, [typeSchema, String(type)].map(serverIdentifier).join(".")),
      config: "",
    };
  }
  const words = typeWords(String(type));
  if (!words) return { name: customType(writing, String(type)), config: "" };
  return { ...words, name: file.core(words.name) };
}

/** The call for a type as `format_type` prints it, with a name where that is not the property's: `text("B c")`. */
export function columnCall(
  writing: Writing,
  column: {
    readonly name: string;
    readonly type: unknown;
    readonly typeSchema?: unknown;
    readonly dimensions?: unknown;
  },
  key: string,
): string {
  const { name, config } = typeOf(writing, column);
  const given = [key === column.name ? "" : JSON.stringify(column.name), config].filter(Boolean).join(", ");
  const dimensions = Number(column.dimensions ?? 0);
  const array =
    dimensions === 0 ? "" : dimensions === 1 ? ".array()" : `.array("${"[]".repeat(dimensions)}")`;
  return `${name}(${given})${array}`;
}

/** Expressions that Drizzle has words for. */
function defaultText({ file }: Writing, expression: string, call: string, type: string): string {
  if (expression === "now()" && /^(?:timestamp|time|date)\(/.test(call)) return ".defaultNow()";
  if (expression === "gen_random_uuid()" && call.startsWith("uuid(")) return ".defaultRandom()";
  if (/^(?:true|false)$/.test(expression) && call.startsWith("boolean(")) return `.default(${expression})`;
  if (/^-?\d{1,9}$/.test(expression) && /^(?:smallint|integer|doublePrecision|real)\(/.test(call))
    return `.default(${expression})`;
  // A negative number is a constant of its own.
  const [, negative] = /^'(-\d{1,9})'::integer$/.exec(expression) ?? [];
  if (negative !== undefined && /^(?:smallint|integer)\(/.test(call)) return `.default(${negative})`;
  const [, text] = /^'((?:[^'\\]|'')*)'::(?:text|character varying)$/.exec(expression) ?? [];
  if (text !== undefined && /^(?:text|varchar)\([^)]*\)$/.test(call))
    return `.default(${JSON.stringify(text.replaceAll("''", "'"))})`;
  return `.default(${file.sql(sqlTemplate(castOtherwise(expression, type) ?? expression))})`;
}

/** `CAST('1' AS "bit")`, where a literal is cast to another type than its column's: drizzle-kit leaves `::"bit"` off. */
function castOtherwise(expression: string, type: string): string | undefined {
  const [, literal, cast] = /^('(?:[^']|'')*')::(.*)$/s.exec(expression) ?? [];
  if (cast === undefined || cast.endsWith("[]")) return undefined;
  const isSame = cast.replaceAll('"', "") === type || SAME_LITERALS.has(cast);
  return isSame ? undefined : `CAST(${literal} AS ${cast})`;
}

/** Types as PostgreSQL casts a literal to them, where a column's says more: its length. */
const SAME_LITERALS: ReadonlySet<string> = new Set(["character varying", "bpchar", "numeric"]);

/** What an identity column's sequence has unless it is said: by the type of the column. */
const MAXIMA: Readonly<Record<string, string>> = {
  smallint: "32767",
  integer: "2147483647",
  bigint: "9223372036854775807",
};

/** The options of a sequence that are not as they are by themselves, as drizzle-kit's entities have them. */
export function sequenceOptions(
  options: Readonly<Record<string, unknown>>,
  names: Readonly<Record<string, string>>,
  maximum = MAXIMA.bigint,
): string {
  const usual: Readonly<Record<string, unknown>> = {
    startWith: String(options.minValue) === "1" ? "1" : undefined,
    increment: "1",
    minValue: "1",
    maxValue: maximum,
    cache: 1,
    cycle: false,
  };
  const said = Object.entries(names).flatMap(([field, key]) => {
    const value = options[field];
    if (value === undefined || value === null || String(value) === String(usual[key])) return [];
    const text =
      typeof value === "string"
        ? /^-?\d{1,15}$/.test(value)
          ? value
          : JSON.stringify(value)
        : String(value);
    return [`${key}: ${text}`];
  });
  return said.length === 0 ? "" : `{ ${said.join(", ")} }`;
}

const IDENTITY: Readonly<Record<string, string>> = {
  name: "name",
  startWith: "startWith",
  increment: "increment",
  minValue: "minValue",
  maxValue: "maxValue",
  cache: "cache",
  cycle: "cycle",
};

function identityText({ type, identity, table, name }: LiveEntity): string {
  if (typeof identity !== "object" || identity === null) return "";
  const { name: sequence, ...options } = identity as Readonly<Record<string, unknown>>;
  const own = sequence === `${String(table)}_${name}_seq` ? {} : { name: sequence };
  const call = options.type === "always" ? "generatedAlwaysAsIdentity" : "generatedByDefaultAsIdentity";
  return `.${call}(${sequenceOptions({ ...options, ...own }, IDENTITY, MAXIMA[String(type)])})`;
}

/**
 * One line of a table: `isDeleted: boolean("is_deleted").notNull(),`.
 *
 * @param isKey whether it is the whole primary key, under the name that Drizzle gives to it
 */
export function columnText(
  writing: Writing,
  column: LiveEntity,
  key: string,
  { isKey, isUnique }: { readonly isKey: boolean; readonly isUnique: boolean },
): string {
  const call = columnCall(writing, column as LiveEntity & { type: unknown }, key);
  const { default: expression, generated, notNull, identity, type } = column;
  const isSerial = /serial$/.test(String(type));
  const made = generated as { as: string; type: string } | null;
  const ends = [
    isKey ? ".primaryKey()" : "",
    notNull && !isKey && !isSerial && identity === null ? ".notNull()" : "",
    typeof expression === "string" ? defaultText(writing, expression, call, String(type)) : "",
    made ? `.generatedAlwaysAs(${writing.file.sql(sqlTemplate(made.as))})` : "",
    identityText(column),
    isUnique ? ".unique()" : "",
  ];
  return `${property(key)}: ${call}${ends.join("")},`;
}
