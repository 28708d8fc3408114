// A trigger as a definition file says it: `pgTrigger(orders, "touch", { … })`.
import type { LiveSqlObject, LiveTrigger } from "../../database/inspect/live-sql-objects.ts";
import { type ObjectWriting, options, quoted, text } from "./call-text.ts";
import { sqlTemplate } from "./code-names.ts";

type FoundTrigger = Extract<LiveSqlObject, { readonly kind: "trigger" }>;

/** The bits of `tgtype`. */
const BITS = { row: 1, before: 2, insert: 4, delete: 8, update: 16, truncate: 32, insteadOf: 64 } as const;
const EVENTS = ["insert", "update", "delete", "truncate"] as const;

/** `'a', 'it''s'` → the texts; undefined where one is written otherwise. */
function literals(list: string): string[] | undefined {
  const whole = /^(?:'(?:[^'\\]|'')*'(?:, )?)*$/.test(list);
  const found = list.match(/'(?:[^']|'')*'/g) ?? [];
  return whole ? found.map((one) => one.slice(1, -1).replaceAll("''", "'")) : undefined;
}

/** The call; undefined where it says something that there are no words for. */
export function triggerText(object: FoundTrigger, writing: ObjectWriting): string | undefined {
  const { schema, relation, name, comment } = object;
  const facts: LiveTrigger = object.facts;
  const table = writing.relation(schema, relation ?? "");
  const [, execute, given = ""] =
    /EXECUTE (?:FUNCTION|PROCEDURE) (.*?)\((.*)\)$/s.exec(facts.definition) ?? [];
  const args = literals(given);
  const columns = (facts.columns ?? []).map((column) => writing.column(schema, relation ?? "", column));
  if (table === undefined || execute === undefined || args === undefined || columns.includes(undefined))
    return undefined;
  const has = (bit: keyof typeof BITS) => (facts.type & BITS[bit]) !== 0;
  const timing = has("insteadOf") ? "insteadOf" : has("before") ? "before" : "after";
  const events = EVENTS.filter(has).map(quoted);
  const [, when] = / WHEN \((.*)\) EXECUTE (?:FUNCTION|PROCEDURE) /s.exec(facts.definition) ?? [];
  const rows = [
    ...(facts.old === null ? [] : [`old: ${quoted(facts.old)}`]),
    ...(facts.new === null ? [] : [`new: ${quoted(facts.new)}`]),
  ];
  return `${writing.library("pgTrigger")}(${table}, ${quoted(name)}, ${options([
    [timing, events.length === 1 ? events[0] : `[${events.join(", ")}]`],
    ["of", columns.length === 0 ? undefined : `[${columns.join(", ")}]`],
    ["forEach", has("row") ? undefined : quoted("statement")],
    ["referencing", rows.length === 0 ? undefined : `{ ${rows.join(", ")} }`],
    ["when", when === undefined ? undefined : writing.sql(sqlTemplate(when))],
    ["execute", quoted(execute)],
    ["arguments", args.length === 0 ? undefined : JSON.stringify(args)],
    ["constraint", facts.constraint === "" ? "true" : text(facts.constraint)],
    ["enabled", text(facts.enabled)],
    ["comment", text(comment)],
  ])})`;
}
