/** What statements do that columns, roles and privileges do not tell. */
import type { Hazard } from "../../model/hazard.ts";
import { displayName, displayPath, quoteLiteral } from "../../model/identifier.ts";
import { relationKey } from "../../model/relation.ts";
import { distributes } from "../../sql/opaque.ts";
import { partitionedTable } from "../../sql/partition-of.ts";
import { statementsWithin } from "../../sql/read-statement.ts";
import { relationOf } from "../../sql/relation-of.ts";
import { inSchema, type ObjectWord, type Path, type RoleSpec } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { roleSql, statementSql } from "../../sql/write-statement.ts";
import { actionHazards } from "./action-hazards.ts";
import { DROPS, shown } from "./drop-hazards.ts";
import { isGivenAway } from "./given-away.ts";
import { madeHazard, madeType } from "./made-hazards.ts";
import { namedObject, rebuilt } from "./rebuilt.ts";
import {
  destroys,
  hazard,
  isAgain,
  NOTHING,
  NOTHING_RETYPED,
  onOneLine,
  type Retyped,
  type Scene,
  type Told,
} from "./told.ts";

const isMade = ({ made }: Scene, path: Path): boolean => {
  const [schema, name] = inSchema(path);
  return made.has(relationKey({ schema, name }));
};

const viewAgain = (path: Path): readonly Hazard[] =>
  hazard("change", `makes the view ${shown(path)} again: its query changes, or what it reads`);

const VALUES = /^AS ENUM\s*/i;

/** The same for CREATE. */
const MAKES: Partial<Record<ObjectWord, (make: StatementOf<"make">, again: boolean, scene: Scene) => Told>> =
  {
    TABLE: ({ path, definition = "" }, _again, scene) => {
      const parent = partitionedTable(definition);
      return parent === undefined || isMade(scene, parent)
        ? NOTHING
        : hazard("change", `adds the partition ${shown(path)} to ${shown(parent)}`);
    },
    SCHEMA: () => NOTHING,
    VIEW: ({ path }, again) => (again ? viewAgain(path) : NOTHING),
    "MATERIALIZED VIEW": ({ path }, again) => (again ? viewAgain(path) : NOTHING),
    SEQUENCE: ({ path }, again) => (again ? NOTHING : hazard("change", `adds the sequence ${shown(path)}`)),
    TYPE: ({ path, definition = "" }, again, { retyped }) => {
      if (!VALUES.test(definition)) return madeType("type", path, again, definition);
      const values = onOneLine(definition.replace(VALUES, ""));
      if (!again) return hazard("change", `adds the type ${shown(path)}: ${values}`);
      const lost = retyped.lostLabels(shown(path));
      if (lost?.length === 0) return hazard("change", `makes the type ${shown(path)} again: ${values}`);
      const what = lost
        ? `takes values from the type ${shown(path)}: ${lost.map(quoteLiteral).join(", ")}`
        : undefined;
      return destroys(
        what ?? `makes the type ${shown(path)} again: it loses the values other than ${values}`,
        shown(path),
      );
    },
    DOMAIN: ({ path, definition = "" }, again) => madeType("domain", path, again, definition),
    POLICY: ({ path, on = [], definition = "" }) =>
      hazard(
        "row security",
        `adds the policy ${displayPath(path)} to ${shown(on)}: ${onOneLine(definition)}`,
      ),
  };

type Tellers = {
  readonly [Kind in Statement["kind"]]: (statement: StatementOf<Kind>, scene: Scene) => Told;
};

const silent = () => NOTHING;

const all = (told: readonly Told[]): Told =>
  told.some((one) => one === undefined) ? undefined : told.flatMap((one) => one ?? []);

/** By kind; the sections on tables, roles and access tell what is silent here. */
const TELLERS: Tellers = {
  "create role": silent,
  "rename role": silent,
  "alter role": silent,
  "set in role": silent,
  "reset in role": silent,
  "drop role": silent,
  "set role": silent,
  "reset role": silent,
  "reassign owned": ({ roles }) =>
    hazard("change", `gives away all that ${roles.map(roleShown).join(", ")} owns, databases too`),
  "drop owned": ({ roles }) =>
    destroys(`drops all that ${roles.map(roleShown).join(", ")} owns in the database`),
  grant: silent,
  revoke: silent,
  "default privileges": silent,
  "grant membership": silent,
  "revoke membership": silent,
  comment: silent,
  refresh: () => undefined,
  make: (statement, scene) => {
    const made = namedObject(statement.object, statement.path);
    return MAKES[statement.object]?.(statement, made !== undefined && isAgain(scene, made), scene);
  },
  "make index": ({ unique, index, on }) => {
    const kind = unique ? "unique index" : "index";
    const what = index === undefined ? `adds an ${kind}` : `adds the ${kind} ${displayName(index)}`;
    return hazard("change", `${what} to ${shown(on)}`);
  },
  drop: (statement, scene) =>
    all(statement.targets.map(({ path }) => DROPS[statement.object]?.(path, scene, statement))),
  "alter object": (statement, scene) =>
    all(statement.actions.map((action) => actionHazards(statement, action, scene))),
  truncate: ({ tables }, scene) =>
    tables
      .filter(({ path }) => !isMade(scene, path))
      .flatMap(({ path }) => destroys(`empties the table ${shown(path)}`, shown(path))),
  delete: ({ path }, scene) =>
    isMade(scene, path) ? NOTHING : destroys(`deletes rows of ${shown(path)}`, shown(path)),
  // What is distributed otherwise is told by the difference.
  other: (statement, scene) =>
    distributes(statement)
      ? NOTHING
      : [
          ...statementsWithin(statement)
            .flatMap((inner) => tell(inner, scene) ?? [])
            .filter(({ kind }) => kind === "destructive"),
          ...(madeHazard(statement, scene) ?? runs(statement)),
        ],
};

const roleShown = (role: RoleSpec): string => (typeof role === "string" ? displayName(role) : roleSql(role));

/** A statement as it is, on one line that is not too long. */
function runs(statement: Statement): readonly Hazard[] {
  const sql = onOneLine(statementSql(statement));
  return hazard("change", `runs ${sql.length > 100 ? `${sql.slice(0, 100)}…` : sql}`);
}

const tell = (statement: Statement, scene: Scene): Told =>
  (TELLERS[statement.kind] as (statement: Statement, scene: Scene) => Told)(statement, scene);

/** By importance: what destroys, what keeps waiting, who sees which rows, what else changes. */
const ORDER: readonly Hazard["kind"][] = ["destructive", "lock", "row security", "change"];

/**
 * What statements do that columns, roles and privileges do not tell. What has no known form is told as it is.
 *
 * @param ddl drizzle-kit's statements, or those of a corrected draft
 * @param made keys of the relations that the revision makes: of them only row security is told
 * @param told keys of the objects that the difference tells as dropped
 * @param retyped types on both sides, where they are known
 */
export function statementHazards(
  ddl: readonly Statement[],
  made: ReadonlySet<string>,
  told: ReadonlySet<string> = new Set(),
  retyped: Retyped = NOTHING_RETYPED,
): Hazard[] {
  const scene: Scene = { ddl, again: rebuilt(ddl), told, made, retyped };
  const found = ddl.flatMap((statement, index) => {
    if (isGivenAway(ddl, index)) return [];
    const relation = relationOf(statement);
    const isNew = relation !== undefined && scene.made.has(relationKey(relation));
    const hazards = tell(statement, scene) ?? runs(statement);
    return hazards
      .filter(({ kind }) => !isNew || kind === "row security")
      .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  });
  return [...new Map(found.map((one) => [one.message, one])).values()];
}
