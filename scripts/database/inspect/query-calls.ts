// Which routines a stored query calls, and which relations its WHERE looks at.
import { isNode, nodesOf, type TreeNode, type TreeValue } from "./node-tree.ts";

/** What a stored query needs beside its columns; routines and relations by OID. */
export interface QueryCalls {
  /** By the number of a column, what is called in it alone. */
  readonly inColumn: ReadonlyMap<number, ReadonlySet<number>>;
  /** What is called anywhere else: in FROM, WHERE, GROUP BY. */
  readonly elsewhere: ReadonlySet<number>;
  /** What of that is called in WHERE, and so for changing rows too. */
  readonly inWhere: ReadonlySet<number>;
  /** The relations in subqueries of WHERE. */
  readonly relationsInWhere: ReadonlySet<number>;
}

/** Every node in something. */
function* nodesIn(value: TreeValue | undefined): Generator<TreeNode> {
  if (Array.isArray(value)) for (const one of value) yield* nodesIn(one);
  if (!isNode(value)) return;
  yield value;
  for (const one of Object.values(value)) yield* nodesIn(one);
}

/** The fields of FUNCEXPR, OPEXPR and its like, AGGREF, WINDOWFUNC that say which routine it is. */
const ROUTINE_FIELDS = ["funcid", "opfuncid", "aggfnoid", "winfnoid"];

function oids(nodes: Iterable<TreeNode>, fields: readonly string[]): Set<number> {
  const found = new Set<number>();
  for (const node of nodes) {
    for (const field of fields) if (typeof node[field] === "string") found.add(Number(node[field]));
  }
  return found;
}

const routinesIn = (value: TreeValue | undefined): Set<number> => oids(nodesIn(value), ROUTINE_FIELDS);

const relationsIn = (value: TreeValue | undefined): Set<number> =>
  oids(
    [...nodesIn(value)].filter(({ rtekind }) => rtekind === "0"),
    ["relid"],
  );

/** Reads what a query calls. */
export function readQueryCalls(query: TreeNode): QueryCalls {
  const { targetList, jointree, ...rest } = query;
  const where = isNode(jointree) ? jointree.quals : undefined;
  const inColumn = nodesOf(targetList).map(
    (target) => [Number(target.resno), routinesIn(target.expr), target.resjunk] as const,
  );
  const hidden = inColumn.filter(([, , resjunk]) => resjunk === "true").flatMap(([, found]) => [...found]);
  return {
    inColumn: new Map(
      inColumn.filter(([, , junk]) => junk !== "true").map(([number, found]) => [number, found]),
    ),
    elsewhere: new Set([...hidden, ...routinesIn(jointree), ...routinesIn({ ...rest, "": "" })]),
    inWhere: routinesIn(where),
    relationsInWhere: relationsIn(where),
  };
}
