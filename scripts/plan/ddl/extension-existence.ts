// What comes and goes with extensions, as far as role files speak of it.

import type { Difference } from "../../model/delta.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Warehouse } from "../../model/warehouse.ts";

const OTHER = { added: "removed", removed: "added" } as const;

/**
 * The members on one side: all of an extension that is made or dropped, and of one of which both sides know what it has, so
 * that another version makes and drops what is on one of them only.
 */
export function membersOf(
  { sqlObjects, extensionMembers }: Pick<Difference, "sqlObjects" | "extensionMembers">,
  side: "added" | "removed",
): ObjectName[] {
  const isOn = (where: "added" | "removed", extension: string) =>
    sqlObjects[where].some(({ kind, path }) => kind === "extension" && path[0] === extension);
  return extensionMembers[side].flatMap(({ extension, members }) => {
    const others = extensionMembers[OTHER[side]].find((other) => other.extension === extension);
    const isKnown = others !== undefined && others.members.length > 0;
    const comes = isOn(side, extension) && !isOn(OTHER[side], extension);
    return isKnown || comes ? members.map(({ object }) => object) : [];
  });
}

/** objectKeys of what belongs to extensions that get another version: its script may drop and make again whatever it likes. */
export function updatedMembers(
  { sqlObjects: { added, removed } }: Pick<Difference, "sqlObjects">,
  { extensionMembers }: Pick<Warehouse, "extensionMembers">,
): string[] {
  const updated = added.filter(
    ({ kind, path, parts }) =>
      kind === "extension" &&
      removed.some(
        (one) => one.kind === kind && one.path[0] === path[0] && one.parts.version !== parts.version,
      ),
  );
  return updated.flatMap(({ path: [name = ""] }) =>
    (extensionMembers.get(name)?.members ?? []).map(({ object }) => objectKey(object)),
  );
}
