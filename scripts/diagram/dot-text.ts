// A diagram in the language of Graphviz.
import type { DrawnColumn, DrawnEdge, DrawnRelation, EntityDiagram } from "./entity-diagram.ts";

/** Every letter is as wide, so that room can be told for scripts whose letters Graphviz does not know. */
const FONT = "monospace";
const SIZE = 10;
const COLORS = {
  table: "#dbe7f3",
  view: "#e6e1ee",
  sensitive: "#f6d5cf",
  line: "#8a97a5",
  schema: "#f7f9fb",
  quiet: "#5b6672",
};

/** A table is about as wide as so many of its rows are high. */
const ROWS_WIDE = 13;

/** What XML cannot hold, but for the ends of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: just these are meant
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]/g;

const plain = (text: string): string => text.replaceAll(UNPRINTABLE, " ");

/** Text within a label that is written as HTML. */
const html = (text: string): string =>
  plain(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const quoted = (text: string): string => `"${plain(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** Text that Graphviz looks for `\N` and its like in: all of them stand for themselves. */
const escaped = (text: string): string => text.replaceAll("\\", "\\\\");

/** The value of an attribute that is a text. */
const said = (text: string): string => quoted(escaped(text)).replaceAll("\n", "\\n");

/** The width in points, twice as much for letters that are as wide as high. */
function widthOf(text: string): number {
  const units = [...text].map((letter) =>
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{1f000}-\u{3fffd}]/u.test(
      letter,
    )
      ? 1
      : 0.6,
  );
  return Math.ceil(units.reduce((sum, unit) => sum + unit, 0) * SIZE);
}

/** Attributes of a cell: what it says when pointed at, its colour. */
const attributes = (pairs: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(pairs)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");

/** What is said of a column when it is pointed at. */
function columnTip({ name, type, notNull, sensitive, comment }: DrawnColumn): string {
  const said = `${name} ${type}${notNull ? " NOT NULL" : ""}${sensitive ? ", sensitive" : ""}`;
  return comment === undefined ? said : `${said}\n${comment}`;
}

/** `<TR><TD PORT="c0">id</TD><TD>integer</TD><TD>PK</TD></TR>` */
function columnRow(column: DrawnColumn, index: number): string {
  const cell = (text: string, port?: string) => {
    const own = attributes({
      ALIGN: "LEFT",
      PORT: port,
      WIDTH: widthOf(text) + 6,
      BGCOLOR: column.sensitive ? COLORS.sensitive : undefined,
      TITLE: html(escaped(columnTip(column))).replaceAll("\n", "&#10;"),
      HREF: "#",
    });
    return `<TD${own}>${text === "" ? " " : html(text)}</TD>`;
  };
  const marks = [...column.keys, ...(column.sensitive ? ["sensitive"] : [])].join(" ");
  const type = column.notNull ? column.type : `${column.type}?`;
  return `<TR>${cell(column.name, `c${index}`)}${cell(type)}${cell(marks)}</TR>`;
}

function node(relation: DrawnRelation): string {
  const { key, kind, name, columns, sensitive, comment } = relation;
  const title = `${kind === "table" ? "" : `${kind} `}${name}${sensitive ? ", sensitive" : ""}`;
  const color = sensitive ? COLORS.sensitive : kind === "table" ? COLORS.table : COLORS.view;
  const head = attributes({ COLSPAN: 3, BGCOLOR: color, WIDTH: widthOf(title) + 6 });
  const rows = [`<TR><TD${head}><B>${html(title)}</B></TD></TR>`, ...columns.map(columnRow)];
  const table = attributes({
    BORDER: 0,
    CELLBORDER: 1,
    CELLSPACING: 0,
    CELLPADDING: 3,
    COLOR: COLORS.line,
    BGCOLOR: "white",
  });
  const tip = comment === undefined ? key : `${key}\n${comment}`;
  return `${quoted(key)} [tooltip=${said(tip)}, label=<<TABLE${table}>${rows.join("")}</TABLE>>];`;
}

/** How Graphviz draws the end at the table that is pointed at, and at the one that points. */
function edge(shown: DrawnEdge, portOf: (relation: string, column: string | undefined) => string): string {
  const from = portOf(shown.from, shown.columns[0]);
  const to = portOf(shown.to, shown.columnsTo[0]);
  if (shown.kind === "reads") return `${from} -> ${to} [style=dashed, arrowhead=vee, tooltip="reads"];`;
  const words = `${shown.name}: ${shown.columns.join(", ")} → ${shown.columnsTo.join(", ")}`;
  const ends = `dir=both, arrowtail=${shown.unique ? "teeodot" : "crowodot"}, arrowhead=${shown.optional ? "teeodot" : "teetee"}`;
  return `${from} -> ${to} [${ends}, tooltip=${said(words)}];`;
}

/** Relations in columns, all about as high, so that the whole is about a square. */
function inColumns(relations: readonly DrawnRelation[]): DrawnRelation[][] {
  const rowsOf = ({ columns }: DrawnRelation) => columns.length + 2;
  const heights = relations.map(rowsOf);
  const total = heights.reduce((sum, height) => sum + height, 0);
  const most = Math.max(Math.sqrt(ROWS_WIDE * total), ...heights);
  const found: DrawnRelation[][] = [];
  let height = Number.POSITIVE_INFINITY;
  for (const relation of relations) {
    const own = rowsOf(relation);
    height = height + own > most ? own : height + own;
    if (height === own) found.push([]);
    found.at(-1)?.push(relation);
  }
  return found;
}

/** Edges that are not drawn keep relations that no edge holds in columns. */
function grid(relations: readonly DrawnRelation[], tied: ReadonlySet<string>): string[] {
  const columns = inColumns(relations.filter(({ key }) => !tied.has(key)));
  return columns.flatMap((column, index) => {
    const before = columns[index - 1]?.[0];
    return before ? column.map(({ key }) => `${quoted(before.key)} -> ${quoted(key)} [style=invis];`) : [];
  });
}

/** @returns a graph for `dot`, whose nodes are called like the relations */
export function dotText({ schemas, edges }: EntityDiagram): string {
  const all = new Map(schemas.flatMap(({ relations }) => relations.map((one) => [one.key, one] as const)));
  const portOf = (key: string, column: string | undefined): string => {
    const index = all.get(key)?.columns.findIndex(({ name }) => name === column) ?? -1;
    return index < 0 ? quoted(key) : `${quoted(key)}:c${index}`;
  };
  const tied = new Set(edges.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const clusters = schemas.flatMap(({ name, relations }, index) => [
    `  subgraph cluster_${index} {`,
    `    label=${said(name)}; tooltip=${said(name)}; style=filled; color="${COLORS.schema}"; fontsize=14;`,
    ...[...relations.map(node), ...grid(relations, tied)].map((line) => `    ${line}`),
    "  }",
  ]);
  return [
    "digraph definitions {",
    `  graph [rankdir=LR, pack=24, packmode="clust", nodesep=0.25, ranksep=0.8, fontname=${FONT}, fontcolor="${COLORS.quiet}"];`,
    `  node [shape=plain, fontname=${FONT}, fontsize=${SIZE}];`,
    `  edge [fontname=${FONT}, color="${COLORS.quiet}"];`,
    ...clusters,
    ...edges.map((one) => `  ${edge(one, portOf)}`),
    "}",
    "",
  ].join("\n");
}
