// Trees as the server keeps them (pg_node_tree), read into nodes and lists.

/** A node by its fields; what it is, is under `""`: `VAR`, `QUERY`. */
export interface TreeNode {
  readonly [field: string]: TreeValue;
}

/** A node, a list, or the text between the fields of a node. */
export type TreeValue = TreeNode | readonly TreeValue[] | string;

/** Braces, parentheses, and whatever stands between; a backslash takes the next sign as it is. */
const TOKEN = /[{}()]|(?:\\[\s\S]|[^\s{}()\\])+/g;

const plain = (token: string): string => token.replace(/\\([\s\S])/g, "$1");

/** Reads a tree. @throws {Error} where the text is none */
export function readTree(text: string): TreeValue {
  const tokens = text.match(TOKEN) ?? [];
  let at = 0;
  const list = (): TreeValue[] => {
    const values: TreeValue[] = [];
    while (tokens[at] !== ")") values.push(value());
    at++;
    return values;
  };
  /** What stands behind `:field` until the next one; where that are several words, all of them. A name may begin as a field does. */
  const field = (): TreeValue => {
    const values: TreeValue[] = [value()];
    while (tokens[at] !== "}" && !tokens[at]?.startsWith(":")) values.push(value());
    return values.length === 1 ? (values[0] as TreeValue) : values;
  };
  const node = (): TreeNode => {
    const fields: Record<string, TreeValue> = { "": tokens[at++] ?? "" };
    while (tokens[at] !== "}") {
      const name = tokens[at++];
      if (!name?.startsWith(":")) throw new Error(`no field of a node: ${name}`);
      fields[name.slice(1)] = field();
    }
    at++;
    return fields;
  };
  const value = (): TreeValue => {
    const token = tokens[at++];
    if (token === undefined) throw new Error("a tree ends too early");
    if (token === "{") return node();
    if (token === "(") return list();
    return plain(token);
  };
  return value();
}

/** Whether something is a node. */
export const isNode = (value: TreeValue | undefined): value is TreeNode =>
  typeof value === "object" && !Array.isArray(value);

/** The nodes of a list; none where there is no list. */
export const nodesOf = (value: TreeValue | undefined): readonly TreeNode[] =>
  Array.isArray(value) ? value.filter(isNode) : [];
