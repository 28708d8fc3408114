import { quoteIdentifier } from "../model/identifier.ts";
import type { Rename } from "../model/rename.ts";

interface Pair {
  readonly from: string;
  readonly to: string;
}

// ALTER ROLE <role> RENAME TO <role>
const renameRole = ({ from, to }: Pair): string =>
  `ALTER ROLE ${quoteIdentifier(from)} RENAME TO ${quoteIdentifier(to)};`;

/**
 * Roles that are renamed, each as soon as its name is free. Where roles exchange their names, one gives its own up
 * first.
 */
export function renderRoleRenames(renames: readonly Rename[]): string[] {
  let pairs = renames.flatMap(({ kind, from: [from], to: [to] }): Pair[] =>
    kind === "role" && from !== undefined && to !== undefined && from !== to ? [{ from, to }] : [],
  );
  const statements: string[] = [];
  while (pairs.length > 0) {
    const taken = new Set(pairs.map(({ from }) => from));
    const [first] = pairs;
    const free = pairs.filter(({ to }) => !taken.has(to));
    if (free.length === 0 && first) {
      const meanwhile = `dwh_rename_${statements.length}`;
      statements.push(renameRole({ from: first.from, to: meanwhile }));
      pairs = [...pairs.slice(1), { from: meanwhile, to: first.to }];
    }
    statements.push(...free.map(renameRole));
    pairs = pairs.filter((pair) => !free.includes(pair));
  }
  return statements;
}
