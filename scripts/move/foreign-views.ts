// Views of the target that no revision made, and that are in the way of one.
import type { Queryable } from "../database/connect/connect.ts";
import {
  type Address,
  readStandingObjects,
  type StandingObject,
} from "../database/inspect/standing-objects.ts";
import addressesQuery from "../database/queries/addresses.sql";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import { readStanding } from "../sources/executor-rights.ts";
import { asideNeeds, notPutBack, type TakenAside, takeAside } from "../sources/taken-aside.ts";
import { inSchema, OBJECT_WORDS, type Path } from "../sql/sql-target.ts";
import type { Statement } from "../sql/statement.ts";

/** What a statement changes or drops so that no view may stand on it. */
interface Changed {
  readonly kind: "table" | "column" | "constraint" | "type" | "routine";
  readonly schema: string;
  readonly name: string;
  /** Of a column or constraint its name, of a routine its arguments. */
  readonly part?: string;
}

/** One way of a revision, or a phase of it. */
interface Script {
  readonly name: string;
  readonly statements: readonly { readonly statement: Statement }[];
}

function named(kind: Changed["kind"], path: Path, part?: string): Changed {
  const [schema, name] = inSchema(path);
  return { kind, schema, name, ...(part !== undefined && { part }) };
}

function changedBy(statement: Statement): Changed[] {
  if (statement.kind === "drop") {
    const kind = OBJECT_WORDS[statement.object];
    if (kind !== "table" && kind !== "type" && kind !== "routine") return [];
    return statement.targets.map((target) => named(kind, target.path, target.arguments));
  }
  if (statement.kind !== "alter object" || statement.object !== "TABLE") return [];
  const { actions, target } = statement;
  return actions.flatMap((action): Changed[] => {
    if (action.kind === "drop constraint") return [named("constraint", target.path, action.constraint)];
    const changes =
      action.kind === "drop column" || (action.kind === "alter column" && action.change.kind === "type");
    return changes ? [named("column", target.path, action.column)] : [];
  });
}

/** All views of the database that belong to no extension, by key as {@link StandingObject} has them. */
async function liveViews(tx: Queryable): Promise<{ readonly key: string; readonly name: string }[]> {
  const rows = await tx.unsafe<{ oid: string; schema: string; name: string }[]>(
    `SELECT c.oid::text AS oid, n.nspname AS schema, c.relname AS name
     FROM pg_catalog.pg_class c
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384 AND NOT EXISTS (
       SELECT FROM pg_catalog.pg_depend e
       WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e'
     )`,
  );
  return rows.map(({ oid, schema, name }) => ({ key: `1259 ${oid}`, name: displayPath([schema, name]) }));
}

const HELP =
  "Nothing was done. Declare it, drop it, or say --keep-foreign-views (make: keep=1): then it is taken down and put back with all that it had.";

/** The views of a target that no revision made. They are known by their OIDs, since revisions rename schemas. */
export class ForeignViews {
  readonly #keep: boolean;
  readonly #keys: Set<string>;

  private constructor(keep: boolean, keys: Set<string>) {
    this.#keep = keep;
    this.#keys = keys;
  }

  /**
   * @param keep whether they are taken down and put back, and not refused
   * @param declared what revisions made, by any of them bound
   */
  static async read(tx: Queryable, keep: boolean, declared: readonly Warehouse[]): Promise<ForeignViews> {
    const views = await liveViews(tx);
    const made = new Set(
      declared.flatMap(({ relations, sqlObjects }) => [
        ...relations.keys(),
        ...[...sqlObjects.values()].map(({ path }) => displayPath(path)),
      ]),
    );
    return new ForeignViews(keep, new Set(views.filter(({ name }) => !made.has(name)).map(({ key }) => key)));
  }

  /** Those that are in the way of statements, with all that stands on them, each behind what it stands on. */
  async #inTheWay(tx: Queryable, { statements }: Script): Promise<StandingObject[]> {
    const changed = statements.flatMap(({ statement }) => changedBy(statement));
    if (this.#keys.size === 0 || changed.length === 0) return [];
    const rows = await tx.unsafe<Omit<Address, "goes">[]>(addressesQuery, [JSON.stringify(changed)]);
    const standing = await readStandingObjects(
      tx,
      rows.map((row) => ({ ...row, goes: false })),
    );
    const foreign = standing.filter(({ key }) => this.#keys.has(key));
    return readStandingObjects(
      tx,
      foreign.map(({ key }) => ({ class: "1259", oid: key.split(" ")[1] ?? "", sub: 0, goes: true })),
    );
  }

  #refused(objects: readonly StandingObject[], { name }: Script): Diagnostic[] {
    return objects
      .filter(({ key }) => this.#keys.has(key))
      .map(({ shown }) =>
        problem("foreign-views", `${shown}, which no revision made, is in the way of ${name}`, {
          help: HELP,
        }),
      );
  }

  /** What forbids to run the scripts, found before anything is sent. */
  async problems(tx: Queryable, scripts: readonly Script[]): Promise<Diagnostic[]> {
    const found: Diagnostic[] = [];
    for (const script of scripts) {
      const objects = await this.#inTheWay(tx, script);
      if (!this.#keep) found.push(...this.#refused(objects, script));
      else if (objects.length > 0) {
        const needs = asideNeeds(objects);
        found.push(...notPutBack(objects), ...lacks(needs, await readStanding(tx, needs)));
      }
    }
    return found;
  }

  /**
   * Takes what is in the way down, in the transaction that is open.
   *
   * @returns undefined where nothing is
   * @throws {Refusal} where that is not wanted, or cannot be
   */
  async takeAside(tx: Queryable, script: Script): Promise<TakenAside | undefined> {
    const objects = await this.#inTheWay(tx, script);
    if (objects.length === 0) return undefined;
    if (!this.#keep) throw new Refusal(this.#refused(objects, script));
    const aside = await takeAside(tx, objects);
    const names = new Set(objects.map(({ path }) => displayPath(path)));
    const putBack = async () => {
      await aside.putBack();
      // They are others now, for the revisions behind this one.
      for (const { key, name } of await liveViews(tx)) if (names.has(name)) this.#keys.add(key);
    };
    return { ...aside, putBack };
  }
}
