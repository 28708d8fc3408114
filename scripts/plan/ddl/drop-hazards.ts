// What DROP of an object destroys or changes, by the kind of object.
import { displayName, displayPath } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { inSchema, type ObjectWord, type Path } from "../../sql/sql-target.ts";
import type { StatementOf } from "../../sql/statement.ts";
import { destroys, hazard, isAgain, NOTHING, type Scene, type Told } from "./told.ts";

/** A path as people read it, with its schema. */
export const shown = (path: Path): string => displayPath(inSchema(path));

/** Whether a routine is made again; of its arguments CREATE says more than their types. */
const comesBack = ({ ddl }: Scene, word: ObjectWord, path: Path): boolean =>
  ddl.some(
    (one) => one.kind === "other" && one.made?.object === word && shown(one.made.path) === shown(path),
  );

/** What DROP of an object of each kind is told as; what stands in no row is told as it is. */
export const DROPS: Partial<
  Record<ObjectWord, (path: Path, scene: Scene, drop: StatementOf<"drop">) => Told>
> = {
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
  // What hangs on a routine or domain keeps it from being dropped.
  FUNCTION: (path, scene) =>
    comesBack(scene, "FUNCTION", path) ? NOTHING : hazard("change", `drops the function ${shown(path)}`),
  PROCEDURE: (path, scene) =>
    comesBack(scene, "PROCEDURE", path) ? NOTHING : hazard("change", `drops the procedure ${shown(path)}`),
  DOMAIN: (path, scene) =>
    isAgain(scene, { kind: "type", path: inSchema(path) })
      ? NOTHING
      : hazard("change", `drops the domain ${shown(path)}`),
  TRIGGER: (path, _, { on = [] }) =>
    hazard("change", `drops the trigger ${displayPath(path)} of ${shown(on)}`),
  EXTENSION: (path) =>
    destroys(`drops the extension ${displayPath(path)} with all that is its own`, displayPath(path)),
  INDEX: (path) => hazard("change", `drops the index ${shown(path)}`),
  POLICY: (path, _, { on = [] }) =>
    hazard("row security", `drops the policy ${displayPath(path)} of ${shown(on)}`),
};
