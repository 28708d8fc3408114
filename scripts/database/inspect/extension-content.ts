// What belongs to extensions that are installed, as role files can speak of it.
import { builtInAcl, PUBLIC } from "../../model/acl.ts";
import type { ExtensionMember, ExtensionMembers } from "../../model/extension-members.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Queryable } from "../connect/connect.ts";
import contentQuery from "../queries/extension-content.sql";

interface Row {
  readonly extension: string;
  /** Null of an extension that has nothing of these kinds. */
  readonly kind: ObjectName["kind"] | null;
  readonly path: readonly string[];
  readonly said: boolean;
  readonly everybody: readonly Privilege[];
}

/** What PUBLIC has on the kind by itself. */
const byItself = (kind: ObjectName["kind"]): string =>
  [...builtInAcl(kind).entries.values()]
    .filter(({ grantee }) => grantee === PUBLIC)
    .map(({ privilege }) => privilege)
    .join();

function memberOf({ kind, path, said, everybody }: Row): ExtensionMember[] {
  if (kind === null) return [];
  const isUnusual = said && everybody.join() !== byItself(kind);
  return [{ object: { kind, path }, ...(isUnusual && { everybody }) }];
}

/** Reads those of these extensions that are there, by name. Any role may ask. */
export async function readExtensionContents(
  sql: Queryable,
  names: readonly string[],
): Promise<ReadonlyMap<string, ExtensionMembers>> {
  if (names.length === 0) return new Map();
  const rows = await sql.unsafe<Row[]>(contentQuery, [JSON.stringify(names)]);
  return new Map(
    [...groupBy(rows, ({ extension }) => extension)]
      .sort(([a], [b]) => compareText(a, b))
      .map(([extension, group]) => {
        const members = group
          .flatMap(memberOf)
          .sort((a, b) => compareText(objectKey(a.object), objectKey(b.object)));
        return [extension, { extension, members }];
      }),
  );
}
