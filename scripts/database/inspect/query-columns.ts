// Which columns of relations show in the columns of a stored query, and which of them it writes.
import { isNode, nodesOf, readTree, type TreeNode, type TreeValue } from "./node-tree.ts";

/** A column of a relation, both by number; 0 is the whole row. */
export interface ColumnNumber {
  readonly relation: number;
  readonly column: number;
}

/** A column of a stored query. */
interface QueryColumn {
  readonly name: string;
  /** What shows in it. */
  readonly from: readonly ColumnNumber[];
  /** The number of the column that it is, of the only relation in FROM. */
  readonly is?: number;
}

/** A stored query. */
export interface StoredQuery {
  readonly columns: readonly QueryColumn[];
  /** The only relation in FROM, where there is one. */
  readonly only?: number;
  /** The whole of it. */
  readonly node: TreeNode;
}

/** What a range table has, by RTEKind of the server. */
const KIND = { relation: "0", subquery: "1", join: "2", cte: "6", group: "9" } as const;

/** EXISTS shows nothing of its subquery. */
const EXISTS_SUBLINK = "0";

const numberOf = (value: TreeValue | undefined): number => (typeof value === "string" ? Number(value) : 0);

/** A query within those around it, itself first. */
type Levels = readonly TreeNode[];

const targetsOf = (query: TreeNode): readonly TreeNode[] =>
  nodesOf(query.targetList).filter((target) => target.resjunk !== "true");

/** Follows columns down to the relations that they come from. */
class ColumnTrace {
  readonly found = new Map<string, ColumnNumber>();
  /** What is being followed: a recursive query comes back to itself. */
  private readonly seen = new Set<string>();
  private readonly numbers = new Map<TreeNode, number>();

  private once(node: TreeNode, column: number): boolean {
    const number = this.numbers.get(node) ?? this.numbers.size;
    this.numbers.set(node, number);
    const key = `${number} ${column}`;
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }

  /** A column of a query; all of them for 0. */
  private column(query: TreeNode, column: number, around: Levels): void {
    if (!this.once(query, column)) return;
    const levels = [query, ...around];
    // UNION and the like: the target list says the columns of the first part only.
    const parts = isNode(query.setOperations)
      ? nodesOf(query.rtable).filter(({ rtekind }) => rtekind === KIND.subquery)
      : [];
    for (const { subquery } of parts) if (isNode(subquery)) this.column(subquery, column, levels);
    if (parts.length > 0) return;
    for (const target of targetsOf(query)) {
      if (column === 0 || numberOf(target.resno) === column) this.value(target.expr, levels);
    }
  }

  private named(name: TreeValue | undefined, up: number, column: number, levels: Levels): void {
    const [query, ...around] = levels.slice(up);
    const cte = nodesOf(query?.cteList).find(({ ctename }) => ctename === name);
    if (query && isNode(cte?.ctequery)) this.column(cte.ctequery, column, [query, ...around]);
  }

  private variable({ varno, varattno, varlevelsup }: TreeNode, levels: Levels): void {
    const around = levels.slice(numberOf(varlevelsup));
    const entry = nodesOf(around[0]?.rtable)[numberOf(varno) - 1];
    const column = numberOf(varattno);
    if (!entry || column < 0) return;
    const ofList = (list: TreeValue | undefined) => {
      const values = Array.isArray(list) ? list : [];
      for (const value of column === 0 ? values : values.slice(column - 1, column)) this.value(value, around);
    };
    if (entry.rtekind === KIND.relation) {
      const relation = numberOf(entry.relid);
      this.found.set(`${relation} ${column}`, { relation, column });
    } else if (entry.rtekind === KIND.subquery && isNode(entry.subquery)) {
      this.column(entry.subquery, column, around);
    } else if (entry.rtekind === KIND.join) ofList(entry.joinaliasvars);
    else if (entry.rtekind === KIND.group) ofList(entry.groupexprs);
    else if (entry.rtekind === KIND.cte)
      this.named(entry.ctename, numberOf(entry.ctelevelsup), column, around);
    // Functions and VALUES in FROM: whatever they are made of.
    else if (this.once(entry, column)) this.value({ ...entry, "": "" }, around);
  }

  /** Everything that shows in an expression. */
  value(value: TreeValue | undefined, levels: Levels): void {
    if (Array.isArray(value)) for (const one of value) this.value(one, levels);
    if (!isNode(value)) return;
    if (value[""] === "VAR") this.variable(value, levels);
    else if (value[""] === "QUERY") this.column(value, 0, levels);
    else if (value[""] === "SUBLINK" && value.subLinkType === EXISTS_SUBLINK) return;
    else for (const one of Object.values(value)) this.value(one, levels);
  }
}

/** The index in the range table of the only relation in FROM. */
function onlyEntry({ jointree }: TreeNode): number | undefined {
  const from = isNode(jointree) ? nodesOf(jointree.fromlist) : [];
  return from.length === 1 && from[0]?.[""] === "RANGETBLREF" ? numberOf(from[0].rtindex) : undefined;
}

/** Reads the action of a view's rule. @throws {Error} where it is of no form that is known */
export function readStoredQuery(action: string): StoredQuery {
  const [query] = nodesOf(readTree(action));
  if (query?.[""] !== "QUERY") throw new Error("the action of a view's rule is no query");
  const index = onlyEntry(query);
  const entry = index === undefined ? undefined : nodesOf(query.rtable)[index - 1];
  const only = entry?.rtekind === KIND.relation ? numberOf(entry.relid) : undefined;
  const columns = targetsOf(query).map((target): QueryColumn => {
    const trace = new ColumnTrace();
    const { expr } = target;
    if (isNode(query.setOperations)) trace.value({ ...query, "": "QUERY", targetList: [target] }, []);
    else trace.value(expr, [query]);
    const isOwn = only !== undefined && isNode(expr) && expr[""] === "VAR" && numberOf(expr.varno) === index;
    const column = isOwn ? numberOf(expr.varattno) : 0;
    const name = typeof target.resname === "string" ? target.resname : "";
    return { name, from: [...trace.found.values()], ...(column > 0 && { is: column }) };
  });
  return { columns, ...(only !== undefined && { only }), node: query };
}
