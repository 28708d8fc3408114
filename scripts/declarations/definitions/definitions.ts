// Loads the definition files.
import { basename, resolve } from "node:path";
import type { Comment } from "../../model/comment.ts";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { Distribution } from "../../model/distribution.ts";
import { compareText, displayPath } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { type AnnotatedRelation, annotatedRelations } from "./annotations.ts";
import { type Bundle, importBundle } from "./bundle.ts";
import { checkDefinitions } from "./check-definitions.ts";
import { findDefinitionFiles } from "./definition-files.ts";
import { collectDistributions } from "./distributions.ts";
import type { Source } from "./export-location.ts";
import { forcedRowSecurity } from "./forced-row-security.ts";
import { filesOf, keptBundle } from "./kept-bundle.ts";
import { inlineValues } from "./plain-values.ts";
import { noticing } from "./sql-object-definition.ts";
import { collectSqlObjects, notExported } from "./sql-objects.ts";
import { thrownDiagnostic, thrownPlace } from "./thrown.ts";
import { unfitDrizzle } from "./unfit-drizzle.ts";
import { readsUnseen } from "./unseen-reads.ts";
import { LOAD_SECONDS, watched } from "./watched.ts";

/** What the files of `definitions/` export. */
export interface Definitions {
  /** Each object once, by `<file>#<export>`, in the order of files and export names. */
  readonly exports: Readonly<Record<string, unknown>>;
  /** Of the same objects: the first place that exports them. */
  readonly sources: ReadonlyMap<object, Source>;
  readonly annotations: readonly AnnotatedRelation[];
  /** What drizzle-kit has no word for, by sqlObjectKey; texts are templates. */
  readonly sqlObjects: ReadonlyMap<string, SqlObject>;
  /** By objectKey. */
  readonly distributions: ReadonlyMap<string, Distribution>;
  readonly diagnostics: readonly Diagnostic[];
  /** What they were made of. */
  readonly madeOf: {
    /** Absolute paths of files and folders. */
    readonly files: readonly string[];
    /** Whether they may have read something that is not said, see {@link readsUnseen}. */
    readonly readsUnseen: (said: Parameters<typeof readsUnseen>[1]) => Promise<boolean>;
  };
}

/** All annotations as facts of the database, sorted by path. */
export interface AnnotationFacts {
  /** By objectKey. */
  readonly comments: ReadonlyMap<string, Comment>;
  /** Relation keys and paths of columns. */
  readonly sensitive: ReadonlySet<string>;
}

/** How definitions are loaded. */
interface LoadOptions {
  /** An absolute file for this package's own name, where Node cannot resolve it (tests, before the build). */
  readonly library?: string | undefined;
  /** The longest value of each counts for the length of names. */
  readonly variables?: AllowedVariables;
  /** How long they may take. */
  readonly seconds?: number;
  /** True where all tables are made by others: then no file need be there. */
  readonly mayBeMissing?: boolean;
}

const isObject = (value: unknown): value is object =>
  (typeof value === "object" && value !== null) || typeof value === "function";

function collect(root: string, files: readonly string[], modules: Readonly<Record<string, unknown>>) {
  const exports: Record<string, unknown> = {};
  const sources = new Map<object, Source>();
  files.forEach((path, index) => {
    const module = modules[`f${index}`] as Readonly<Record<string, unknown>>;
    for (const exportName of Object.keys(module).sort(compareText)) {
      const value = module[exportName];
      if (!isObject(value) || sources.has(value)) continue;
      exports[`${path}#${exportName}`] = value;
      sources.set(value, { file: resolve(root, path), exportName });
    }
  });
  return { exports, sources };
}

async function evaluate(built: Bundle, files: readonly string[], options: LoadOptions): Promise<Definitions> {
  try {
    return await watched(basename(built.file), options.seconds ?? LOAD_SECONDS, async () => {
      const { variables = {} } = options;
      const { result: modules, declared } = await noticing(() => importBundle(built));
      const { exports, sources } = collect(built.root, files, modules);
      inlineValues(sources.keys());
      const annotations = annotatedRelations(sources);
      const collected = collectSqlObjects(sources, variables);
      const spread = collectDistributions(sources);
      const diagnostics = [
        ...checkDefinitions(sources, variables),
        ...collected.diagnostics,
        ...spread.diagnostics,
        ...notExported(declared, sources, (error) => thrownPlace(built, error)),
      ];
      const madeOf = {
        files: [...filesOf(built), ...collected.files],
        readsUnseen: (said: Parameters<typeof readsUnseen>[1]) => readsUnseen(built, said),
      };
      const { distributions } = spread;
      const sqlObjects = new Map([...collected.objects, ...forcedRowSecurity(annotations)]);
      return { exports, sources, annotations, sqlObjects, distributions, diagnostics, madeOf };
    });
  } catch (error) {
    return nothing([thrownDiagnostic(built, error, "the definitions do not load")]);
  }
}

function nothing(diagnostics: readonly Diagnostic[]): Definitions {
  const none = new Map<never, never>();
  const empty = { exports: {}, sources: none, annotations: [], sqlObjects: none, distributions: none };
  return { ...empty, diagnostics, madeOf: { files: [], readsUnseen: async () => false } };
}

/**
 * Loads the definition files, each once, and checks what Drizzle lets pass and PostgreSQL does not.
 *
 * @param root the project's folder, absolute
 * @param globs relative to it, such as `./definitions/**\/*.ts`
 * @returns everything empty but the diagnostics where nothing could be loaded
 */
export async function loadDefinitions(
  root: string,
  globs: readonly string[],
  options: LoadOptions = {},
): Promise<Definitions> {
  const files = await findDefinitionFiles(root, globs);
  if (files.length === 0 && options.mayBeMissing) return nothing([]);
  if (files.length === 0) {
    return nothing([
      problem("no-definitions", `no file matches ${globs.join(", ")}`, {
        at: { file: resolve(root, "drizzle.config.ts") },
        help:
          "`schema` in drizzle.config.ts says where the definitions are. A project in which others make all tables has none: " +
          "there `dwh catalog --write` (make: `make catalog write=1`) keeps what they make.",
      }),
    ]);
  }
  const unfit = unfitDrizzle(root);
  if (unfit) return nothing([unfit]);
  const entry = files.map((path, index) => `export * as f${index} from ${JSON.stringify(`./${path}`)};`);
  const built = await keptBundle({
    root,
    entry: entry.join("\n"),
    name: "definitions",
    library: options.library,
  });
  return "diagnostics" in built ? nothing(built.diagnostics) : evaluate(built.bundle, files, options);
}

/** What the annotations say, in the names of the database. Columns that are not there are left out. */
export function annotationsOf({ annotations }: Pick<Definitions, "annotations">): AnnotationFacts {
  const comments: Comment[] = [];
  const sensitive: string[] = [];
  for (const { schema, name, annotation, columns } of annotations) {
    const path = [schema, name];
    if (annotation.comment) comments.push({ object: { kind: "table", path }, text: annotation.comment });
    if (annotation.sensitive) sensitive.push(displayPath(path));
    for (const [key, said] of Object.entries(annotation.columns ?? {})) {
      const column = columns.get(key);
      if (column === undefined || !said) continue;
      const columnPath = [...path, column];
      if (said.comment) comments.push({ object: { kind: "column", path: columnPath }, text: said.comment });
      if (said.sensitive) sensitive.push(displayPath(columnPath));
    }
  }
  return {
    comments: new Map(comments.map((comment) => [objectKey(comment.object), comment])),
    sensitive: new Set(sensitive.sort(compareText)),
  };
}
