/** What statements do that columns, roles and privileges do not tell. */
import type { Hazard } from "../../model/hazard.ts";
import { displayName, displayPath } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { relationKey } from "../../model/relation.ts";
import { statementsWithin } from "../../sql/read-statement.ts";
import { inSchema, type ObjectWord, type Path, type RoleSpec } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { roleSql, statementSql } from "../../sql/write-statement.ts";
import {
  actionHazards,
  destroys,
  hazard,
  isAgain,
  onOneLine,
  type Scene,
  type Told,
} from "./action-hazards.ts";
import { isGivenAway } from "./given-away.ts";
import { namedObject, rebuilt } from "./rebuilt.ts";

const NOTHING: readonly Hazard[] = [];

const isMade = ({ made }: Scene, path: Path): boolean => {
  const [schema, name] = inSchema(path);
  return made.has(relationKey({ schema, name }));
};

const shown = (path: Path): string => displayPath(inSchema(path));

/** What DROP of an object of each kind is told as; what stands in no row is told as it is. */
const DROPS: Partial<Record<ObjectWord, (path: Path, scene: Scene, drop: StatementOf<"drop">) => Told>> = {
  TABLE: (path, scene) => {
    const object: ObjectName = { kind: "table", path: inSchema(path) };
    if (scene.told.has(objectKey(object))) return NOTHING;
    const what = isAgain(scene, object)
      ? `makes the table ${shown(path)} again: its rows are lost`
      : `drops the table ${shown(path)}`;
    return destroys(what, shown(path));
  },
  VIEW: () => NOTHING,
  "MATERIALIZED VIEW": () => NOTHING,
  SCHEMA: (path, { told }, { cascade }) => {
    const [schema = ""] = path;
    const isTold = !cascade || told.has(objectKey({ kind: "schema", path: [schema] }));
    return isTold
      ? NOTHING
      : destroys(`drops the schema ${displayName(schema)} with all that is in it`, displayName(schema));
  },
  SEQUENCE: (path, scene) =>
    destroys(
      isAgain(scene, { kind: "sequence", path: inSchema(path) })
        ? `makes the sequence ${shown(path)} again: it counts anew`
        : `drops the sequence ${shown(path)}`,
      shown(path),
    ),
  // Of a type that is made again the values that it loses are told.
  TYPE: (path, scene) =>
    isAgain(scene, { kind: "type", path: inSchema(path) })
      ? NOTHING
      : destroys(`drops the type ${shown(path)}`, shown(path)),
  INDEX: (path) => hazard("change", `drops the index ${shown(path)}`),
  POLICY: (path, _, { on = [] }) =>
    hazard("row security", `drops the policy ${displayPath(path)} of ${shown(on)}`),
};

const viewAgain = (path: Path): readonly Hazard[] =>
  hazard("change", `makes the view ${shown(path)} again: its query changes, or what it reads`);

const VALUES = /^AS ENUM\s*/i;

/** The same for CREATE. */
const MAKES: Partial<Record<ObjectWord, (make: StatementOf<"make">, again: boolean) => Told>> = {
  TABLE: () => NOTHING,
  SCHEMA: () => NOTHING,
  VIEW: ({ path }, again) => (again ? viewAgain(path) : NOTHING),
  "MATERIALIZED VIEW": ({ path }, again) =>
    again
      ? [...hazard("lock", `${shown(path)}: is computed again: readers wait`), ...viewAgain(path)]
      : NOTHING,
  SEQUENCE: ({ path }, again) => (again ? NOTHING : hazard("change", `adds the sequence ${shown(path)}`)),
  TYPE: ({ path, definition = "" }, again) => {
    if (!VALUES.test(definition)) return NOTHING;
    const values = onOneLine(definition.replace(VALUES, ""));
    return again
      ? destroys(`makes the type ${shown(path)} again: it loses the values other than ${values}`, shown(path))
      : hazard("change", `adds the type ${shown(path)}: ${values}`);
  },
  POLICY: ({ path, on = [], definition = "" }) =>
    hazard("row security", `adds the policy ${displayPath(path)} to ${shown(on)}: ${onOneLine(definition)}`),
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
    return MAKES[statement.object]?.(statement, made !== undefined && isAgain(scene, made));
  },
  "make index": ({ unique, concurrently, index, on }) => {
    const kind = unique ? "unique index" : "index";
    const what = index === undefined ? `adds an ${kind}` : `adds the ${kind} ${displayName(index)}`;
    return [
      ...(concurrently ? NOTHING : hazard("lock", `${shown(on)}: builds an index: writers wait`)),
      ...hazard("change", `${what} to ${shown(on)}`),
    ];
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
  other: (statement, scene) => [
    ...statementsWithin(statement)
      .flatMap((inner) => tell(inner, scene) ?? [])
      .filter(({ kind }) => kind === "destructive"),
    ...runs(statement),
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

/** The relation that a statement is about. */
function relationOf(statement: Statement): Path | undefined {
  if (statement.kind === "make") return statement.on ?? statement.path;
  if (statement.kind === "make index") return statement.on;
  if (statement.kind === "drop") return statement.on ?? statement.targets[0]?.path;
  return statement.kind === "alter object" ? (statement.on ?? statement.target.path) : undefined;
}

/** By importance: what destroys, what keeps waiting, who sees which rows, what else changes. */
const ORDER: readonly Hazard["kind"][] = ["destructive", "lock", "row security", "change"];

/**
 * What statements do that columns, roles and privileges do not tell. What has no known form is told as it is.
 *
 * @param ddl drizzle-kit's statements, or those of a corrected draft
 * @param made keys of the relations that the revision makes: of them only row security is told
 * @param told keys of the objects that the difference tells as dropped
 */
export function statementHazards(
  ddl: readonly Statement[],
  made: ReadonlySet<string>,
  told: ReadonlySet<string> = new Set(),
): Hazard[] {
  const scene: Scene = { again: rebuilt(ddl), told, made };
  const found = ddl.flatMap((statement, index) => {
    if (isGivenAway(ddl, index)) return [];
    const relation = relationOf(statement);
    const isNew = relation !== undefined && isMade(scene, relation);
    const hazards = tell(statement, scene) ?? runs(statement);
    return hazards
      .filter(({ kind }) => !isNew || kind === "row security")
      .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  });
  return [...new Map(found.map((one) => [one.message, one])).values()];
}
