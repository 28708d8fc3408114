// What revisions speak of and do not make.
import type { Delta } from "../model/delta.ts";
import { objectKey } from "../model/object.ts";
import { membersOf } from "../plan/ddl/extension-existence.ts";
import type { Outside } from "./stubs.ts";

type Part = Pick<
  Delta,
  "roles" | "externalSchemas" | "privileges" | "owners" | "sqlObjects" | "extensionMembers"
>;

/**
 * What the parts of a warehouse speak of and somebody else may have to make.
 *
 * @param before revisions that came before: a schema stays external without being said again
 */
export function outsideOf(
  parts: readonly Part[],
  before: readonly { readonly delta: Pick<Delta, "externalSchemas"> }[] = [],
): Outside {
  const made = new Set(parts.flatMap((part) => membersOf(part, "added")).map(objectKey));
  const saying = [...before.map(({ delta }) => delta), ...parts];
  return {
    roles: parts.flatMap(({ roles }) => [...roles.added, ...roles.removed]),
    schemas: saying.flatMap(({ externalSchemas }) => [...externalSchemas.added, ...externalSchemas.removed]),
    objects: parts
      .flatMap(({ privileges, owners }) => [
        ...privileges.added,
        ...privileges.removed,
        ...owners.added,
        ...owners.removed,
      ])
      .map(({ object }) => object)
      .filter((object) => !made.has(objectKey(object))),
  };
}
