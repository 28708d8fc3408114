// Where the deltas of two branches speak of the same access, so that their order makes a difference.
import type { Delta } from "../model/delta.ts";
import { displayPath } from "../model/identifier.ts";
import { type Said, saidIn } from "./said-access.ts";

/** What two revisions do not agree about. */
export interface Conflict {
  /** A clause about each: `sets SELECT on table S.t for x`. */
  readonly deeds: readonly [one: string, other: string];
  /** Keys of the provenance where it may be said. */
  readonly sources: readonly string[];
  /** The object that it is about. */
  readonly path?: readonly string[];
}

/** A revision's delta, and the paths of what its snapshot drops. */
export interface Side {
  readonly delta: Delta;
  readonly dropped: readonly (readonly string[])[];
}

/** What a revision says, and which names are no longer there after it. */
interface Speech {
  readonly said: readonly Said[];
  readonly renamedRoles: ReadonlySet<string>;
  readonly renamedPaths: readonly (readonly string[])[];
  readonly goneRoles: ReadonlySet<string>;
  readonly gonePaths: readonly (readonly string[])[];
}

function speechOf({ delta, dropped }: Side): Speech {
  const stays = new Set(delta.roles.added.map(({ name }) => name));
  const gone = delta.roles.removed.map(({ name }) => name).filter((name) => !stays.has(name));
  const ofRoles = delta.renames.filter(({ kind }) => kind === "role");
  return {
    said: saidIn(delta),
    renamedRoles: new Set(ofRoles.map(({ from }) => from[0] ?? "")),
    renamedPaths: delta.renames.filter(({ kind }) => kind !== "role").map(({ from }) => from),
    goneRoles: new Set(gone),
    gonePaths: dropped,
  };
}

const isIn = (path: readonly string[], container: readonly string[]): boolean =>
  container.length > 0 &&
  container.length <= path.length &&
  container.every((name, index) => path[index] === name);

/** What the other one does to a name that is spoken of. What goes along with what is dropped is no conflict. */
function undoing({ roles, paths, isAdded }: Said, other: Speech): string | undefined {
  const role = (names: ReadonlySet<string>) => [...roles].find((name) => names.has(name));
  const path = (containers: readonly (readonly string[])[]) =>
    containers.find((container) => paths.some((one) => isIn(one, container)));
  const renamed = role(other.renamedRoles) ?? displayPath(path(other.renamedPaths) ?? []);
  if (renamed !== "") return `renames ${renamed}`;
  const dropped = isAdded ? (role(other.goneRoles) ?? displayPath(path(other.gonePaths) ?? [])) : "";
  return dropped === "" ? undefined : `drops ${dropped}`;
}

const about = ({ source, paths: [path] }: Said): Pick<Conflict, "sources" | "path"> => ({
  sources: source === undefined ? [] : [source],
  ...(path !== undefined && { path }),
});

/** Where two revisions, of which none builds on the other, do not come to the same in both orders. */
export function accessConflicts(one: Side, other: Side): Conflict[] {
  const [a, b] = [speechOf(one), speechOf(other)];
  const ofOther = new Map(b.said.map((said) => [said.part, said]));
  // A thing that changed is both added and removed: told once.
  const shared = new Map(a.said.filter(({ part }) => ofOther.has(part)).map((said) => [said.part, said]));
  const same = [...shared].map(
    ([part, said]): Conflict => ({
      deeds: [said.deed, ofOther.get(part)?.deed ?? ""],
      ...about(said),
    }),
  );
  const left = a.said.flatMap((said): Conflict[] => {
    const why = undoing(said, b);
    return why === undefined ? [] : [{ deeds: [said.deed, why], ...about(said) }];
  });
  const right = b.said.flatMap((said): Conflict[] => {
    const why = undoing(said, a);
    return why === undefined ? [] : [{ deeds: [why, said.deed], ...about(said) }];
  });
  return [...same, ...left, ...right];
}
