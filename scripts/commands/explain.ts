// `dwh explain`: every way by which a role can use an object.
import { EXIT } from "../model/exit-code.ts";
import { objectKey } from "../model/object.ts";
import { indexAccess } from "../review/access/access-index.ts";
import { explainAccess } from "../review/access/access-report.ts";
import { doorsTo, doorText } from "../review/access/doors.ts";
import { roleText } from "../review/access/path-text.ts";
import { findNames } from "../sources/find-names.ts";
import { openAsked } from "../sources/open-source.ts";
import { openProject } from "../sources/project.ts";
import { placeText } from "../terminal/diagnostics.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

/** Shows every way by which a role can use an object, and where each is declared. */
export async function run(
  [who = "", what = ""]: readonly string[],
  options: Options<"explain">,
): Promise<number> {
  const source = await openAsked(await openProject(), options);
  const { role, object } = findNames(source, { role: who, object: what });
  const index = indexAccess(source.warehouse, source.binding.major);
  const privileges = explainAccess(index, role, object, source.provenance);
  const doors = doorsTo(index, object, source.definers ?? [], { roles: [role] }).map(doorText);
  if (options.json) {
    const answer = {
      source: source.label,
      role: roleText(role),
      object: objectKey(object),
      privileges,
      doors,
    };
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return EXIT.done;
  }
  const also = doors.map((door) => `It ${door}\n`).join("");
  const head = `${roleText(role)} on ${objectKey(object)}, ${source.label}`;
  if (privileges.length === 0) {
    process.stdout.write(`${head}: no access at all.\n${also}`);
    return EXIT.done;
  }
  const rows = privileges.flatMap(({ privilege, paths }) =>
    paths.map(({ how, columns, declared }, index) => [
      index === 0 ? privilege : "",
      columns.length > 0 ? `on columns ${columns.join(", ")} only: ${how}` : how,
      declared.map(placeText).join(", "),
    ]),
  );
  process.stdout.write(`${head}:\n${formatTable([["privilege", "how", "declared"], ...rows])}\n${also}`);
  return EXIT.done;
}
