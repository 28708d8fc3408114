// PostgreSQL's types → the functions of drizzle-orm that stand for them in definitions.

/** A call that makes a column, and what it imports from drizzle-orm/pg-core. */
interface TypeWords {
  readonly name: string;
  /** The argument behind the column's name; none where it is empty. */
  readonly config: string;
}

/** Types that drizzle-orm has by another name, or by their own, without modifiers. */
const PLAIN: Readonly<Record<string, readonly [name: string, config?: string]>> = {
  smallint: ["smallint"],
  integer: ["integer"],
  bigint: ["bigint", '{ mode: "bigint" }'],
  smallserial: ["smallserial"],
  serial: ["serial"],
  bigserial: ["bigserial", '{ mode: "bigint" }'],
  boolean: ["boolean"],
  real: ["real"],
  "double precision": ["doublePrecision"],
  numeric: ["numeric"],
  text: ["text"],
  "character varying": ["varchar"],
  uuid: ["uuid"],
  json: ["json"],
  jsonb: ["jsonb"],
  bytea: ["bytea"],
  inet: ["inet"],
  cidr: ["cidr"],
  macaddr: ["macaddr"],
  macaddr8: ["macaddr8"],
  point: ["point"],
  line: ["line"],
  date: ["date"],
  interval: ["interval"],
  "timestamp without time zone": ["timestamp"],
  "timestamp with time zone": ["timestamp", "{ withTimezone: true }"],
  "time without time zone": ["time"],
  "time with time zone": ["time", "{ withTimezone: true }"],
};

/** Types with modifiers, as `format_type` prints them. */
const FORMS: readonly (readonly [form: RegExp, words: (match: readonly string[]) => TypeWords])[] = [
  [/^character varying\((\d+)\)$/, ([, length]) => ({ name: "varchar", config: `{ length: ${length} }` })],
  [/^character\((\d+)\)$/, ([, length]) => ({ name: "char", config: `{ length: ${length} }` })],
  [/^bit\((\d+)\)$/, ([, length]) => ({ name: "bit", config: `{ dimensions: ${length} }` })],
  [/^numeric\((\d+),0\)$/, ([, precision]) => ({ name: "numeric", config: `{ precision: ${precision} }` })],
  [
    /^numeric\((\d+),(\d+)\)$/,
    ([, precision, scale]) => ({ name: "numeric", config: `{ precision: ${precision}, scale: ${scale} }` }),
  ],
  [
    /^(time|timestamp)\((\d)\) (with|without) time zone$/,
    ([, name = "", precision, zone]) => ({
      name,
      config: `{ precision: ${precision}${zone === "with" ? ", withTimezone: true" : ""} }`,
    }),
  ],
  [
    /^interval(?: ([a-z ]+?))?(?:\((\d)\))?$/,
    ([, fields, precision]) => ({
      name: "interval",
      config: `{ ${[fields && `fields: "${fields}"`, precision && `precision: ${precision}`].filter(Boolean).join(", ")} }`,
    }),
  ],
];

/** The functions of the types without modifiers. */
export const TYPE_FUNCTIONS: readonly string[] = Object.values(PLAIN).map(([name]) => name);

/** The function for a type; undefined where drizzle-orm has none and a type of one's own stands for it. */
export function typeWords(type: string): TypeWords | undefined {
  const [name, config = ""] = PLAIN[type] ?? [];
  if (name !== undefined) return { name, config };
  for (const [form, words] of FORMS) {
    const match = form.exec(type);
    if (match) return words(match);
  }
  return undefined;
}
