/** What belongs to extensions and carries an ACL, as role files speak of it: `{routines: "*", extension: pgcrypto}`. */
import type { Naming } from "./naming.ts";
import { type ObjectName, objectKey } from "./object.ts";
import type { Privilege } from "./privilege.ts";

/** One thing that an extension makes. */
export interface ExtensionMember {
  readonly object: ObjectName;
  /** What PUBLIC has from the extension's own script, where that is not what it has by itself. */
  readonly everybody?: readonly Privilege[];
}

/** An extension of which role files speak. */
export interface ExtensionMembers {
  readonly extension: string;
  /** In the order of their keys; none as long as no server said what there is. */
  readonly members: readonly ExtensionMember[];
}

/** The same under other names. */
export const namedExtension = (
  { extension, members }: ExtensionMembers,
  naming: Naming,
): ExtensionMembers => ({
  extension,
  members: members.map((member) => ({ ...member, object: naming.object(member.object) })),
});

/** What counts when two are compared. */
export const extensionText = ({ members }: ExtensionMembers): string =>
  members.map(({ object, everybody }) => `${objectKey(object)}\t${everybody?.join() ?? "*"}`).join("\n");

type Extensions = ReadonlyMap<string, ExtensionMembers>;

const born = new WeakMap<Extensions, ReadonlyMap<string, readonly Privilege[]>>();

/** By objectKey, what PUBLIC has from the scripts of extensions, where that is not what it has by itself. */
export function givenByExtensions(extensions: Extensions): ReadonlyMap<string, readonly Privilege[]> {
  const known = born.get(extensions);
  if (known) return known;
  const found = new Map(
    [...extensions.values()].flatMap(({ members }) =>
      members.flatMap(({ object, everybody }) =>
        everybody === undefined ? [] : [[objectKey(object), everybody] as const],
      ),
    ),
  );
  born.set(extensions, found);
  return found;
}
