// The zod shape of `expect`.
import * as z from "zod";
import { ALL, checkKinds, KIND_KEYS, objectShape, PRIVILEGES } from "./schema-of-grants.ts";
import { addIssue, listOf, oneOrMore, roleName, when } from "./schema-parts.ts";

/** What `can: member` is about. */
export const MEMBER = "member";

const expected = z
  .union([z.enum([MEMBER, ALL, ...PRIVILEGES]), listOf(z.enum(PRIVILEGES))])
  .describe("One privilege, a list of them, ALL, or member");

const expectationShape = {
  role: oneOrMore(roleName).optional(),
  nobody_but: oneOrMore(roleName).optional().describe("All others must not, PUBLIC included"),
  can: expected.optional(),
  cannot: expected.optional(),
  of: roleName.optional().describe("With member: the role that it is, or is not, a member of"),
  ...objectShape,
  when: when.optional(),
};

/** Something that must hold, tried when a revision is proved. */
export const expectation = z.strictObject(expectationShape).superRefine((entry, context) => {
  const issue = (path: string[], message: string, help: string) =>
    addIssue(context, path, "expect-keys", message, help);
  if (entry.role !== undefined && entry.nobody_but !== undefined) {
    issue(["nobody_but"], "`nobody_but` stands beside `role`", "Make two entries of it.");
  } else if (entry.role === undefined && entry.nobody_but === undefined) {
    issue([], "it is not said of whom this is expected", "Add `role`, or `nobody_but`.");
  }
  if (entry.can !== undefined && entry.cannot !== undefined) {
    issue(["cannot"], "`cannot` stands beside `can`", "Make two entries of it.");
  } else if (entry.nobody_but !== undefined && entry.cannot !== undefined) {
    issue(["cannot"], "`cannot` does not go with `nobody_but`", "Write `can`: what nobody else can.");
  } else if (entry.can === undefined && entry.cannot === undefined) {
    issue([], "it is not said what is expected", "Add `can` or `cannot`.");
  }
  const isMember = entry.can === MEMBER || entry.cannot === MEMBER;
  if (!isMember) {
    if (entry.of !== undefined)
      issue(["of"], "`of` goes with `member`", "Write `can: member`, or take it away.");
    return checkKinds(entry, context, "expect-keys");
  }
  if (entry.nobody_but !== undefined) {
    issue(["nobody_but"], "`nobody_but` does not go with `member`", "Name the role, with `cannot: member`.");
  }
  if (entry.of === undefined) issue([], "`member` needs `of`, the role", "Add `of`.");
  for (const key of [...KIND_KEYS, "columns", "extension"] as const) {
    if (entry[key] !== undefined) issue([key], `\`${key}\` does not go with \`member\``, "Take it away.");
  }
});

/** What is expected. */
export type ExpectationBody = z.infer<typeof expectation>;
