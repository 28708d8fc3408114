import { objectKey } from "../model/object.ts";
import { findObject, findPrivilege, findRole } from "../project/find-names.ts";
import { openProject } from "../project/project.ts";
import { openAsked } from "../project/sources.ts";
import { indexAccess } from "../review/access-index.ts";
import { questionText, reason } from "../review/access-report.ts";
import { roleText } from "../review/path-text.ts";
import { decide } from "../review/verdict.ts";

const NO = 1;

interface Options {
  readonly live?: boolean;
  readonly target?: string;
  readonly json?: boolean;
}

/** Tells whether a role can do something, by its exit code and in one line. */
export async function run(
  [who = "", how = "", what = ""]: readonly string[],
  options: Options,
): Promise<number> {
  const source = await openAsked(await openProject(), options);
  const role = findRole(source, who);
  const object = findObject(source, what);
  const privilege = findPrivilege(how, object);
  const index = indexAccess(source.warehouse);
  const verdict = decide(index, role, privilege, object);
  const why = reason(index, role, object, verdict);
  const { can } = verdict;
  const answer = options.json
    ? JSON.stringify({ role: roleText(role), privilege, object: objectKey(object), can, why })
    : `${can ? "Yes" : "No"}: ${questionText(role, privilege, object)}: ${why}`;
  process.stdout.write(`${answer}\n`);
  return can ? 0 : NO;
}
