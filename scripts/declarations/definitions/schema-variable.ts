// `variable()`: a deploy variable in the name of a schema.
import { VARIABLE_NAME } from "../../model/variable.ts";

/**
 * A deploy variable as a part of a name: `pgSchema(variable("crmp"))`, or `` pgSchema(`${variable("env")}_crm`) `` for a
 * part of it. The revisions carry it, and each target says its value: the same history is applied to schemas of
 * different names. `migrations.schema` of drizzle.config.ts may have it too.
 *
 * @param name a key of `warehouse.variables` in drizzle.config.ts
 * @throws {Error} where that can be no name of a variable
 */
export function variable<Name extends string>(name: Name): `\${${Name}}` {
  if (!VARIABLE_NAME.test(name))
    throw new Error(`${JSON.stringify(name)} can be no variable: it has letters, digits and underscores`);
  return `\${${name}}`;
}
