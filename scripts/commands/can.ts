// `dwh can`: whether a role can do something.
import { EXIT } from "../model/exit-code.ts";
import { objectKey } from "../model/object.ts";
import { indexAccess } from "../review/access/access-index.ts";
import { questionText, reason } from "../review/access/access-report.ts";
import { doorsTo, doorText } from "../review/access/doors.ts";
import { roleText } from "../review/access/path-text.ts";
import { decide } from "../review/access/verdict.ts";
import { ask } from "../review/access/view-access.ts";
import { findNames } from "../sources/find-names.ts";
import { openAsked } from "../sources/open-source.ts";
import { openProject } from "../sources/project.ts";
import type { Options } from "../verbs/verbs.ts";

/** Tells whether a role can do something, by its exit code and in one line. */
export async function run(
  [who = "", how = "", what = ""]: readonly string[],
  options: Options<"can">,
): Promise<number> {
  const source = await openAsked(await openProject(), options);
  const { role, object, privilege } = findNames(source, { role: who, object: what, privilege: how });
  const index = indexAccess(source.warehouse, source.binding.major);
  const verdict = decide(index, role, ask(index, privilege, object));
  const why = reason(index, role, object, verdict);
  const { can } = verdict;
  const asked = { roles: [role], privileges: [privilege] };
  const doors = can ? [] : doorsTo(index, object, source.definers ?? [], asked).map(doorText);
  const answer = options.json
    ? JSON.stringify({ role: roleText(role), privilege, object: objectKey(object), can, why, doors })
    : `${can ? "Yes" : "No"}: ${questionText(role, privilege, object)}: ${[why, ...doors].join("; it ")}`;
  process.stdout.write(`${answer}\n`);
  return can ? EXIT.done : EXIT.differs;
}
