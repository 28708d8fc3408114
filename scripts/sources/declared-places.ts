// Where definitions and role files say something, as far as they can be read now.
import { placeOfDefined } from "../declarations/definitions/annotations.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type Location, Refusal } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import type { Provenance } from "../model/provenance.ts";
import type { Variables } from "../model/variable.ts";
import { bindProvenance } from "../review/access/bind-expectations.ts";
import { declare, readDeclarations } from "./declared.ts";
import type { Project } from "./project.ts";

/** Where things are declared. */
export interface DeclaredPlaces {
  readonly provenance: Provenance;
  /** Of a schema, of what lies in one, or of what is a part of that; undefined where no file defines it any more. */
  readonly definition: (path: readonly string[]) => Location | undefined;
}

const NOWHERE: DeclaredPlaces = { provenance: new Map(), definition: () => undefined };

/**
 * Reads definitions and role files for places only: what is wrong in them is told elsewhere.
 *
 * @param variables those of a target, whose names are asked for; templates without
 */
export async function declaredPlaces(project: Project, variables?: Variables): Promise<DeclaredPlaces> {
  try {
    const declarations = await readDeclarations(project);
    const { declared, provenance } = declare(project, declarations, EMPTY_WAREHOUSE);
    return {
      provenance: variables ? bindProvenance(declared, provenance, variables) : provenance,
      definition: (path) =>
        path.length === 0
          ? undefined
          : placeOfDefined(declarations.definitions.sources, displayPath(path.slice(0, 2))),
    };
  } catch (error) {
    if (error instanceof Refusal) return NOWHERE;
    throw error;
  }
}
