// In what two sources differ, in words: tables with the lines that declare them, access, and comments.

import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import type { Comment } from "../model/comment.ts";
import { displayPath, splitPath } from "../model/identifier.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import type { StructureDifference } from "../prove/structure-differences.ts";
import { COMPARED, describeDifference } from "../review/differences.ts";
import { declaredPlaces } from "../sources/declared-places.ts";
import type { Project } from "../sources/project.ts";
import type { Source } from "../sources/source.ts";
import { compareRecorded, withoutHeirs } from "./compare-recorded.ts";
import { compareTables, type TableDifference } from "./compare-tables.ts";
import type { DriftItem } from "./drift-items.ts";
import { declaredMakers, withoutMadeComments } from "./made-by-creators.ts";
import { pathOfObject } from "./structure-names.ts";
import { structureText } from "./structure-text.ts";

/** One thing in which two sources differ. */
export type SourceItem = DriftItem & { readonly area: "structure" | "access" };

/** A source as it counts: access to partitions and heirs, and comments on what comes and goes by itself, do not. */
function counting(source: Source, other: Source, { heirs }: TableDifference): Source {
  if (source.kind !== "live") return source;
  const own = withoutHeirs(source.warehouse, heirs);
  const { comments } =
    other.kind === "live" ? own : withoutMadeComments(own, other.warehouse, declaredMakers(other.warehouse));
  return { ...source, warehouse: { ...own, comments } };
}

/** A column, or what stands or falls as one, that only one side has; undefined of all else. */
function wholePath(difference: StructureDifference): readonly string[] | undefined {
  const { object, relation, kind } = difference;
  if (kind === "differs") return undefined;
  const [, column] = /^column (.*)$/s.exec(object) ?? [];
  if (column !== undefined) return splitPath(column);
  return relation === undefined || object === `relation ${relation}` ? pathOfObject(difference) : undefined;
}

/** Sentences about access and comments. Nothing is said of comments on what only one side has. */
function accessTexts(from: Source, to: Source, tables: TableDifference): string[] {
  const { difference } = compareRecorded(counting(from, to, tables), counting(to, from, tables));
  const wholes = new Set(tables.differences.map((one) => displayPath(wholePath(one) ?? [])));
  const isTold = ({ object: { path } }: Comment) =>
    !path.some((_, index) => wholes.has(displayPath(path.slice(0, index + 1))));
  const { added, removed } = difference.comments;
  const comments = { added: added.filter(isTold), removed: removed.filter(isTold) };
  return describeDifference({ ...difference, comments }, COMPARED);
}

/** Sentences about SQL objects of two sources of which none is a server: that knows more of them than was declared. */
function objectTexts(from: Source, to: Source): string[] {
  if (from.kind === "live" || to.kind === "live") return [];
  const [one, other] = [from, to].map(({ warehouse: { sqlObjects } }) => ({
    ...EMPTY_WAREHOUSE,
    sqlObjects,
  }));
  return describeDifference(diffWarehouses(one ?? EMPTY_WAREHOUSE, other ?? EMPTY_WAREHOUSE, []), COMPARED);
}

/**
 * Compares two sources, tables and access, and says a sentence of each thing in which the second is not as the first.
 *
 * @throws {Refusal} where the scratch server cannot be had, or does not take what is declared
 */
export async function sourceItems(
  project: Project,
  from: Source,
  to: Source,
  onStep?: (text: string) => void,
): Promise<SourceItem[]> {
  const tables = await compareTables(project, from, to, onStep);
  const words = {
    extra: "is there as well",
    differs: `differs: in ${to.label} it is`,
    beside: `in ${from.label}`,
  };
  const declared = [from, to].find(({ kind }) => kind === "declared");
  const isTold = declared !== undefined && tables.differences.length > 0;
  const places = isTold ? await declaredPlaces(project, declared.binding.variables) : undefined;
  const structure = tables.differences.map((difference): SourceItem => {
    const text = structureText(difference, tables.lines.get(difference.object) ?? difference.fresh, words);
    const at = places?.definition(pathOfObject(difference) ?? []);
    return { area: "structure", text, ...(at && { at }) };
  });
  return [
    ...structure,
    ...objectTexts(from, to).map((text): SourceItem => ({ area: "structure", text })),
    ...accessTexts(from, to, tables).map((text): SourceItem => ({ area: "access", text })),
  ];
}
