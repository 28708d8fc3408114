// Roles under another name → ALTER ROLE … RENAME TO.

import type { Condition } from "../../model/condition.ts";
import type { Rename } from "../../model/rename.ts";
import type { Role } from "../../model/role.ts";
import type { Statement } from "../../sql/statement.ts";
import { directed } from "../compare/conditions.ts";

interface Pair {
  readonly from: string;
  readonly to: string;
  readonly when: Condition | undefined;
}

// ALTER ROLE <role> RENAME TO <role>
const renameRole = ({ from, to, when }: Pair): Statement => ({
  kind: "rename role",
  role: from,
  to,
  ...directed(when),
});

/**
 * Roles that are renamed, each as soon as its name is free. Where roles exchange their names, one gives its own up
 * first.
 *
 * @param before the roles under their former names: one that exists somewhere only is renamed there only
 */
export function renderRoleRenames(
  renames: readonly Rename[],
  before: ReadonlyMap<string, Role>,
): Statement[] {
  let pairs = renames.flatMap(({ kind, from: [from], to: [to] }): Pair[] =>
    kind === "role" && from !== undefined && to !== undefined && from !== to
      ? [{ from, to, when: before.get(from)?.when }]
      : [],
  );
  const statements: Statement[] = [];
  while (pairs.length > 0) {
    const taken = new Set(pairs.map(({ from }) => from));
    const [first] = pairs;
    const free = pairs.filter(({ to }) => !taken.has(to));
    if (free.length === 0 && first) {
      const meanwhile = `dwh_rename_${statements.length}`;
      statements.push(renameRole({ ...first, to: meanwhile }));
      pairs = [...pairs.slice(1), { ...first, from: meanwhile }];
    }
    statements.push(...free.map(renameRole));
    pairs = pairs.filter((pair) => !free.includes(pair));
  }
  return statements;
}
