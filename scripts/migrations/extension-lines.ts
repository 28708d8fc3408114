/** The lines in which delta.json says what belongs to extensions: one a member, so that git shows what a version brings. */
import * as z from "zod";
import type { ExtensionMember, ExtensionMembers } from "../model/extension-members.ts";
import { groupBy } from "../model/group.ts";
import { compareText } from "../model/identifier.ts";
import { objectKey, parseObjectKey } from "../model/object.ts";
import { PRIVILEGE_LETTERS, type Privilege } from "../model/privilege.ts";
import { text } from "./delta-shape.ts";

const privilege = z.enum(Object.keys(PRIVILEGE_LETTERS) as [Privilege, ...Privilege[]]);

/** A line: a member, or that there is none. `everybody`: what its extension gives to PUBLIC, where that is unusual. */
export const extensionLine = z.strictObject({
  extension: text,
  member: text.optional(),
  everybody: z.array(privilege).optional(),
});

type Line = z.infer<typeof extensionLine>;

/** The lines of extensions. */
export const toExtensionLines = (entries: readonly ExtensionMembers[]): Line[] =>
  entries.flatMap(({ extension, members }) =>
    members.length === 0
      ? [{ extension }]
      : members.map(({ object, everybody }) => ({
          extension,
          member: objectKey(object),
          ...(everybody && { everybody: [...everybody] }),
        })),
  );

/** Reads them. @throws {Error} naming what is not known */
export function fromExtensionLines(lines: readonly Line[]): ExtensionMembers[] {
  return [...groupBy(lines, ({ extension }) => extension)].map(([extension, group]) => ({
    extension,
    members: group
      .flatMap(({ member, everybody }): ExtensionMember[] => {
        if (member === undefined) return [];
        const object = parseObjectKey(member);
        if (!object) throw new Error(`unknown object ${member}`);
        return [{ object, ...(everybody && { everybody }) }];
      })
      .sort((a, b) => compareText(objectKey(a.object), objectKey(b.object))),
  }));
}
