// What the entries of role files are resolved with.
import type { Condition } from "../../model/condition.ts";
import type { Location } from "../../model/diagnostic.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import type { NamingContext } from "../objects/catalog.ts";
import type { Level } from "../objects/levels.ts";
import type { Placed } from "../yaml/placed.ts";

/** While it is not known yet which roles there are. */
export interface EntryContext extends NamingContext {
  readonly levels: ReadonlyMap<string, Level>;
  /** Where each level is declared. */
  readonly levelPlaces: ReadonlyMap<string, Location>;
  readonly variables: AllowedVariables;
}

/** All that conditions are resolved with. */
export type ConditionContext = Pick<EntryContext, "variables" | "report">;

/** Whether a role of that name is declared; if not, that is reported. */
export type FindRole = (name: Placed<string>) => boolean;

/** The condition under which a role exists. */
export type ConditionOf = (role: string) => Condition | undefined;

/** Once it is. */
export interface KnownRolesContext extends EntryContext {
  readonly findRole: FindRole;
  readonly conditionOf: ConditionOf;
}
