// What is declared, as a source.
import { bindWarehouse } from "../model/bind.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import type { Binding } from "../model/variable.ts";
import { fillVariables } from "../model/variable.ts";
import { bindProvenance } from "../review/access/bind-expectations.ts";
import { declare } from "./declared.ts";
import { definersOn } from "./made-routines.ts";
import type { Project } from "./project.ts";
import { readSources } from "./read-sources.ts";
import type { Source } from "./source.ts";

/** What definitions and role files declare. @throws {Refusal} when they cannot be used */
export async function openDeclared(project: Project, binding: Binding): Promise<Source> {
  const { earlier, declarations, before, routines } = await readSources(project);
  const result = declare(project, declarations, before.recorded, [], routines);
  refuseErrors(result.diagnostics);
  const { declared, roleRenames, provenance } = result;
  const fill = (path: readonly string[]) => path.map((name) => fillVariables(name, binding.variables));
  return {
    kind: "declared",
    label: "declared",
    warehouse: bindWarehouse(declared, binding),
    binding,
    tables: {
      revisions: earlier,
      recorded: { state: before.state, warehouse: before.recorded },
      declared: { state: declarations.state, warehouse: declared },
    },
    definers: definersOn(routines, binding),
    provenance: bindProvenance(declared, provenance, binding.variables),
    renames: roleRenames.map(({ kind, from, to }) => ({ kind, from: fill(from), to: fill(to) })),
  };
}
