// Built into drizzle-kit (see build-kit.mjs): finds by a key what it finds by looking at everything, with the same answers.

/** `[schema, table]` of a row or a filter. */
const tableKey = ({ schema, table }) => JSON.stringify([schema, table]);

/** By the store of a state and a type of rows (or all): the rows of each table, in order. */
const known = new WeakMap();

/**
 * The rows among which those are that a filter asks for: where it names a table, those of that table.
 *
 * @param scope gives all rows
 */
export function rowsOf(store, type, scope, where) {
  if (typeof where?.schema !== "string" || typeof where.table !== "string") return scope();
  if (!known.has(store)) known.set(store, new Map());
  const byType = known.get(store);
  if (!byType.has(type)) byType.set(type, grouped(scope()));
  return byType.get(type).get(tableKey(where)) ?? [];
}

function grouped(rows) {
  const groups = new Map();
  for (const row of rows) put(groups, row);
  return groups;
}

function put(groups, row) {
  const key = tableKey(row);
  const group = groups.get(key);
  if (group) group.push(row);
  else groups.set(key, [row]);
}

/** Functions that change a store, after which its rows are put together anew. */
export function changing(store, functions) {
  const forgetting =
    (run) =>
    (...given) => {
      try {
        return run(...given);
      } finally {
        known.delete(store);
      }
    };
  return Object.fromEntries(Object.entries(functions).map(([name, run]) => [name, forgetting(run)]));
}

/** The function that puts a row into a store: what is new stands behind all others of its type. */
export const adding = (store, type, push) => (row, uniques) => {
  const own = type ?? row.entityType;
  const size = store.get(own)?.size ?? 0;
  const result = push(row, uniques);
  const groups = known.get(store)?.get(own);
  known.get(store)?.delete(undefined);
  if (result.status === "OK" && groups) {
    if (store.get(own).size > size) put(groups, result.data);
    else known.delete(store);
  }
  return result;
};

/** Numbers the groups of rows by schema and table; -1 where a row is the first of its group. */
export function groupNumbers() {
  const numbers = new Map();
  return (row) => {
    const key = tableKey(row);
    const number = numbers.get(key);
    if (number !== undefined) return number;
    numbers.set(key, numbers.size);
    return -1;
  };
}
