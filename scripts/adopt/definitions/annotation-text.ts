// What Drizzle has no place for beside a table: its annotation.
import type { Comment } from "../../model/comment.ts";
import { displayPath } from "../../model/identifier.ts";
import { property } from "./code-names.ts";
import type { Writing } from "./column-text.ts";
import type { Exported } from "./database-parts.ts";
import { type FoundPartitioning, partitioningText } from "./partition-text.ts";

/** What annotations are made of. */
export interface Annotated {
  readonly comments: readonly Comment[];
  /** Relation keys and paths of columns. */
  readonly sensitive: ReadonlySet<string>;
  /** By displayPath. */
  readonly partitioned: ReadonlyMap<string, FoundPartitioning>;
  /** Tables whose policies hold for their owners too, by displayPath. */
  readonly forced: ReadonlySet<string>;
}

/** `comment: "…"`, `sensitive: true` */
const wordsOf = (comment: Comment | undefined, isSensitive: boolean): string[] => [
  ...(comment ? [`comment: ${JSON.stringify(comment.text)}`] : []),
  ...(isSensitive ? ["sensitive: true"] : []),
];

/** annotate(order, { comment: "…", columns: { price: { comment: "…", sensitive: true } } }); */
export function annotationText(
  { file }: Writing,
  own: Exported,
  path: readonly string[],
  { comments, sensitive, partitioned, forced }: Annotated,
): string[] {
  const found = partitioned.get(displayPath(path));
  const columnOf = (name: string) => `${own.name}.${own.columns.get(name) ?? name}`;
  if (found) file.library("partitionBy");
  if (found && [...found.partitions.values()].some((text) => text.includes("sql`"))) file.sql("");
  const ofTable = wordsOf(
    comments.find(({ object }) => object.kind === "table"),
    sensitive.has(displayPath(path)),
  );
  const ofColumns = [...own.columns].flatMap(([name, key]) => {
    const comment = comments.find(({ object }) => object.kind === "column" && object.path[2] === name);
    const words = wordsOf(comment, sensitive.has(displayPath([...path, name])));
    return words.length === 0 ? [] : [`${property(key)}: { ${words.join(", ")} }`];
  });
  const said = [
    ...ofTable.map((word) => `  ${word},\n`),
    ...(found ? [`  ${partitioningText(found, columnOf)},\n`] : []),
    ...(forced.has(displayPath(path)) ? ["  forceRowSecurity: true,\n"] : []),
    ...(ofColumns.length > 0
      ? [`  columns: {\n${ofColumns.map((line) => `    ${line},\n`).join("")}  },\n`]
      : []),
  ];
  return said.length === 0 ? [] : [`${file.library("annotate")}(${own.name}, {\n${said.join("")}});`];
}
