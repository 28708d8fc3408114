// Where definitions and role files say something, as far as they can be read now.
import { placeOfRelation } from "../declarations/definitions/annotations.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type Location, Refusal } from "../model/diagnostic.ts";
import { relationKey } from "../model/relation.ts";
import { declare, readDeclarations } from "../sources/declared.ts";
import type { Project } from "../sources/project.ts";

/** What is looked for: keys of the provenance, or else the relation that a path lies in. */
export interface Sought {
  readonly sources: readonly string[];
  readonly path?: readonly string[];
}

/** Where something is said; undefined where no file says it any more. */
export type PlaceOf = (sought: Sought) => Location | undefined;

/** Reads definitions and role files for places only: what is wrong in them is told elsewhere. */
export async function declaredPlaces(project: Project): Promise<PlaceOf> {
  try {
    const declarations = await readDeclarations(project);
    const { provenance } = declare(project, declarations, EMPTY_WAREHOUSE);
    return ({ sources, path: [schema, name] = [] }) => {
      const [said] = sources.flatMap((key) => provenance.get(key) ?? []);
      if (said || schema === undefined || name === undefined) return said;
      return placeOfRelation(declarations.definitions.sources, relationKey({ schema, name }));
    };
  } catch (error) {
    if (error instanceof Refusal) return () => undefined;
    throw error;
  }
}
