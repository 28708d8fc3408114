// The relation that a statement is about.
import { inSchema, type Path } from "./sql-target.ts";
import type { Statement } from "./statement.ts";

function pathOf(statement: Statement): Path | undefined {
  if (statement.kind === "make") return statement.on ?? statement.path;
  if (statement.kind === "make index") return statement.on;
  if (statement.kind === "drop") return statement.on ?? statement.targets[0]?.path;
  return statement.kind === "alter object" ? (statement.on ?? statement.target.path) : undefined;
}

/** The relation that a statement makes, drops or alters, or on which what it makes lies, with its schema. */
export function relationOf(statement: Statement): { schema: string; name: string } | undefined {
  const path = pathOf(statement);
  if (path === undefined) return undefined;
  const [schema, name] = inSchema(path);
  return { schema, name };
}
