// Two values of each type that a column may have, as text. Most survive a cast to another type and back.
import type { FillableColumn } from "../database/inspect/fillable-tables.ts";

type Pair = readonly [string, string];

const NUMBERS: Pair = ["1", "2"];
const MOMENTS: Pair = ["2020-01-01 00:00", "2020-01-02 00:00"];
const TIMES: Pair = ["01:00", "02:00"];
const DOCUMENTS: Pair = ['{"a": 1}', '{"a": 2}'];
const NUMBER_RANGES: Pair = ["[1,2)", "[2,3)"];
const MOMENT_RANGES: Pair = ["[2020-01-01,2020-01-02)", "[2020-01-02,2020-01-03)"];

/** By the catalog's name of the type. */
const VALUES: Readonly<Record<string, Pair>> = {
  int2: NUMBERS,
  int4: NUMBERS,
  int8: NUMBERS,
  float4: NUMBERS,
  float8: NUMBERS,
  numeric: NUMBERS,
  money: NUMBERS,
  oid: NUMBERS,
  text: NUMBERS,
  varchar: NUMBERS,
  bpchar: NUMBERS,
  name: NUMBERS,
  char: NUMBERS,
  citext: NUMBERS,
  bool: ["true", "false"],
  date: ["2020-01-01", "2020-01-02"],
  timestamp: MOMENTS,
  timestamptz: MOMENTS,
  time: TIMES,
  timetz: TIMES,
  interval: ["1 day", "2 days"],
  uuid: ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"],
  json: DOCUMENTS,
  jsonb: DOCUMENTS,
  xml: ["<a/>", "<b/>"],
  bytea: ["\\x01", "\\x02"],
  varbit: ["0", "1"],
  inet: ["10.0.0.1", "10.0.0.2"],
  cidr: ["10.0.1.0/24", "10.0.2.0/24"],
  macaddr: ["08:00:2b:01:02:03", "08:00:2b:01:02:04"],
  macaddr8: ["08:00:2b:01:02:03:04:05", "08:00:2b:01:02:03:04:06"],
  point: ["(1,1)", "(2,2)"],
  line: ["{1,1,1}", "{1,1,2}"],
  lseg: ["[(0,0),(1,1)]", "[(0,0),(2,2)]"],
  box: ["(1,1),(0,0)", "(2,2),(0,0)"],
  path: ["[(0,0),(1,1)]", "[(0,0),(2,2)]"],
  polygon: ["((0,0),(1,1))", "((0,0),(2,2))"],
  circle: ["<(0,0),1>", "<(0,0),2>"],
  int4range: NUMBER_RANGES,
  int8range: NUMBER_RANGES,
  numrange: NUMBER_RANGES,
  daterange: MOMENT_RANGES,
  tsrange: MOMENT_RANGES,
  tstzrange: MOMENT_RANGES,
  tsvector: ["a", "b"],
  tsquery: ["a", "b"],
};

function plainValues(type: string, modifier: number, labels: readonly string[]): Pair | undefined {
  const [first, second = first] = labels;
  if (first !== undefined && second !== undefined) return [first, second];
  // bit(3) takes three of them.
  if (type === "bit")
    return ["0".padStart(Math.max(modifier, 1), "0"), "1".padStart(Math.max(modifier, 1), "0")];
  return Object.hasOwn(VALUES, type) ? VALUES[type] : undefined;
}

const inArray = (value: string): string => `{"${value.replaceAll(/["\\]/g, "\\$&")}"}`;

/** Two values that differ where the type has two; undefined for a type that is not known here. */
export function sampleValues({
  base,
  element,
  modifier,
  labels,
}: Pick<FillableColumn, "base" | "element" | "modifier" | "labels">): Pair | undefined {
  const values = plainValues(element ?? base, modifier, labels);
  return values && element !== null ? [inArray(values[0]), inArray(values[1])] : values;
}
