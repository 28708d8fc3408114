/** What the statements of a script need of whoever runs them. */
import { displayPath } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { inSchema, type ObjectWord, type Path, type RoleSpec } from "../../sql/sql-target.ts";
import type { Statement, StatementOf } from "../../sql/statement.ts";
import { namedObject } from "../ddl/rebuilt.ts";
import { objectOf } from "../objects/object-sql.ts";
import type { Need } from "./need.ts";

/** What a script becomes, and what its statements about tables and schemas need of whoever runs them. */
interface StatementNeeds {
  /** The roles of SET ROLE. */
  readonly becomes: ReadonlySet<string>;
  readonly needs: readonly Need[];
  /** The tables, views, sequences and types that it creates and does not drop or rename again. */
  readonly made: readonly ObjectName[];
  /** objectKeys of what it takes from PUBLIC. */
  readonly fromPublic: ReadonlySet<string>;
  /** Whether the elevated role makes something that other statements then change: who runs those needs its rights. */
  readonly changesElevated: boolean;
}

/** What statements ask for that do not change who they run as. */
type Asks = {
  readonly [Kind in Statement["kind"]]?: (
    statement: StatementOf<Kind> & Pick<Statement, "directives">,
    script: Script,
  ) => void;
};

/** A script while its statements are gone through. */
class Script {
  readonly needs: Need[] = [];
  /** Schemas and paths that the script made. */
  readonly #made = new Set<string>();
  readonly objects = new Map<string, ObjectName>();
  readonly fromPublic = new Set<string>();
  /** Of what it made, what the elevated role made and so owns. */
  readonly #madeElevated = new Set<string>();
  changesElevated = false;
  /** Whether statements run as whoever sends the script: as other roles, they are those roles' affair. */
  asItself = true;
  /** Whether the elevated role runs the statement. */
  elevated = false;

  need(need: Need): void {
    if (this.asItself && !this.elevated) this.needs.push(need);
  }

  /** Notes that the script changes what may be the elevated role's. */
  changes(...keys: readonly string[]): void {
    if (!this.elevated && this.asItself && keys.some((key) => this.#madeElevated.has(key)))
      this.changesElevated = true;
  }

  /** The rights of the owner of what it changes, unless it made that. */
  owns(object: ObjectName, word: string = object.kind): void {
    const [schema = ""] = object.path;
    this.changes(schema, displayPath(object.path));
    if (this.#made.has(schema) || this.#made.has(displayPath(object.path))) return;
    this.need({ kind: "own", object, why: `change ${word} ${displayPath(object.path)}` });
  }

  makesSchema(schema: string): void {
    this.#made.add(schema);
    if (this.elevated) this.#madeElevated.add(schema);
    this.need({ kind: "create in database" });
  }

  /** CREATE on the schema; of an index whoever makes it needs it, not the owner of the table. */
  makesIn([schema = ""]: Path): void {
    if (!this.#made.has(schema)) this.need({ kind: "create in schema", schema });
  }

  makes(object: ObjectName): void {
    const [schema = ""] = object.path;
    const key = displayPath(object.path);
    this.changes(schema);
    this.makesIn(object.path);
    this.#made.add(key);
    if (this.elevated) this.#madeElevated.add(key);
    this.objects.set(key, object);
  }

  actsAs(role: RoleSpec): void {
    if (typeof role === "string")
      this.need({ kind: "act as", role, inherit: true, set: false, why: "give away what is owned" });
  }
}

/**
 * What DROP and ALTER of an object are about: a schema, what {@link namedObject} knows, or an index, which has its name
 * among those of tables, and the owner of its own.
 */
function changed(word: ObjectWord, path: Path): ObjectName | undefined {
  if (word === "SCHEMA") return { kind: "schema", path };
  return word === "INDEX" ? { kind: "table", path: inSchema(path) } : namedObject(word, path);
}

/** What people call it. */
const wordFor = (word: ObjectWord, { kind }: ObjectName): string => (word === "INDEX" ? "index" : kind);

const ASKS: Asks = {
  make: ({ object, path, storage }, script) => {
    if (object === "SCHEMA") script.makesSchema(path[0] ?? "");
    const made = namedObject(object, path);
    if (made && storage !== "TEMPORARY") script.makes(made);
  },
  "make index": ({ on }, script) => {
    script.owns({ kind: "table", path: inSchema(on) });
    script.makesIn(inSchema(on));
  },
  drop: ({ object, targets }, script) => {
    for (const { path } of targets) {
      script.objects.delete(displayPath(inSchema(path)));
      const dropped = changed(object, path);
      if (dropped) script.owns(dropped, wordFor(object, dropped));
    }
  },
  "alter object": ({ object, target: { path }, actions }, script) => {
    if (actions.some(({ kind }) => kind === "rename" || kind === "set schema"))
      script.objects.delete(displayPath(inSchema(path)));
    const altered = changed(object, path);
    if (altered) script.owns(altered, wordFor(object, altered));
  },
  "reassign owned": ({ roles, to }, script) => {
    for (const role of [...roles, to]) script.actsAs(role);
  },
  grant: ({ on, targets }, script) => {
    for (const target of targets) script.changes(displayPath(objectOf(on, target)?.path ?? []));
  },
  revoke: ({ on, grantees, targets, privileges }, script) => {
    for (const target of targets) script.changes(displayPath(objectOf(on, target)?.path ?? []));
    if (!grantees.some((role) => typeof role !== "string" && role.word === "PUBLIC")) return;
    const columns = privileges.flatMap((item) => item.columns ?? []);
    for (const target of targets) {
      const object = objectOf(on, target);
      if (object && columns.length === 0) script.fromPublic.add(objectKey(object));
      for (const column of object ? columns : [])
        script.fromPublic.add(objectKey({ kind: "column", path: [...(object?.path ?? []), column] }));
    }
  },
  // Who gets what the role owns by hand is given it by whoever has the rights of both.
  "drop role": ({ roles, directives }, script) => {
    if (directives?.heir === undefined) return;
    for (const role of [...roles, directives.heir]) script.actsAs(role);
  },
  "drop owned": ({ roles }, script) => {
    for (const role of roles) script.actsAs(role);
  },
};

/**
 * What the statements of a script need. What runs as another role is that role's affair; what is made in the script
 * itself needs no owner before.
 *
 * @param statements bound, in order
 */
export function needsOfStatements(statements: readonly Statement[]): StatementNeeds {
  const becomes = new Set<string>();
  const script = new Script();
  for (const statement of statements) {
    if (statement.kind === "set role" || statement.kind === "reset role") {
      const role = statement.kind === "set role" ? statement.role : undefined;
      script.asItself = typeof role !== "string";
      if (typeof role === "string") becomes.add(role);
      continue;
    }
    script.elevated = statement.directives?.elevated === true;
    const ask = ASKS[statement.kind] as ((statement: Statement, script: Script) => void) | undefined;
    ask?.(statement, script);
  }
  const { needs, objects, fromPublic, changesElevated } = script;
  return { becomes, needs, made: [...objects.values()], fromPublic, changesElevated };
}
