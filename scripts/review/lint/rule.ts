// What a lint rule is: what it looks at and what it finds.

import type { AclEntry } from "../../model/acl.ts";
import type { Location } from "../../model/diagnostic.ts";
import type { LintCode } from "../../model/diagnostic-codes.ts";
import type { ObjectName } from "../../model/object.ts";
import { entrySource, type Provenance, roleSource } from "../../model/provenance.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** A policy of row level security. */
interface Policy {
  readonly name: string;
  /** The relationKey of its table. */
  readonly table: string;
  readonly roles: readonly string[];
  /** False where the row security of its table is off. */
  readonly isAsked?: boolean;
  readonly at?: Location | undefined;
}

/** What the rules look at: the declared warehouse, and where each part of it is said. */
export interface LintSubject {
  readonly warehouse: Warehouse;
  readonly provenance: Provenance;
  /** Those of the definitions. */
  readonly policies?: readonly Policy[];
}

/** Something that a rule dislikes. */
export interface Finding {
  readonly message: string;
  readonly help: string;
  readonly at?: Location;
}

/** One thing that is allowed, and mostly a mistake. */
export interface LintRule {
  /** Stable: what comments and the configuration name. */
  readonly code: LintCode;
  /** What it looks for, for the docs and `dwh lint --rules`. */
  readonly summary: string;
  /** Whether it is on where the configuration does not say. */
  readonly isOn: boolean;
  find(subject: LintSubject): Finding[];
}

/** The first place of many, as an optional property. */
const placed = (at: Location | undefined): { at?: Location } => (at ? { at } : {});

/** Where a role is declared. */
export function placeOfRole({ provenance }: LintSubject, name: string): { at?: Location } {
  return placed(provenance.get(roleSource(name))?.[0]);
}

/** Where an entry of an ACL is said. */
export function placeOfEntry(
  { provenance }: LintSubject,
  object: ObjectName,
  entry: AclEntry,
): { at?: Location } {
  return placed(provenance.get(entrySource(object, entry))?.[0]);
}
