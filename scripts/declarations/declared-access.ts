/** What definitions give to role files, and what those make of it. */
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import type { Location } from "../model/diagnostic.ts";
import type { Expectation } from "../model/expectation.ts";
import type { KeptCatalog } from "../model/kept-catalog.ts";
import type { KnownRoutines } from "../model/known-routines.ts";
import type { ObjectName } from "../model/object.ts";
import type { Provenance } from "../model/provenance.ts";
import type { Relation } from "../model/relation.ts";
import type { AllowedVariables } from "../model/variable.ts";
import type { SnapshotCollection, Warehouse } from "../model/warehouse.ts";

/** What the files of roles refer to. */
export interface RolesContext {
  /** Those that the definitions make or put relations into. */
  readonly schemas: ReadonlySet<string>;
  /** By relationKey. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** Sequences and types that the definitions make beside relations, by objectKey. */
  readonly objects: ReadonlyMap<string, ObjectName>;
  /** What others make in schemas that the files call external, as far as the project keeps it. */
  readonly existing?: KeptCatalog;
  /** Those that the SQL of revisions makes, and those of them whose arguments cannot be told. */
  readonly routines?: KnownRoutines | undefined;
  /** By name, those that there are and what is known to belong to them. */
  readonly extensions?: Warehouse["extensionMembers"] | undefined;
  /** Which table points at which, by their paths. */
  readonly foreignKeys?: readonly { readonly from: readonly string[]; readonly to: readonly string[] }[];
  /** Relation keys and paths of columns that the definitions mark. */
  readonly sensitive: ReadonlySet<string>;
  /** Adds the views that are made of something sensitive, but for those that are cleared. */
  readonly withViews?:
    | ((sensitive: ReadonlySet<string>, cleared: ReadonlySet<string>) => ReadonlySet<string>)
    | undefined;
  readonly variables: AllowedVariables;
}

/** What becomes of a role that goes. */
export interface Departure {
  /** Who gets what it owns; a role that owns something and has no heir is not dropped: the revision fails. */
  readonly reassignOwnedTo?: string;
  readonly at: Location;
}

/** A role that was called otherwise before. */
export interface RoleRename {
  readonly from: string;
  readonly to: string;
}

/** A role that a template made. */
export interface MadeRole {
  readonly name: string;
  /** The template, and what it was called before where the files say so. */
  readonly templates: readonly string[];
  readonly schema: string;
  readonly level: string;
}

/** What only definitions say; the rest of the declared warehouse is said by role files. */
type DefinedCollection =
  | SnapshotCollection
  | "comments"
  | "distributions"
  | "sqlObjects"
  | "keptSequences"
  | "viewReads";

/**
 * The declared warehouse but for what definitions alone say of it: what the files of roles say, with all names
 * resolved, and what they say beside it. `sensitive` are those of the definitions and those of the files.
 */
export interface DeclaredAccess extends Omit<Warehouse, DefinedCollection> {
  /** Keys of relations that may be shown though they are made of something sensitive. */
  readonly cleared: ReadonlySet<string>;
  /** The keys of `access_roles`, and what they were called before. */
  readonly templates: ReadonlySet<string>;
  /** Every `renamed_from`, of roles and of what templates make; most were applied long ago. */
  readonly renames: readonly RoleRename[];
  readonly accessRoles: readonly MadeRole[];
  /** Roles that may go. */
  readonly removed: ReadonlyMap<string, Departure>;
  readonly expectations: readonly Expectation[];
  readonly provenance: Provenance;
}

/** Where nothing is declared. */
export const NO_ACCESS: DeclaredAccess = {
  ...EMPTY_WAREHOUSE,
  cleared: new Set(),
  templates: new Set(),
  renames: [],
  accessRoles: [],
  removed: new Map(),
  expectations: [],
  provenance: new Map(),
};
