// Lint rule: keys of encrypted columns in the hands of roles that read other things too.
import { encryptionsOf } from "../../model/encryption.ts";
import { displayName, displayPath } from "../../model/identifier.ts";
import { type LintRule, placeOfEntry } from "./rule.ts";

const pathKey = (path: readonly string[]): string => displayPath(path.slice(0, 2));

/** Roles that read keys, and something that is not sensitive: whoever is given that reads what is encrypted. */
export const keysWithOthers: LintRule = {
  code: "keys-with-others",
  summary: "a role reads the keys of encrypted columns, and something that is not sensitive",
  isOn: true,
  find: (subject) => {
    const { privileges, sensitive, sqlObjects } = subject.warehouse;
    const keys = new Set(
      [...encryptionsOf(sqlObjects.values()).values()].map((one) => displayPath(one.keys)),
    );
    if (keys.size === 0) return [];
    const reads = [...privileges.values()]
      .filter(({ object: { kind } }) => kind === "table" || kind === "column")
      .flatMap(({ object, acl }) =>
        [...acl.entries.values()].flatMap((entry) =>
          entry.privilege === "SELECT" ? [{ object, entry }] : [],
        ),
      );
    const others = new Map(
      reads
        .filter(({ object: { path } }) => !sensitive.has(displayPath(path)) && !sensitive.has(pathKey(path)))
        .map(({ object, entry }) => [entry.grantee, pathKey(object.path)]),
    );
    const found = new Map(
      reads.flatMap(({ object, entry }) => {
        const other = others.get(entry.grantee);
        const key = pathKey(object.path);
        return keys.has(key) && other !== undefined
          ? [[`${key} ${entry.grantee}`, { object, entry, key, other }] as const]
          : [];
      }),
    );
    return [...found.values()].map(({ object, entry, key, other }) => ({
      message: `${displayName(entry.grantee)} reads ${key}, which has the keys of encrypted columns, and ${other}, which is not sensitive`,
      help: "Give the keys to a role of their own: an access role with `sensitive: only`, or one that is named.",
      ...placeOfEntry(subject, object, entry),
    }));
  },
};
