// What of a state stands on SQL objects that go for a while: taken down before them, put back behind them.

import { displayPath } from "../../model/identifier.ts";
import type { GoneObject, GoneObjects } from "../../model/leaving-objects.ts";
import { plainQuery, relationNames, speaksOf, speaksOfRoutine } from "../../sql/names-in-query.ts";
import { pathOf } from "../kit/entities.ts";
import type { KitColumn, KitEntity, KitState } from "../kit/kit-state.ts";
import { type Change, columnPairs, pairs } from "./change.ts";
import { Edits } from "./correction.ts";
import { expressionsOf, hangsOnColumn, hangsOnType } from "./dependents.ts";
import { isGenerated, pointingAt } from "./take-down.ts";

type Side = keyof GoneObjects;

const isColumn = (entity: KitEntity): entity is KitColumn => entity.entityType === "columns";

function says(text: unknown, gone: readonly GoneObject[]): boolean {
  if (typeof text !== "string" || gone.length === 0) return false;
  const query = plainQuery(text);
  return gone.some(({ key, isCalled }) =>
    isCalled ? speaksOfRoutine(query, relationNames(key)) : speaksOf(query, relationNames(key)),
  );
}

/** The type that a column has while its own is gone; undefined where that stays. A type with a dot is SQL. */
function meanwhileOf({ type, typeSchema }: KitColumn, gone: readonly GoneObject[]): string | undefined {
  if (typeSchema !== null || !/[".]/.test(type)) return undefined;
  return gone.find((one) => one.meanwhile !== undefined && says(type, [one]))?.meanwhile;
}

/** Whether it cannot stay while the objects are gone. */
function standsOn(entity: KitEntity, gone: readonly GoneObject[]): boolean {
  if (isColumn(entity) && meanwhileOf(entity, gone) !== undefined) return true;
  const leaving = gone.filter(({ stays }) => !stays);
  const texts = [...expressionsOf(entity), isColumn(entity) ? entity.default : undefined];
  return texts.some((text) => says(text, leaving));
}

/** What is edited in a state, in the order in which it happens. */
class StandingParts {
  /** Without defaults, checks, indexes, policies and keys. */
  readonly expressions = new Edits();
  /** Without generated columns, with others of another type, and without tables that go anyway. */
  readonly columns = new Edits();

  constructor(
    readonly change: Change,
    readonly side: Side,
    readonly gone: readonly GoneObject[],
  ) {
    const parts = this.#state.ddl.filter(({ entityType }) => entityType !== "views");
    const stays = new Set(pairs(change, "tables").map((pair) => displayPath(pathOf(pair[side]))));
    const tableOf = ({ schema = "public", table, name }: KitEntity) => displayPath([schema, table ?? name]);
    const stay = new Set<KitEntity>(columnPairs(change).map((pair) => pair[side]));
    const inTheWay = gone.filter((one) => !one.stays);
    const standing = parts.filter((entity) => standsOn(entity, stay.has(entity) ? gone : inTheWay));
    for (const entity of standing) if (stays.has(tableOf(entity))) this.#giveWay(entity);
    if (side === "to") return;
    const lost = new Set(standing.map(tableOf).filter((table) => !stays.has(table)));
    for (const entity of parts) {
      const { entityType, schemaTo, tableTo } = entity;
      const pointsAtLost = entityType === "fks" && lost.has(displayPath([`${schemaTo}`, `${tableTo}`]));
      if (pointsAtLost) this.expressions.leaveOut(entity);
      else if (lost.has(tableOf(entity))) this.columns.leaveOut(entity);
    }
  }

  get #state(): KitState {
    return this.change[this.side];
  }

  #giveWay(entity: KitEntity): void {
    if (!isColumn(entity) || isGenerated(entity)) {
      this.#leaveOut(entity);
      return;
    }
    if (entity.default !== null) this.expressions.set(entity, { default: null });
    const type = meanwhileOf(entity, this.gone);
    if (type === undefined) return;
    for (const other of hangsOnType(entity, this.#state)) this.#leaveOut(other);
    this.columns.set(entity, { type });
  }

  /** With all that hangs on it. */
  #leaveOut(entity: KitEntity): void {
    const edits = isColumn(entity) ? this.columns : this.expressions;
    if (edits.isLeftOut(entity)) return;
    edits.leaveOut(entity);
    const hanging = isColumn(entity)
      ? hangsOnColumn(entity, this.#state)
      : pointingAt(entity, this.change, this.side);
    for (const other of hanging) this.#leaveOut(other);
  }

  get isEmpty(): boolean {
    return this.expressions.size + this.columns.size === 0;
  }

  /** The state without expressions that stand on what goes, and without columns as well. */
  get states(): StatesWithout {
    const edited = (edits: Edits): KitState => ({
      ...this.#state,
      ddl: this.#state.ddl.flatMap((entity) => edits.of(entity)),
    });
    return {
      withoutExpressions: edited(this.expressions),
      withoutColumns: edited(this.expressions.and(this.columns)),
    };
  }
}

interface StatesWithout {
  readonly withoutExpressions: KitState;
  readonly withoutColumns: KitState;
}

/** Both sides of a change without what stands on objects that go; undefined where nothing does. */
export function withoutStanding(
  change: Change,
  gone: GoneObjects,
): Readonly<Record<Side, StatesWithout>> | undefined {
  const from = new StandingParts(change, "from", gone.from);
  const to = new StandingParts(change, "to", gone.to);
  return from.isEmpty && to.isEmpty ? undefined : { from: from.states, to: to.states };
}
