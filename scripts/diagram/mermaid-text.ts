// A diagram in the language of Mermaid, as GitHub and GitLab draw it within Markdown.
import type { DrawnColumn, DrawnEdge, DrawnRelation, EntityDiagram } from "./entity-diagram.ts";

/** Text in double quotes, which nothing escapes there. */
const quoted = (text: string): string => `"${text.replaceAll('"', "'").replaceAll(/\s+/g, " ")}"`;

/** The name of an entity, in which Mermaid takes neither percent signs nor backslashes. */
const entity = (key: string): string => quoted(key.replaceAll("%", "％").replaceAll("\\", "＼"));

/** One word of an attribute: what Mermaid does not take there is an underline, and a key's mark is no name. */
function word(text: string): string {
  const written = text.replaceAll(/[^A-Za-z0-9_()[\]\u00c0-\uffff-]/g, "_");
  return /^[A-Za-z_\u00c0-\uffff]/.test(written) && !/^[pfu]k(?![A-Za-z0-9_])/i.test(written)
    ? written
    : `_${written}`;
}

const MARKS = { PK: "PK", FK: "FK", UQ: "UK" } as const;

/** `integer id PK "Number of the user"` */
function attribute({ name, type, notNull, keys, sensitive, comment }: DrawnColumn): string {
  const said = [
    ...(word(name) === name ? [] : [name]),
    ...(word(type) === type.replaceAll(" ", "_") ? [] : [type]),
    ...(notNull ? [] : ["nullable"]),
    ...(sensitive ? ["sensitive"] : []),
    ...(comment === undefined ? [] : [comment]),
  ];
  const marks = keys.map((key) => MARKS[key]).join(", ");
  const parts = [word(type), word(name), marks, said.length === 0 ? "" : quoted(said.join("; "))];
  return parts.filter((part) => part !== "").join(" ");
}

const entityLines = ({ key, columns }: DrawnRelation): string[] =>
  columns.length === 0
    ? [`  ${entity(key)}`]
    : [`  ${entity(key)} {`, ...columns.map((column) => `    ${attribute(column)}`), "  }"];

/** `"SHOP.user" ||--o{ "SHOP.order" : "order_user_id_fkey"`: the one that is pointed at stands first. */
function relationship({ kind, from, to, name, optional, unique }: DrawnEdge): string {
  if (kind === "reads") return `  ${entity(to)} ||..o{ ${entity(from)} : "is read by"`;
  return `  ${entity(to)} ${optional ? "|o" : "||"}--${unique ? "o|" : "o{"} ${entity(from)} : ${quoted(name)}`;
}

/** @returns an `erDiagram` */
export function mermaidText({ schemas, edges }: EntityDiagram): string {
  const entities = schemas.flatMap(({ relations }) => relations.flatMap(entityLines));
  return ["erDiagram", ...entities, ...edges.map(relationship), ""].join("\n");
}
