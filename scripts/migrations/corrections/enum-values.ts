// Enums that lose values, or get one that is used at once.
import { displayPath, quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import type { KitColumn, KitEntity } from "../kit/kit-state.ts";
import { type Change, pairs } from "./change.ts";
import type { Corrections } from "./correction.ts";
import { expressionsOf, mentions } from "./dependents.ts";
import { alterColumn } from "./sequences-of-columns.ts";

const valuesOf = ({ values }: KitEntity): readonly string[] => values as readonly string[];

/** The labels that an enum loses. */
export const removedLabels = ({ from, to }: { readonly from: KitEntity; readonly to: KitEntity }): string[] =>
  valuesOf(from).filter((value) => !valuesOf(to).includes(value));

/** Whether the values stand in the other list, in their order. */
function isPart(values: readonly string[], all: readonly string[]): boolean {
  let at = -1;
  return values.every((value) => {
    at = all.indexOf(value, at + 1);
    return at >= 0;
  });
}

/** Whether a default has one of the labels: `'new'`, `'{new,old}'`. */
function hasLabel(expression: unknown, labels: readonly string[]): boolean {
  if (typeof expression !== "string") return false;
  const [, list = ""] = /^'\{(.*)\}'/.exec(expression) ?? [];
  const members = list.split(",").map((member) => member.replace(/^"(.*)"$/, "$1"));
  return labels.some((label) => expression.includes(quoteLiteral(label)) || members.includes(label));
}

/** Whether an expression of the state after has a value that comes now, beside the type or a column of it. */
function usesAtOnce(
  { from, to }: { from: KitEntity; to: KitEntity },
  { to: state, objectTexts = [] }: Change,
): boolean {
  const fresh = valuesOf(to).filter((value) => !valuesOf(from).includes(value));
  if (fresh.length === 0) return false;
  const columns = state.ddl.filter(
    ({ entityType, type, typeSchema }) =>
      entityType === "columns" && type === to.name && (typeSchema ?? "public") === (to.schema ?? "public"),
  );
  const names = [to.name, ...columns.map(({ name }) => name)];
  return (
    columns.some(({ default: given }) => hasLabel(given, fresh)) ||
    objectTexts.some((text) => hasLabel(text, fresh) && mentions(text, to.name)) ||
    state.ddl.some((entity) =>
      expressionsOf(entity).some(
        (text) => hasLabel(text, fresh) && names.some((name) => mentions(text, name)),
      ),
    )
  );
}

/** The enums that are made again, by the path that they have afterwards, since they lose a value or use a new one. */
export function remadeEnums(change: Change): ReadonlyMap<string, { from: KitEntity; to: KitEntity }> {
  const remade = pairs(change, "enums").filter(
    (pair) => !isPart(valuesOf(pair.from), valuesOf(pair.to)) || usesAtOnce(pair, change),
  );
  return new Map(remade.map((pair) => [displayPath([pair.to.schema ?? "public", pair.to.name]), pair]));
}

/** A value that comes by ALTER TYPE … ADD VALUE cannot be used in the same transaction: the type is made again. */
export function correctEnums(change: Change, corrections: Corrections): void {
  for (const pair of remadeEnums(change).values()) {
    if (!isPart(valuesOf(pair.from), valuesOf(pair.to))) continue;
    const { schema = "public", name } = pair.to;
    const path = quotePath([schema, name]);
    const columns = change.to.ddl.filter(
      (entity): entity is KitColumn =>
        entity.entityType === "columns" && entity.typeSchema === schema && entity.type === name,
    );
    const labels = valuesOf(pair.to).map(quoteLiteral);
    const array = ({ dimensions }: KitColumn) => (dimensions > 0 ? "[]" : "");
    corrections.unsaid.from.set(pair.from, { values: valuesOf(pair.to) });
    corrections.behind.push(
      ...columns.map((column) => `${alterColumn(column)} SET DATA TYPE text${array(column)};`),
      `DROP TYPE ${path};`,
      `CREATE TYPE ${path} AS ENUM(${labels.join(", ")});`,
      ...columns.map((column) => {
        const type = `${path}${array(column)}`;
        return `${alterColumn(column)} SET DATA TYPE ${type} USING ${quoteIdentifier(column.name)}::${type};`;
      }),
    );
  }
}
