// What the moves of several targets have in common: the folder is read once, and what is alike is prepared once.
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { readRecorded } from "../sources/recorded.ts";
import type { Target } from "../sources/target.ts";
import { prepareSteps, type Server, type Step } from "./prepare-steps.ts";

type Request = Parameters<typeof prepareSteps>[2];

/** Only a script that speaks of a database may depend on the name of the one that it runs in. */
const speaksOfDatabase = ({ migration, down, rows }: Revision): boolean =>
  /database/i.test(`${migration}${down}${JSON.stringify(rows)}`);

/** JSON of what has sets and maps. */
const collections = (_: string, value: unknown): unknown =>
  value instanceof Set || value instanceof Map ? [...value] : value;

/** Of one command: later ones read the folder anew. What fails fails for all that are alike. */
export class PreparedRevisions {
  // Private to JSON too: the request, which is a part of the key, has this in it.
  #revisions: Promise<Revision[]> | undefined;
  readonly #steps = new Map<string, Promise<Step[]>>();
  readonly #recorded = new Map<string, ReturnType<typeof readRecorded>>();

  /** The revisions of the folder. @throws {Refusal} with all that is wrong */
  load(out: string): Promise<Revision[]> {
    this.#revisions ??= loadRevisions(out);
    return this.#revisions;
  }

  /** What those that are applied add up to, a template, once for each number of them. */
  async recorded(root: string, applied: readonly Revision[]): Promise<Warehouse> {
    const key = applied.map(({ name }) => name).join("\n");
    const known = this.#recorded.get(key) ?? readRecorded(root, applied);
    this.#recorded.set(key, known);
    return (await known).recorded;
  }

  /** As {@link prepareSteps}, once for all targets on which nothing differs that it knows of. */
  prepare(
    revisions: readonly Revision[],
    chosen: readonly Revision[],
    request: Request,
    target: Target,
    server: Server,
  ): Promise<Step[]> {
    const { name: _name, url: _url, shown: _shown, hooks: _hooks, ...alike } = target;
    const { major, database, extensions } = server;
    const where = chosen.some(speaksOfDatabase) ? database : "";
    const names = chosen.map(({ name }) => name);
    const key = JSON.stringify([names, request, alike, major, extensions, where], collections);
    const known = this.#steps.get(key) ?? prepareSteps(revisions, chosen, request, target, server);
    this.#steps.set(key, known);
    return known;
  }
}
