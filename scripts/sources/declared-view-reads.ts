/** What declared views read and write: as a server said when they were proved, else as the text of their queries says. */
import { sha256 } from "../migrations/delta-file.ts";
import { entityText, type KitEntity, type KitState } from "../migrations/kit/kit-state.ts";
import { groupBy } from "../model/group.ts";
import { compareText } from "../model/identifier.ts";
import { type Relation, relationKey } from "../model/relation.ts";
import type { RelationRead, ViewReads } from "../model/view-reads.ts";
import {
  namesColumn,
  type PlainQuery,
  plainQuery,
  type RelationNames,
  relationNames,
  speaksOf,
} from "../sql/names-in-query.ts";
import { takesRows } from "./sensitive-views.ts";

/** A view of a state, and what says whether it is still the one that was proved. */
interface DefinedView {
  readonly view: string;
  readonly query: string;
  readonly definition: string;
  readonly invoker: boolean;
  readonly materialized: boolean;
}

function definedView({
  schema = "public",
  name,
  definition,
  with: options,
  ...rest
}: KitEntity): DefinedView {
  const { securityInvoker } = (options ?? {}) as { securityInvoker?: boolean };
  const materialized = rest.materialized === true;
  return {
    view: relationKey({ schema, name }),
    query: String(definition),
    definition: sha256(entityText({ definition, materialized, securityInvoker })),
    invoker: securityInvoker === true,
    materialized,
  };
}

/** The views that a state makes, by relationKey; of those that exist outside of the definitions there is no query. */
export function definedViews({ ddl }: KitState): ReadonlyMap<string, DefinedView> {
  const views = ddl.filter(
    ({ entityType, definition }) => entityType === "views" && typeof definition === "string",
  );
  return new Map(views.map(definedView).map((view) => [view.view, view]));
}

/** What PostgreSQL does not write through. Source: PostgreSQL manual, CREATE VIEW, "Updatable Views". */
const NOT_WRITTEN =
  /\b(?:with|distinct|group\s+by|having|limit|offset|fetch|union|intersect|except|join|over|count|sum|avg|min|max|(?:array|json|jsonb|string)_agg)\b/;

type NamedRelation = readonly [key: string, names: RelationNames];

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_$]+/gu) ?? [];

/** Reads the texts of views, each looked at once. */
class ViewTexts {
  /** By the first word of their own names: few relations have one that stands in a query. */
  private readonly names: ReadonlyMap<string, readonly NamedRelation[]>;
  private readonly queries = new Map<string, PlainQuery>();
  private readonly following = new Set<string>();

  constructor(
    private readonly views: ReadonlyMap<string, DefinedView>,
    private readonly relations: ReadonlyMap<string, Relation>,
  ) {
    const named = [...relations.keys()].map((key): NamedRelation => [key, relationNames(key)]);
    this.names = groupBy(named, ([, { own }]) => wordsOf(own)[0] ?? "");
  }

  private plain({ view, query }: DefinedView): PlainQuery {
    const before = this.queries.get(view);
    const plain = before ?? plainQuery(query);
    this.queries.set(view, plain);
    return plain;
  }

  private relationsIn(defined: DefinedView) {
    const query = this.plain(defined);
    const words = new Set(["", ...wordsOf(query)]);
    const possible = [...words].flatMap((word) => this.names.get(word) ?? []);
    const spoken = possible.filter(([key, names]) => key !== defined.view && speaksOf(query, names));
    return spoken.sort(([a], [b]) => compareText(a, b));
  }

  /** The columns of a relation; of a view those of all that its text speaks of. */
  private columnsOf(key: string): readonly string[] {
    const columns = this.relations.get(key)?.columns ?? [];
    const defined = this.views.get(key);
    if (columns.length > 0 || !defined || this.following.has(key)) return columns.map(({ name }) => name);
    this.following.add(key);
    const found = this.relationsIn(defined).flatMap(([under]) => this.columnsOf(under));
    this.following.delete(key);
    return [...new Set(found)];
  }

  /** What a view may read and write, which may be too much. */
  read(defined: DefinedView): ViewReads {
    const { view, invoker, materialized } = defined;
    const query = this.plain(defined);
    const reads = this.relationsIn(defined).map(([relation, names]): RelationRead => {
      const columns = this.columnsOf(relation).filter((column) => namesColumn(query, column));
      return { relation, columns, rows: takesRows(query, names) };
    });
    const [only] = reads;
    const isWritten = only && reads.length === 1 && !materialized && !NOT_WRITTEN.test(query);
    const shown = only?.rows ? this.columnsOf(only.relation) : (only?.columns ?? []);
    return {
      view,
      invoker,
      materialized,
      reads,
      ...(isWritten && {
        writes: {
          relation: only.relation,
          columns: Object.fromEntries(shown.map((column) => [column, column])),
          privileges: ["DELETE", "INSERT", "UPDATE"],
        },
      }),
      confirmed: false,
    };
  }
}

/**
 * What the views of the definitions read and write.
 *
 * @param recorded what the proofs of the revisions found, under today's names
 */
export function declaredViewReads(
  state: KitState,
  relations: ReadonlyMap<string, Relation>,
  recorded: ReadonlyMap<string, ViewReads>,
): ReadonlyMap<string, ViewReads> {
  const views = definedViews(state);
  const texts = new ViewTexts(views, relations);
  return new Map(
    [...views].map(([key, defined]) => {
      const known = recorded.get(key);
      return [key, known?.definition === defined.definition ? known : texts.read(defined)];
    }),
  );
}
