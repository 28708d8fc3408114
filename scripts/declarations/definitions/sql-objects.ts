/** The exported SQL objects → their definitions, and what is wrong with them. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Diagnostic, type Location, problem } from "../../model/diagnostic.ts";
import { compareText, displayPath } from "../../model/identifier.ts";
import { type SqlObject, sqlObjectKey } from "../../model/sql-object.ts";
import { type AllowedVariables, escapeTemplate } from "../../model/variable.ts";
import { annotationOf } from "./annotate.ts";
import { exportLocation, type Source } from "./export-location.ts";
import { encryptionObjects } from "./key-functions.ts";
import { touchTriggers } from "./moment-columns.ts";
import { relationPath } from "./object-options.ts";
import { partitionObjects } from "./partition-objects.ts";
import { type DefinedSqlObject, isDefinedSqlObject, type ReadBeside } from "./sql-object-definition.ts";

/** Every `${` that is no variable stays as it is. */
function asTemplate(object: SqlObject, variables: AllowedVariables): SqlObject {
  const template = (text: string) => escapeTemplate(text, variables);
  const parts = Object.entries(object.parts).map(([part, text]) => [template(part), template(text)]);
  return {
    ...object,
    parts: Object.fromEntries(parts),
    needs: object.needs.map(template),
    ...(object.comment !== undefined && { comment: escapeTemplate(object.comment, {}) }),
  };
}

/** Reads a file beside the one that exports an object. @throws {Error} naming the file that is not there */
function readBeside({ file }: Source, onRead: (path: string) => void): (name: string) => string {
  return (name) => {
    const path = resolve(dirname(file), name);
    onRead(path);
    try {
      return readFileSync(path, "utf8");
    } catch {
      throw new Error(`the file ${path} cannot be read`);
    }
  };
}

/** What an export declares beside Drizzle's objects. */
interface DefinedHere {
  readonly shown: string;
  readonly source: Source;
  /** @throws {Error} saying what is wrong with it */
  define(readBeside: ReadBeside): SqlObject[];
}

/** The exported objects, the triggers that columns bring along, and what is said of partitions and encryption. */
function definedObjects(sources: ReadonlyMap<object, Source>): DefinedHere[] {
  const own = (object: DefinedSqlObject, source: Source): DefinedHere => {
    const { kind, schema, name } = object.shown;
    return {
      shown: `${kind} ${displayPath(schema === undefined ? [name] : [schema, name])}`,
      source,
      define: (readBeside) => [object.define(readBeside)],
    };
  };
  const ofEncryption = encryptionObjects(sources);
  return [...sources].flatMap(([value, source]): DefinedHere[] => {
    if (isDefinedSqlObject(value)) return [own(value, source)];
    const partitions = annotationOf(value)?.partitioned && {
      shown: `table ${displayPath(relationPath(value))}`,
      source,
      define: () => partitionObjects(value),
    };
    const encryption = ofEncryption(value);
    return [
      ...touchTriggers(value).map((trigger) => own(trigger, source)),
      ...(partitions ? [partitions] : []),
      ...(encryption.length > 0
        ? [{ shown: displayPath(relationPath(value)), source, define: () => encryption }]
        : []),
    ];
  });
}

/**
 * The SQL objects among the exports, by sqlObjectKey.
 *
 * @throws what their SQL throws
 */
export function collectSqlObjects(
  sources: ReadonlyMap<object, Source>,
  variables: AllowedVariables,
): {
  readonly objects: ReadonlyMap<string, SqlObject>;
  readonly diagnostics: readonly Diagnostic[];
  /** Those that were read beside definitions, absolute. */
  readonly files: readonly string[];
} {
  const files: string[] = [];
  const objects: [string, SqlObject][] = [];
  const places = new Map<string, Source>();
  const diagnostics: Diagnostic[] = [];
  for (const { shown, source, define } of definedObjects(sources)) {
    const wrong = (what: string, help: string) =>
      diagnostics.push(
        problem("bad-sql-object", `the ${shown}: ${what}`, { at: exportLocation(source), help }),
      );
    try {
      const made = define(readBeside(source, (path) => void files.push(path))).map((one) =>
        asTemplate(one, variables),
      );
      for (const object of made) {
        const key = sqlObjectKey(object);
        const before = places.get(key);
        const what = made.length === 1 ? "it" : `the ${key}`;
        if (before)
          wrong(`${what} is declared twice`, `The other is ${before.exportName} of ${before.file}.`);
        else objects.push([key, object]);
        places.set(key, source);
      }
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      wrong(error.message, "docs/objects.md says what each kind of object takes.");
    }
  }
  return { objects: new Map(objects.sort(([a], [b]) => compareText(a, b))), diagnostics, files };
}

/** What is declared and not exported would not be made. @param placeOf where something was declared, by an error of there */
export function notExported(
  declared: ReadonlySet<DefinedSqlObject>,
  sources: ReadonlyMap<object, Source>,
  placeOf: (error: unknown) => Location | undefined,
): Diagnostic[] {
  return [...declared]
    .filter((object) => !sources.has(object))
    .map(({ shown: { kind, schema, name }, declared: where }) => {
      const at = placeOf(where);
      const path = displayPath(schema === undefined ? [name] : [schema, name]);
      return problem(
        "object-not-exported",
        `the ${kind} ${path} is declared, but no definition file exports it`,
        {
          ...(at && { at }),
          help: "Without `export const … =` in front of it, it is not made.",
        },
      );
    });
}
