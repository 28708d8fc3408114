// The catalog that patterns are matched with: what is defined, what others make, and what of both is sensitive.
import { type KeptCatalog, keptObjects, keptRelations, NO_CATALOG } from "../model/kept-catalog.ts";
import type { RolesContext } from "./declared-access.ts";
import { resolveExternalSchemas, type SchemaEntry, schemaEntries } from "./grants/schema-sections.ts";
import { resolveCleared, resolveSensitive } from "./grants/sensitivity.ts";
import { mergeLists } from "./language/merge-files.ts";
import type { ParsedRolesFile } from "./language/roles-file.ts";
import { type Catalog, type CatalogSource, makeCatalog } from "./objects/catalog.ts";
import type { Report } from "./yaml/placed.ts";

/** The catalog, with what the files of roles add to the definitions. */
interface DeclaredCatalog {
  readonly catalog: Catalog;
  /** The entries of `schemas`. */
  readonly sections: readonly SchemaEntry[];
  readonly externalSchemas: ReadonlySet<string>;
  readonly sensitive: ReadonlySet<string>;
  readonly cleared: ReadonlySet<string>;
}

/** Reads `external` of `schemas`, `sensitive` and `cleared`. */
export function resolveCatalog(
  files: readonly ParsedRolesFile[],
  {
    schemas,
    relations,
    objects,
    existing = NO_CATALOG,
    routines,
    extensions,
    sensitive: annotated,
    withViews = (marked) => marked,
    variables,
  }: RolesContext,
  report: Report,
): DeclaredCatalog {
  const sections = schemaEntries(files);
  const externalSchemas = resolveExternalSchemas(sections, schemas, { variables, report });
  const others: KeptCatalog = new Map([...existing].filter(([schema]) => externalSchemas.has(schema)));
  const source: CatalogSource = {
    schemas: [...schemas, ...externalSchemas],
    externalSchemas,
    relations: [...relations.values(), ...keptRelations(others)],
    objects: [...objects.values(), ...keptObjects(others)],
    routines,
    extensions,
  };
  const definitions = { catalog: makeCatalog(source, annotated), report };
  const marked = resolveSensitive(mergeLists(files, "sensitive"), annotated, definitions);
  const uncleared = withViews(marked, new Set());
  const cleared = resolveCleared(mergeLists(files, "cleared"), marked, uncleared, definitions);
  const sensitive = cleared.size === 0 ? uncleared : withViews(marked, cleared);
  return { catalog: makeCatalog(source, sensitive), sections, externalSchemas, sensitive, cleared };
}
