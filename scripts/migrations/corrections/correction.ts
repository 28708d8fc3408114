// What corrections collect: what is taken down and put back around drizzle-kit's statements, and what is said instead.
import type { KitEntity } from "../kit/kit-state.ts";

/** Other fields of an entity; undefined where it is left out. */
type Fields = Readonly<Record<string, unknown>> | undefined;

/** Edits of the entities of one state. Leaving out wins over other fields. */
export class Edits {
  readonly #fields = new Map<KitEntity, Fields>();

  set(entity: KitEntity, fields: NonNullable<Fields>): void {
    if (this.isLeftOut(entity)) return;
    this.#fields.set(entity, { ...this.#fields.get(entity), ...fields });
  }

  leaveOut(entity: KitEntity): void {
    this.#fields.set(entity, undefined);
  }

  isLeftOut(entity: KitEntity): boolean {
    return this.#fields.has(entity) && this.#fields.get(entity) === undefined;
  }

  get size(): number {
    return this.#fields.size;
  }

  /** The entity after the edits; none where it is left out. */
  of(entity: KitEntity): KitEntity[] {
    if (!this.#fields.has(entity)) return [entity];
    const fields = this.#fields.get(entity);
    return fields ? [{ ...entity, ...fields } as KitEntity] : [];
  }

  /** These, and then others. */
  and(later: Edits): Edits {
    const both = new Edits();
    for (const [entity, fields] of [...this.#fields, ...later.#fields]) {
      if (fields) both.set(entity, fields);
      else both.leaveOut(entity);
    }
    return both;
  }
}

/** Edits of both states. */
interface Sides {
  readonly from: Edits;
  readonly to: Edits;
}

/**
 * What the corrections of one way come to. The script is then: what is taken down goes, `first`, drizzle-kit's statements between the
 * edited states, `behind`, what was taken down comes back, `last`.
 */
export class Corrections {
  /** Goes before drizzle-kit's statements and comes back behind them, by drizzle-kit's own statements. */
  readonly takenDown: Sides = { from: new Edits(), to: new Edits() };
  /** What drizzle-kit is not to see, since it is said in `first`, `behind` and `last`. */
  readonly unsaid: Sides = { from: new Edits(), to: new Edits() };
  /** Under the names before the renames. */
  readonly first: string[] = [];
  /** Under the names after them. */
  readonly behind: string[] = [];
  readonly last: string[] = [];
  /** For a statement that fails on values which do not fit, the one that cuts them. */
  readonly cutting = new Map<string, string>();

  get isEmpty(): boolean {
    const edits = [this.takenDown, this.unsaid].flatMap(({ from, to }) => [from, to]);
    const statements = [this.first, this.behind, this.last];
    return [...edits.map(({ size }) => size), ...statements.map(({ length }) => length)].every(
      (n) => n === 0,
    );
  }
}
